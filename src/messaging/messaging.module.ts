import { Module } from '@nestjs/common';
import { DispatchPoke } from './dispatch-poke.js';

@Module({ providers: [DispatchPoke], exports: [DispatchPoke] })
export class MessagingModule {}
