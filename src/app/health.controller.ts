import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { Database } from '../platform/database.js';
import { AppError } from '../platform/errors.js';

/** For load balancers and supervisors. */
@Public()
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  /** The process answers. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** The process can serve: its database answers. 503 otherwise. */
  @Get('ready')
  async ready() {
    try {
      await this.database.query('select 1');
    } catch {
      throw new AppError(503, 'unavailable', { retryAfter: 5 });
    }
    return { status: 'ok', database: 'ok' };
  }
}
