import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DateTime } from 'luxon';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { TEAM_ZONE } from '../../i18n/dates.js';
import { Clock } from '../../platform/clock.js';
import { html } from '../../ui/html.js';
import { AssignedTeam } from '../assigned.js';
import { TeamClinics } from '../team-clinics.js';
import { MONTHS, monthAfter, SeasonView } from './season.view.js';

/** The season as a calendar: two queries, whatever it holds. */
@ApiExcludeController()
@Controller('staff/season')
export class SeasonPages {
  constructor(
    private readonly clinics: TeamClinics,
    private readonly assigned: AssignedTeam,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('clinics.read')
  async calendar(@Query('from') asked: unknown, @CalledBy() caller: Caller) {
    const now = this.clock.now();
    const today = DateTime.fromJSDate(now, { zone: TEAM_ZONE });
    const from = isMonth(asked) ? asked : today.toFormat('yyyy-MM');
    const last = DateTime.fromISO(monthAfter(from, MONTHS), { zone: 'utc' }).minus({ days: 1 });
    const clinics = await this.clinics.between(`${from}-01`, last.toISODate() ?? '', caller, now);
    const teams = await this.assigned.of(clinics.map(({ id }) => id));
    return html(<SeasonView caller={caller} from={from} clinics={clinics} teams={teams} now={now} />);
  }
}

const isMonth = (text: unknown): text is string => typeof text === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(text);
