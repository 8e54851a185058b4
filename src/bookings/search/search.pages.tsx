import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { TeamClinics } from '../../clinics/team-clinics.js';
import { Clock } from '../../platform/clock.js';
import { html } from '../../ui/html.js';
import { FindBooking } from './find-booking.js';
import { SearchView } from './search.view.js';

const LONGEST = 100;

/** The search box of the team's frame. What is looked for is posted, so that it stands in no address and no log. */
@Allow('home.read')
@ApiExcludeController()
@Controller('staff/search')
export class SearchPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly findBooking: FindBooking,
    private readonly clock: Clock,
  ) {}

  /** For whoever comes back to the address: the box, still empty. */
  @Get()
  box(@CalledBy() caller: Caller) {
    return html(<SearchView caller={caller} sought="" clinics={[]} now={this.clock.now()} />);
  }

  @Post()
  @HttpCode(200)
  async find(@Body() form: { find?: unknown } | undefined, @CalledBy() caller: Caller) {
    const sought = typeof form?.find === 'string' ? form.find.trim().slice(0, LONGEST) : '';
    const now = this.clock.now();
    const [clinics, booking] = await Promise.all([
      this.clinics.find(sought, caller, now),
      caller.permissions.includes('bookings.read') ? this.findBooking.run(sought, caller.clinics) : undefined,
    ]);
    return html(<SearchView caller={caller} sought={sought} clinics={clinics} booking={booking} now={now} />);
  }
}
