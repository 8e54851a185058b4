import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Origins } from '../../access/origin.js';
import { RateLimits } from '../../platform/rate-limits.js';
import type { CallMeDto } from './call.dto.js';
import { OpenCallTask } from './open-call-task.js';

/** "Please call me", from the public pages or a program. Nobody learns whether the number has asked before. */
@Injectable()
export class AskForCall {
  constructor(
    private readonly open: OpenCallTask,
    private readonly origins: Origins,
    private readonly limits: RateLimits,
  ) {}

  /** @throws AppError 429 when too much came from this address */
  async run({ fullName, phone, language, bestTime }: CallMeDto, request: FastifyRequest): Promise<void> {
    await this.limits.check('callMe', request.ip);
    await this.limits.count('callMe', request.ip);
    const wish = { reason: 'call_me' as const, name: fullName, phone, language, bestTime };
    await this.open.run(wish, { address: this.origins.of(request).ipIx });
  }
}
