import type { ExecutionContext } from '@nestjs/common';
import { SetMetadata, applyDecorators, createParamDecorator } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Permission } from './permissions.js';

export const PUBLIC = 'access:public';
export const ALLOW = 'access:allow';

/** Anyone may call this route. */
export const Public = () => SetMetadata(PUBLIC, true);

/** Only staff or tokens whose role holds this permission may call this route. */
export const Allow = (permission: Permission) => applyDecorators(SetMetadata(ALLOW, permission), ApiBearerAuth());

/** Who calls, as the audit trail names them. */
export interface Caller {
  actor: string;
  requestId: string;
}

/** The `Caller` of a route with `@Allow`; the guard has put it there. */
export const CalledBy = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<{ caller: Caller }>().caller,
);
