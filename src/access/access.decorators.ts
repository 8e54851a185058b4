import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Permission } from './permissions.js';

export const PUBLIC = 'access:public';
export const ALLOW = 'access:allow';

/** Anyone may call this route. */
export const Public = () => SetMetadata(PUBLIC, true);

/** Only staff or tokens whose role holds this permission may call this route. */
export const Allow = (permission: Permission) => applyDecorators(SetMetadata(ALLOW, permission), ApiBearerAuth());
