import type { OnModuleInit } from '@nestjs/common';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { HomeNotes } from '../../clinics/home-notes.js';
import { Config } from '../../platform/config.js';
import { AppError, notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { html, redirect303 } from '../../ui/html.js';
import { BeginPractice } from './begin-practice.js';
import { PracticeReader } from './practice-reader.js';
import { PRACTICE, PracticeView } from './practice.view.js';

/** The phone desk to practise with, where no message is really sent. Shows only people who are made up. */
@Allow('bookings.write')
@ApiExcludeController()
@Controller('staff/desk/practice')
export class PracticePages implements OnModuleInit {
  constructor(
    private readonly reader: PracticeReader,
    private readonly begin: BeginPractice,
    private readonly notes: HomeNotes,
    private readonly config: Config,
    private readonly tokens: FormTokens,
  ) {}

  onModuleInit(): void {
    if (!nothingIsSent(this.config)) return;
    const note = { href: PRACTICE, words: 'Practise the phone desk', more: 'with callers who are made up' };
    this.notes.register('bookings.write', () => Promise.resolve(note));
  }

  @Get()
  async show(@CalledBy() caller: Caller) {
    if (!nothingIsSent(this.config)) throw notFound();
    return this.page(caller);
  }

  @Post()
  @HttpCode(200)
  async makeAnew(@CalledBy() caller: Caller) {
    if (!nothingIsSent(this.config)) throw notFound();
    try {
      await this.begin.run(caller);
    } catch (error) {
      if (!(error instanceof AppError && error.status === 409)) throw error;
      return this.page(caller, true);
    }
    return redirect303(PRACTICE);
  }

  private async page(caller: Caller, noRoom = false) {
    const cards = await this.reader.cards(caller);
    const props = { caller, cards, noRoom, formToken: this.tokens.issue() };
    return html(<PracticeView {...props} />, { status: noRoom ? 409 : 200 });
  }
}

const nothingIsSent = ({ sms, email }: Config) => sms.channel === 'preview' && email.channel === 'preview';
