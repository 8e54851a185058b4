import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { TeamClinics } from '../../clinics/team-clinics.js';
import { Clock } from '../../platform/clock.js';
import { FormTokens } from '../../platform/form-tokens.js';
import { html, redirect303 } from '../../ui/html.js';
import { callerPath } from './caller-parts.view.js';
import { FindCallers } from './find-callers.js';
import { SearchView } from './search.view.js';

const LONGEST = 100;

/** The search box of the team's frame. What is looked for is posted, so that it stands in no address and no log. */
@Allow('home.read')
@ApiExcludeController()
@Controller('staff/search')
export class SearchPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly findCallers: FindCallers,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  /** For whoever comes back to the address: the box, still empty. */
  @Get()
  box(@CalledBy() caller: Caller) {
    const props = { caller, sought: '', clinics: [], now: this.clock.now(), formToken: this.tokens.issue() };
    return html(<SearchView {...props} />);
  }

  /** The one person that was found is opened at once; of several one chooses. */
  @Post()
  @HttpCode(200)
  @ShowsPerson()
  async find(@Body() form: { find?: unknown } | undefined, @CalledBy() caller: Caller) {
    const sought = typeof form?.find === 'string' ? form.find.trim().slice(0, LONGEST) : '';
    const now = this.clock.now();
    const reads = caller.permissions.includes('bookings.read');
    const [clinics, found] = await Promise.all([
      this.clinics.find(sought, caller, now),
      reads ? this.findCallers.run(sought, caller) : undefined,
    ]);
    const [first, ...more] = found?.people ?? [];
    const sure = found?.by === 'phone' || found?.by === 'reference' || clinics.length === 0;
    if (first && more.length === 0 && !found?.more && sure) return redirect303(callerPath(first.bookingId));
    return html(<SearchView {...{ caller, sought, clinics, found, now, formToken: this.tokens.issue() }} />);
  }
}
