import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ApiTokens } from './api-tokens.js';
import { FormGuard } from './form.guard.js';

/** Who may call what: two global guards, and the tokens of programs. */
@Module({
  providers: [ApiTokens, { provide: APP_GUARD, useClass: AccessGuard }, { provide: APP_GUARD, useClass: FormGuard }],
  exports: [ApiTokens],
})
export class AccessModule {}
