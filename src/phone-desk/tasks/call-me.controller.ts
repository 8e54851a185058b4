import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../access/access.decorators.js';
import { AskForCall } from './ask-for-call.js';
import { CallMeDto } from './call.dto.js';

@Public()
@ApiTags('bookings')
@Controller('api/call-me')
export class CallMeController {
  constructor(private readonly ask: AskForCall) {}

  /** Asks the team to call. Always the same answer; the newest wish of a number stands. */
  @Post()
  @HttpCode(202)
  async callMe(@Body() body: CallMeDto, @Req() request: FastifyRequest): Promise<void> {
    await this.ask.run(body, request);
  }
}
