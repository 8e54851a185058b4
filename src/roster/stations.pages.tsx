import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import type { FieldError } from '../platform/errors.js';
import { invalid } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { textRule } from '../platform/validation.js';
import type { PostedForm } from '../staff/forms.js';
import { attempt, check } from '../staff/forms.js';
import { html, redirect303 } from '../ui/html.js';
import { OpenRoster } from './open-roster.js';
import { RosterReader } from './roster-reader.js';
import { MAX_STATION_NAME, MAX_STATIONS, STANDARD_STATIONS, stationsOf } from './roster-rules.js';
import { rosterPath } from './roster-words.js';
import { SetStations } from './set-stations.js';
import { StationsView } from './stations.view.js';

/** The stations of a clinic. */
@Allow('clinics.write')
@ApiExcludeController()
@Controller('staff/clinics/:id/roster/stations')
export class StationsPages {
  constructor(
    private readonly roster: OpenRoster,
    private readonly reader: RosterReader,
    private readonly setStations: SetStations,
    private readonly tokens: FormTokens,
  ) {}

  @Get()
  async form(@Param('id', ParseUUIDPipe) id: string, @Query('moved') moved: unknown, @CalledBy() caller: Caller) {
    return this.page(id, caller, { moved: /^\d{1,5}$/.test(String(moved)) ? Number(moved) : undefined });
  }

  @Post()
  @HttpCode(200)
  async save(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const text = typeof form['stations'] === 'string' ? form['stations'].slice(0, 2_000) : '';
    const result = await attempt(async () => {
      const names = stationsOf(text.normalize('NFC'));
      assertStations(names);
      return this.setStations.run(id, names, typeof form['read'] === 'string' ? form['read'] : '', caller);
    });
    if ('errors' in result) return this.page(id, caller, { text, errors: result.errors });
    return redirect303(`${rosterPath(id)}/stations?moved=${result.done}`);
  }

  private async page(id: string, caller: Caller, shown: { text?: string; errors?: FieldError[]; moved?: number }) {
    const clinic = await this.roster.clinic(id, caller);
    const [now, people] = await Promise.all([this.reader.stations(id), this.reader.people(id)]);
    const props = {
      ...{ caller, clinic, moved: shown.moved, errors: shown.errors, formToken: this.tokens.issue() },
      text: shown.text ?? (now.length > 0 ? now : STANDARD_STATIONS).join('\n'),
      read: now.join('\n'),
      isSet: now.length > 0,
      standing: people.filter(({ station }) => station !== null).length,
    };
    return html(<StationsView {...props} />, { status: shown.errors ? 422 : 200 });
  }
}

/** @throws AppError 422 */
function assertStations(names: string[]): void {
  const field = 'stations';
  if (names.length > MAX_STATIONS) throw invalid({ field, code: 'too_many_stations', params: { max: MAX_STATIONS } });
  if (names.some((name) => name.length > MAX_STATION_NAME)) {
    throw invalid({ field, code: 'station_too_long', params: { max: MAX_STATION_NAME } });
  }
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length)
    throw invalid({ field, code: 'station_twice' });
  for (const stations of names) check({ stations }, { stations: textRule(MAX_STATION_NAME) });
}
