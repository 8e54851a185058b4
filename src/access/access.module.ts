import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ApiTokens } from './api-tokens.js';
import { Callers } from './callers.js';
import { FormGuard } from './form.guard.js';
import { Origins } from './origin.js';
import { Sessions } from './sessions.js';
import { Views } from './views.js';

/** Who may call what: two global guards, the sessions of people and the tokens of programs. */
@Module({
  providers: [
    ApiTokens,
    Sessions,
    Callers,
    Origins,
    Views,
    // In this order: what another site sent is refused before anybody asks whose cookie came with it.
    { provide: APP_GUARD, useClass: FormGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [ApiTokens, Callers, Sessions, Origins, Views],
})
export class AccessModule {}
