import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../access/access.decorators.js';
import { CLINIC_LANGUAGES } from '../i18n/locales.js';
import { Clock } from '../platform/clock.js';
import { notFound } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { isUuid, wholeRule } from '../platform/validation.js';
import type { PostedForm } from '../staff/forms.js';
import { typed } from '../staff/forms.js';
import { html, redirect303 } from '../ui/html.js';
import { CallPerson } from './call-person.js';
import { NextView } from './next.view.js';
import { OpenRoster } from './open-roster.js';
import { MOST_SEEN } from './roster.dto.js';
import { rosterPath } from './roster-words.js';

/** Whose turn it is, at each station, for a table that speaks some languages. */
@Allow('roster.work')
@ApiExcludeController()
@Controller('staff/clinics/:id/roster')
export class NextPages {
  constructor(
    private readonly open: OpenRoster,
    private readonly callPerson: CallPerson,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get('next')
  @ShowsPerson()
  async next(
    @Param('id', ParseUUIDPipe) id: string,
    @Query('speaks') speaks: unknown,
    @Query('late') late: unknown,
    @CalledBy() caller: Caller,
  ) {
    const roster = await this.open.run(id, caller, { again: true });
    const props = { caller, roster, speaks: languagesOf(speaks), late: late === '1', now: this.clock.now() };
    return html(<NextView {...props} formToken={this.tokens.issue()} />);
  }

  @Post('call')
  async call(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    await this.open.clinic(id, caller);
    const attendeeId = typed(form, 'attendee');
    const [seen, back] = [Number(typed(form, 'seen')), typed(form, 'back') !== ''];
    if (!isUuid(attendeeId) || wholeRule(0, MOST_SEEN)(seen)) throw notFound();
    const called = await this.callPerson.run({ clinicId: id, attendeeId, seen, back }, caller);
    return redirect303(nextPath(id, typed(form, 'speaks'), !called));
  }
}

/** Back to whose turn it is, for the same languages. @param late somebody else was faster */
export function nextPath(clinicId: string, spoken: string, late: boolean): string {
  const speaks = languagesOf(spoken).join(',');
  const query = new URLSearchParams({ ...(speaks && { speaks }), ...(late && { late: '1' }) }).toString();
  return `${rosterPath(clinicId)}/next${query && `?${query}`}`;
}

/** `ht,es`, or one value for each ticked box; what is not a language of ours is left out. */
function languagesOf(value: unknown): string[] {
  const words = [value].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : []));
  return CLINIC_LANGUAGES.filter((tag) => words.includes(tag));
}
