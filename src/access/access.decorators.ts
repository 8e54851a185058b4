import type { ExecutionContext } from '@nestjs/common';
import { SetMetadata, applyDecorators, createParamDecorator } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Caller } from './caller.js';
import type { Permission } from './permissions.js';
export type { Caller } from './caller.js';

export const PUBLIC = 'access:public';
export const ALLOW = 'access:allow';
export const STEP_UP = 'access:step-up';
export const SHOWS_PERSON = 'access:shows-person';
export const FROM_ANYWHERE = 'access:from-anywhere';
export const ASKED_BY_PAGE = 'access:asked-by-page';
export const BEFORE_SECOND_FACTOR = 'access:before-second-factor';

/** Anyone may call this route. */
export const Public = () => SetMetadata(PUBLIC, true);

/**
 * Beside `@Public`: a form that anybody may post from anywhere. Only where the address itself is the proof and no session is
 * asked for: then no other site gains anything by making a browser post it. Mail providers have no token of ours to bring.
 */
export const FromAnywhere = () => SetMetadata(FROM_ANYWHERE, true);

/** Only staff or tokens whose role holds this permission may call this route. */
export const Allow = (permission: Permission) => applyDecorators(SetMetadata(ALLOW, permission), ApiBearerAuth());

/**
 * Beside `@Allow`: a person must have proven in the last ten minutes who they are; a page sends them to do it again. What a
 * token may do was decided when it was made: it passes. `back` is where they go on, for a form that must be filled in anew.
 */
export const StepUp = (back?: string) => SetMetadata(STEP_UP, { back });

/** Beside `@Allow`: the answer shows a person, so that the handler calls `Views.record`; a test walks all of these. */
export const ShowsPerson = () => SetMetadata(SHOWS_PERSON, true);

/** Beside `@Allow`: also for an administrator who has yet to set up the second factor. */
export const BeforeSecondFactor = () => SetMetadata(BEFORE_SECOND_FACTOR, true);

/** Beside `@Allow`: an open page asks this by itself, over and over, which does not keep anybody's session going. */
export const AskedByPage = () => SetMetadata(ASKED_BY_PAGE, true);

/** The `Caller` of a route with `@Allow`; the guard has put it there. */
export const CalledBy = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<{ caller: Caller }>().caller,
);
