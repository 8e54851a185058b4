import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { html } from '../ui/html.js';
import { BoardView } from './board.view.js';
import { OpenRoster } from './open-roster.js';
import { RosterReader } from './roster-reader.js';

/** A screen on the wall. */
@Allow('roster.work')
@ApiExcludeController()
@Controller('staff/clinics/:id/roster/board')
export class BoardPages {
  constructor(
    private readonly roster: OpenRoster,
    private readonly reader: RosterReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async board(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const clinic = await this.roster.clinic(id, caller);
    const [stations, places] = await Promise.all([this.reader.stations(id), this.reader.places(id)]);
    return html(<BoardView {...{ clinic, stations, places, now: this.clock.now() }} />);
  }
}
