import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { normalPhone } from '../bookings/contact-rules.js';
import { TeamClinics } from '../clinics/team-clinics.js';
import { Clock } from '../platform/clock.js';
import type { FieldError } from '../platform/errors.js';
import { AppError, invalid } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { parse } from '../platform/validation.js';
import type { PostedForm } from '../staff/forms.js';
import { attempt, typed } from '../staff/forms.js';
import { html, redirect303 } from '../ui/html.js';
import { AdmitWalkIn } from './admit-walk-in.js';
import { OpenRoster } from './open-roster.js';
import { PersonReader } from './person-reader.js';
import { rosterPath } from './roster-words.js';
import { WalkInDto } from './walk-in.dto.js';
import { walkInOf } from './walk-in-request.js';
import type { WalkInValues } from './walk-in.view.js';
import { WalkInView } from './walk-in.view.js';

/** Refusals that the form is shown again with: what to mend, and where. */
const REFUSALS: Record<string, FieldError> = {
  no_room: { field: 'slotId', code: 'no_room' },
  already_booked: { field: 'name', code: 'walk_in_there' },
  idempotency_key_reused: { field: 'name', code: 'walk_in_sent' },
};

/** Somebody at the door without a booking. */
@Allow('roster.work')
@ApiExcludeController()
@Controller('staff/clinics/:id/roster/walk-in')
export class WalkInPages {
  constructor(
    private readonly roster: OpenRoster,
    private readonly clinics: TeamClinics,
    private readonly admit: AdmitWalkIn,
    private readonly people: PersonReader,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async form(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.page(id, caller, this.tokens.issue());
  }

  /** The form's own token makes it one walk-in, however often it is sent. */
  @Post()
  @HttpCode(200)
  async add(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const sent = typed(form, 'form');
    const values = valuesOf(form);
    try {
      const result = await attempt(async () => {
        const dto = parse(WalkInDto, dtoOf(values));
        if (values.over && values.overReason === '') throw invalid({ field: 'overReason', code: 'required' });
        return this.admit.run(id, walkInOf(dto), this.tokens.verify(this.keptToken(sent)), caller);
      });
      if ('errors' in result) return await this.page(id, caller, this.keptToken(sent), values, named(result.errors));
      return redirect303(`${rosterPath(id)}/people/${result.done.id}?new=1`);
    } catch (error) {
      const fault = error instanceof AppError ? REFUSALS[error.code] : undefined;
      if (!fault) throw error;
      return this.page(
        id,
        caller,
        fault.code === 'walk_in_sent' ? this.tokens.issue() : this.keptToken(sent),
        values,
        [fault],
        409,
      );
    }
  }

  /** What was mended is the same submission; a form without a token of ours begins one. */
  private keptToken(sent: string): string {
    try {
      this.tokens.verify(sent);
      return sent;
    } catch {
      return this.tokens.issue();
    }
  }

  private async page(
    id: string,
    caller: Caller,
    formToken: string,
    values?: WalkInValues,
    errors: FieldError[] = [],
    status = errors.length > 0 ? 422 : 200,
  ) {
    const clinic = await this.roster.clinic(id, caller);
    const now = this.clock.now();
    const times = await this.clinics.slots(id, now);
    const isThere = values && errors.some(({ code }) => code === 'walk_in_there');
    const there = isThere ? await this.people.namesake(id, values.name, normalPhone(values.phone)) : undefined;
    return html(<WalkInView {...{ caller, clinic, times, now, values, errors, there, formToken }} />, { status });
  }
}

function valuesOf(form: PostedForm): WalkInValues {
  const text = (name: string) => typed(form, name).slice(0, 500);
  return {
    ...{ name: text('name'), language: text('language'), phone: text('phone'), slotId: text('slotId') },
    ...{ needsInterpreter: text('needsInterpreter') !== '', smsConsent: text('smsConsent') !== '' },
    ...{ over: text('over') !== '', overReason: text('overReason') },
  };
}

function dtoOf({ name, language, phone, slotId, needsInterpreter, smsConsent, over, overReason }: WalkInValues) {
  return {
    ...{ slotId, fullName: name, language, needsInterpreter, smsConsent: smsConsent && phone !== '' },
    ...{ phone: phone || undefined, overReason: (over && overReason) || undefined },
  };
}

const named = (errors: FieldError[]) =>
  errors.map((error) => (error.field === 'fullName' ? { ...error, field: 'name' } : error));
