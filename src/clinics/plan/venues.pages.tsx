import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { Clock } from '../../platform/clock.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { html, redirect303 } from '../../ui/html.js';
import { VenueDto } from '../clinic.dto.js';
import { AddVenue, EditVenue } from '../save-venue.js';
import { Venues } from '../venues.js';
import type { VenueValues } from './venues.view.js';
import { VENUE_FIELDS, VenueFormView, VENUES, VenuesView } from './venues.view.js';

const EMPTY = Object.fromEntries(VENUE_FIELDS.map((name) => [name, ''])) as VenueValues;
const REQUIRED = ['name', 'address', 'city'];

/** The places of the coalition's clinics. */
@ApiExcludeController()
@Controller('staff/venues')
export class VenuesPages {
  constructor(
    private readonly venues: Venues,
    private readonly add: AddVenue,
    private readonly edit: EditVenue,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('venues.read')
  async list(@CalledBy() caller: Caller) {
    return html(<VenuesView caller={caller} venues={await this.venues.all(this.clock.now())} />);
  }

  @Get('new')
  @Allow('venues.write')
  newForm(@CalledBy() caller: Caller) {
    return this.page(caller, { title: 'A new venue', button: 'Add the venue', values: EMPTY });
  }

  @Post('new')
  @HttpCode(200)
  @Allow('venues.write')
  async create(@Body() form: PostedForm, @CalledBy() caller: Caller) {
    const values = valuesOf(form);
    const result = await attempt(async () => this.add.run(parse(VenueDto, bodyOf(values)), caller));
    if (!('errors' in result)) return redirect303(VENUES);
    return this.page(caller, { title: 'A new venue', button: 'Add the venue', values, errors: result.errors });
  }

  @Get(':id')
  @Allow('venues.write')
  async one(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const { venue, booked } = await this.venues.one(id, this.clock.now());
    const values = Object.fromEntries(VENUE_FIELDS.map((name) => [name, venue[name] ?? ''])) as VenueValues;
    return this.page(caller, { title: venue.name, button: 'Keep these changes', values, booked });
  }

  @Post(':id')
  @HttpCode(200)
  @Allow('venues.write')
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const { venue, booked } = await this.venues.one(id, this.clock.now());
    const values = valuesOf(form);
    const result = await attempt(async () => this.edit.run(id, parse(VenueDto, bodyOf(values)), caller));
    if (!('errors' in result)) return redirect303(VENUES);
    const { errors } = result;
    return this.page(caller, { title: venue.name, button: 'Keep these changes', values, booked, errors });
  }

  private page(caller: Caller, props: Omit<Parameters<typeof VenueFormView>[0], 'caller' | 'formToken'>) {
    const status = props.errors && props.errors.length > 0 ? 422 : 200;
    return html(<VenueFormView {...props} caller={caller} formToken={this.tokens.issue()} />, { status });
  }
}

const valuesOf = (form: PostedForm) =>
  Object.fromEntries(VENUE_FIELDS.map((name) => [name, typed(form, name).replaceAll('\r\n', '\n')])) as VenueValues;

/** What may stay empty is nothing then. */
const bodyOf = (values: VenueValues) =>
  Object.fromEntries(
    Object.entries(values).map(([name, text]) => [name, text === '' && !REQUIRED.includes(name) ? null : text]),
  );
