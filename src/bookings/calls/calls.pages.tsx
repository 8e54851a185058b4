import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { callScope } from '../../access/caller.js';
import { Views } from '../../access/views.js';
import { ClinicReader } from '../../clinics/clinic-reader.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { oneOfRule, textRule } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, check, typed } from '../../staff/forms.js';
import { TeamNames } from '../../staff/team-names.js';
import { html, redirect303 } from '../../ui/html.js';
import { BookingReader } from '../booking-reader.js';
import type { ChangeProgress } from '../changes/changes-reader.js';
import { ChangesReader } from '../changes/changes-reader.js';
import { CallView } from './call.view.js';
import { CallsReader } from './calls-reader.js';
import { CallsView } from './calls.view.js';
import type { CallEnd } from './record-call.js';
import { CALL_ENDS, RecordCall } from './record-call.js';
import { TakeCall } from './take-call.js';

/** Those whom a decision has not reached, to be worked through by phone. Names and numbers are shown once a call is taken. */
@Allow('calls.work')
@ApiExcludeController()
@Controller('staff/clinics/:id/changes/:changeId/calls')
export class CallsPages {
  constructor(
    private readonly changes: ChangesReader,
    private readonly calls: CallsReader,
    private readonly takeCall: TakeCall,
    private readonly recordCall: RecordCall,
    private readonly bookings: BookingReader,
    private readonly clinics: ClinicReader,
    private readonly names: TeamNames,
    private readonly views: Views,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @CalledBy() caller: Caller,
  ) {
    return this.listPage(await this.find(id, changeId, caller), caller);
  }

  /** The first that nobody has. */
  @Post('next')
  async next(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @CalledBy() caller: Caller,
  ) {
    await this.find(id, changeId, caller);
    const waiting = await this.calls.of(changeId, callScope(caller.clinics), this.clock.now());
    const mine = waiting.find(({ takenBy }) => takenBy === caller.actor);
    for (const call of mine ? [mine] : waiting.filter(({ takenBy }) => takenBy === null)) {
      if (await this.takeCall.run(changeId, call.bookingId, caller)) {
        return redirect303(`${pathOf(id, changeId)}/${call.bookingId}`);
      }
    }
    return redirect303(pathOf(id, changeId));
  }

  @Post(':bookingId/take')
  @HttpCode(200)
  async take(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Param('bookingId', ParseUUIDPipe) bookingId: string,
    @CalledBy() caller: Caller,
  ) {
    const change = await this.find(id, changeId, caller);
    if (await this.takeCall.run(changeId, bookingId, caller)) {
      return redirect303(`${pathOf(id, changeId)}/${bookingId}`);
    }
    const takenBy = await this.calls.takenBy(changeId, bookingId, this.clock.now());
    const name = (await this.names.of([takenBy ?? null]))(takenBy ?? null);
    return this.listPage(
      change,
      caller,
      takenBy ? `${name} is at this call already` : 'Nobody has to make this call now',
    );
  }

  @Get(':bookingId')
  @ShowsPerson()
  async call(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Param('bookingId', ParseUUIDPipe) bookingId: string,
    @CalledBy() caller: Caller,
  ) {
    return this.callPage(await this.find(id, changeId, caller), bookingId, caller);
  }

  @Post(':bookingId')
  @HttpCode(200)
  @ShowsPerson()
  async record(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('changeId', ParseUUIDPipe) changeId: string,
    @Param('bookingId', ParseUUIDPipe) bookingId: string,
    @Body() form: PostedForm,
    @CalledBy() caller: Caller,
  ) {
    const change = await this.find(id, changeId, caller);
    const [end, note] = [typed(form, 'end'), typed(form, 'note')];
    const result = await attempt(async () => {
      check(
        { end, note },
        { end: oneOfRule(CALL_ENDS), note: (value) => (value === '' ? undefined : textRule(500)(value)) },
      );
      await this.recordCall.run(changeId, bookingId, { end: end as CallEnd, note }, caller);
    });
    if ('errors' in result) return this.callPage(change, bookingId, caller, note, result.errors);
    return redirect303(pathOf(id, changeId));
  }

  private async listPage(change: ChangeProgress, caller: Caller, problem?: string) {
    const calls = await this.calls.of(change.id, callScope(caller.clinics), this.clock.now());
    const names = await this.names.of(calls.map(({ takenBy }) => takenBy));
    const props = { caller, change, calls, names, problem, formToken: this.tokens.issue() };
    return html(<CallsView {...props} />, { status: problem ? 409 : 200 });
  }

  /** Only for whoever has taken the call: to others it is one of the list. */
  private async callPage(
    change: ChangeProgress,
    bookingId: string,
    caller: Caller,
    note?: string,
    errors: FieldError[] = [],
  ) {
    const now = this.clock.now();
    const mine = (await this.calls.takenBy(change.id, bookingId, now)) === caller.actor;
    const booking = mine ? await this.bookings.byId(bookingId) : undefined;
    if (!booking) return redirect303(pathOf(change.clinicId, change.id));
    await this.views.record(caller, { clinicId: change.clinicId, subjectType: 'booking', subjectId: bookingId });
    const waiting = await this.calls.of(change.id, callScope(caller.clinics), now);
    const others = (await this.clinics.upcoming(['published'], {}, now)).filter(
      ({ id, placesLeft }) => id !== change.clinicId && placesLeft > 0,
    );
    const props = {
      ...{ caller, change, booking, others: others.slice(0, 3), errors, formToken: this.tokens.issue() },
      note: note ?? (await this.recordCall.noteOf(change.id, bookingId)),
      movedOn: !waiting.some((call) => call.bookingId === bookingId),
    };
    return html(<CallView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }

  private async find(id: string, changeId: string, caller: Caller): Promise<ChangeProgress> {
    const change = await this.changes.one(id, changeId, callScope(caller.clinics));
    if (!change) throw notFound();
    return change;
  }
}

const pathOf = (id: string, changeId: string) => `/staff/clinics/${id}/changes/${changeId}/calls`;
