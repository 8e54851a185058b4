import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { AppError } from '../platform/errors.js';
import { DatabaseRole } from '../platform/roles.js';

/** For load balancers and supervisors. */
@Public()
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly role: DatabaseRole) {}

  /** The process answers. */
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** The process can serve: its database answers. 503 otherwise. A `warning` needs somebody, not a restart. */
  @Get('ready')
  async ready() {
    try {
      const warning = (await this.role.isOwner()) ? 'app_owns_tables' : undefined;
      return { status: 'ok', database: 'ok', warning };
    } catch {
      throw new AppError(503, 'unavailable', { retryAfter: 5 });
    }
  }
}
