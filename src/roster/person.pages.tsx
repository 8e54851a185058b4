import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../access/access.decorators.js';
import { Views } from '../access/views.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import { Clock } from '../platform/clock.js';
import type { FieldError } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { hasNineDigits } from '../platform/official-number.js';
import type { Rule } from '../platform/validation.js';
import { oneOfRule, textRule } from '../platform/validation.js';
import type { PostedForm } from '../staff/forms.js';
import { attempt, check, typed } from '../staff/forms.js';
import { TeamNames } from '../staff/team-names.js';
import { html, redirect303 } from '../ui/html.js';
import { EditPerson } from './edit-person.js';
import { OpenRoster } from './open-roster.js';
import { PersonReader } from './person-reader.js';
import type { PersonValues } from './person.view.js';
import { PersonView } from './person.view.js';
import { RosterReader } from './roster-reader.js';
import { rosterPath } from './roster-words.js';

export const MAX_NOTES = 500;

const notesRule: Rule = (value) => {
  if (value === '') return undefined;
  return textRule(MAX_NOTES)(value) ?? (hasNineDigits(String(value)) ? { code: 'looks_like_number' } : undefined);
};

interface Shown {
  values?: PersonValues;
  errors?: FieldError[];
  phone?: string | null;
  isNew?: boolean;
}

/** One person of the roster: notes, language, phone on demand, and how their day went. */
@Allow('roster.work')
@ApiExcludeController()
@Controller('staff/clinics/:id/roster/people/:attendeeId')
export class PersonPages {
  constructor(
    private readonly roster: OpenRoster,
    private readonly people: PersonReader,
    private readonly reader: RosterReader,
    private readonly edit: EditPerson,
    private readonly names: TeamNames,
    private readonly views: Views,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ShowsPerson()
  async person(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('attendeeId', ParseUUIDPipe) attendeeId: string,
    @Query('new') isNew: unknown,
    @CalledBy() caller: Caller,
  ) {
    return this.page(id, attendeeId, caller, { isNew: isNew === '1' });
  }

  @Post()
  @HttpCode(200)
  @ShowsPerson()
  async save(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('attendeeId', ParseUUIDPipe) attendeeId: string,
    @Body() form: PostedForm,
    @CalledBy() caller: Caller,
  ) {
    await this.roster.clinic(id, caller);
    const [language, notesRead] = [typed(form, 'language'), typed(form, 'notesRead')];
    const notes = typed(form, 'notes').replaceAll('\r', '');
    const [needs, neededRead] = ['needsInterpreter', 'neededRead'].map((name) => typed(form, name) !== '');
    // What was left as it was read is not written: somebody else may know better meanwhile.
    const values = {
      notes,
      language: language === typed(form, 'languageRead') ? undefined : language,
      needsInterpreter: needs === neededRead ? undefined : needs,
    };
    const result = await attempt(async () => {
      const rules = { notes: notesRule, language: oneOfRule(CLINIC_LANGUAGES, 'language_unknown') };
      check({ notes, language }, rules);
      await this.edit.run(id, attendeeId, { ...values, notesRead }, caller);
    });
    if ('errors' in result) return this.page(id, attendeeId, caller, { values, errors: result.errors });
    return redirect303(`${rosterPath(id)}#a-${attendeeId}`);
  }

  /** The number, to whoever asks for it: a look of its own. To a script as JSON. */
  @Post('phone')
  @HttpCode(200)
  @ShowsPerson()
  async phone(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('attendeeId', ParseUUIDPipe) attendeeId: string,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CalledBy() caller: Caller,
  ) {
    await this.roster.clinic(id, caller);
    const phone = (await this.people.phone(id, attendeeId)) ?? null;
    if (!headers.accept?.includes('application/json')) return this.page(id, attendeeId, caller, { phone });
    await this.people.one(id, attendeeId);
    await this.look(id, attendeeId, caller, 'phone');
    void reply.header('Cache-Control', 'no-store');
    return { phone };
  }

  private async page(id: string, attendeeId: string, caller: Caller, shown: Shown) {
    const clinic = await this.roster.clinic(id, caller);
    const person = await this.people.one(id, attendeeId);
    await this.look(id, attendeeId, caller, shown.phone === undefined ? undefined : 'phone');
    const stations = await this.reader.stations(id);
    const names = await this.names.of(person.taps.map(({ actor }) => actor));
    const props = { caller, clinic, person, stations, names, ...shown, formToken: this.tokens.issue() };
    const status = (shown.errors ?? []).length > 0 ? 422 : 200;
    return html(<PersonView {...props} now={this.clock.now()} />, { status });
  }

  private look(clinicId: string, subjectId: string, caller: Caller, reason?: string): Promise<void> {
    return this.views.record(caller, { clinicId, subjectType: 'attendee', subjectId, reason });
  }
}
