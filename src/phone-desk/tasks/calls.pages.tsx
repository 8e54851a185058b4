import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { CLINIC_LANGUAGES } from '../../i18n/locales.js';
import { Clock } from '../../platform/clock.js';
import type { FieldError } from '../../platform/errors.js';
import { notFound } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { isUuid, parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, ticked, typed } from '../../staff/forms.js';
import { TeamNames } from '../../staff/team-names.js';
import { html, redirect303 } from '../../ui/html.js';
import { CallOutcomeDto, VoicemailDto } from './call.dto.js';
import { outcomeOf, voicemailOf } from './call-request.js';
import { CALL_REASONS } from './call-rules.js';
import type { OutcomeValues } from './call.view.js';
import { CallView, seenKey } from './call.view.js';
import type { CallFilter } from './calls-reader.js';
import { CallsReader, narrowed } from './calls-reader.js';
import { CALLS, CallsView } from './calls.view.js';
import { LookAtCall } from './look-at-call.js';
import { OpenCallTask } from './open-call-task.js';
import { OwnCallReader } from './own-call.js';
import { RecordCall } from './record-call.js';
import { TakeCall } from './take-call.js';
import { TakeNextCall } from './take-next-call.js';
import type { VoicemailValues } from './voicemail.view.js';
import { VoicemailView } from './voicemail.view.js';

const MORE_CAME = 'Something new came in from them while you were at the call: they are still on the list.';

/** Everybody who is to be called. Names and numbers are shown once a call is taken. */
@Allow('calls.work')
@ApiExcludeController()
@Controller('staff/calls')
export class CallsPages {
  constructor(
    private readonly calls: CallsReader,
    private readonly own: OwnCallReader,
    private readonly look: LookAtCall,
    private readonly takeCall: TakeCall,
    private readonly takeNext: TakeNextCall,
    private readonly recordCall: RecordCall,
    private readonly openTask: OpenCallTask,
    private readonly names: TeamNames,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query() query: PostedForm, @CalledBy() caller: Caller) {
    return this.listPage(caller, filterOf(query, 'clinic'), query.more === '1' ? MORE_CAME : undefined);
  }

  /** The first that nobody has. */
  @Post('next')
  async next(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const id = await this.takeNext.run(caller, filterOf(form, 'clinicId'));
    return redirect303(id ? `${CALLS}/${id}` : CALLS);
  }

  @Get('new')
  voicemail(@CalledBy() caller: Caller) {
    const values = { phone: '', name: '', language: '', words: '', bestTime: 'any', urgent: false };
    return this.voicemailPage(caller, values);
  }

  @Post('new')
  @HttpCode(200)
  async note(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = voicemailValues(form);
    const { name, language, bestTime, ...rest } = values;
    const body = { ...rest, fullName: name || undefined, language: language || undefined, bestTime: bestTime || 'any' };
    const result = await attempt(() => this.openTask.run(voicemailOf(parse(VoicemailDto, body)), { caller }));
    if ('errors' in result) return this.voicemailPage(caller, values, result.errors);
    return redirect303(CALLS);
  }

  @Post(':id/take')
  @HttpCode(200)
  async take(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    if (await this.takeCall.run(id, caller)) return redirect303(`${CALLS}/${id}`);
    if (!(await this.own.isThere(id, caller))) throw notFound();
    const takenBy = (await this.own.takenBy(id, caller)) ?? null;
    const name = (await this.names.of([takenBy]))(takenBy);
    const problem = takenBy ? `${name} is at this call already` : 'Nobody has to make this call now';
    return this.listPage(caller, {}, problem, 409);
  }

  /** Only for whoever has taken the call: to others it is one of the list. */
  @Get(':id')
  @ShowsPerson()
  async call(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.callPage(id, caller);
  }

  @Post(':id')
  @HttpCode(200)
  @ShowsPerson()
  async record(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    if (!(await this.own.isThere(id, caller))) throw notFound();
    const text = (name: string) => typed(form, name).slice(0, 1_000);
    const values = { note: text('note'), tryAgain: text('tryAgain'), day: text('day'), time: text('time') };
    const also = ticked(form, 'also');
    const body = { ...values, end: text('end'), tryAgain: values.tryAgain || 'hour', seen: Number(text('seen')), also };
    const result = await attempt(async () =>
      this.recordCall.run(id, outcomeOf(parse(CallOutcomeDto, body), this.clock.now()), caller),
    );
    if ('errors' in result) return this.callPage(id, caller, { ...values, also }, result.errors);
    const settles = ['reached', 'not_needed'].includes(body.end);
    return redirect303(settles && !result.done ? `${CALLS}?more=1` : CALLS);
  }

  private async listPage(caller: Caller, filter: CallFilter, problem?: string, status = 200) {
    const all = await this.calls.all(caller);
    const calls = narrowed(all, filter);
    const names = await this.names.of(calls.map(({ takenBy }) => takenBy));
    const languages = CLINIC_LANGUAGES.filter((tag) => all.some(({ language }) => language === tag));
    const now = this.clock.now();
    const props = { caller, calls, filter, languages, names, now, problem, formToken: this.tokens.issue() };
    return html(<CallsView {...props} />, { status });
  }

  private async callPage(id: string, caller: Caller, values?: OutcomeValues, errors: FieldError[] = []) {
    const sheet = await this.look.run(id, caller);
    if (!sheet) {
      if (!(await this.own.isThere(id, caller))) throw notFound();
      return redirect303(CALLS);
    }
    const { note, also } = sheet.call;
    const fresh = { note: note ?? '', tryAgain: 'hour', day: '', time: '', also: also.map(seenKey) };
    const props = { caller, sheet, values: values ?? fresh, errors, formToken: this.tokens.issue() };
    return html(<CallView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }

  private voicemailPage(caller: Caller, values: VoicemailValues, errors: FieldError[] = []) {
    const props = { caller, values, errors: named(errors), formToken: this.tokens.issue() };
    return html(<VoicemailView {...props} />, { status: errors.length > 0 ? 422 : 200 });
  }
}

/** What a filter says that makes sense; the rest is left out. */
function filterOf(form: PostedForm, clinic: string): CallFilter {
  const [clinicId, reason, language] = [typed(form, clinic), typed(form, 'reason'), typed(form, 'language')];
  return {
    ...(isUuid(clinicId) && { clinicId }),
    ...(CALL_REASONS.includes(reason as never) && { reason: reason as CallFilter['reason'] }),
    ...(CLINIC_LANGUAGES.includes(language as never) && { language }),
  };
}

function voicemailValues(form: PostedForm): VoicemailValues {
  const text = (name: string) => typed(form, name).slice(0, 1_100);
  return {
    ...{ phone: text('phone'), name: text('name'), language: text('language'), words: text('words') },
    ...{ bestTime: text('bestTime'), urgent: text('urgent') !== '' },
  };
}

const named = (errors: FieldError[]) =>
  errors.map((error) => (error.field === 'fullName' ? { ...error, field: 'name' } : error));
