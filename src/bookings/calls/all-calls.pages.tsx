import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { callScope } from '../../access/caller.js';
import { Clock } from '../../platform/clock.js';
import { html } from '../../ui/html.js';
import { ChangesReader } from '../changes/changes-reader.js';
import { AllCallsView } from './calls.view.js';

/** Decisions are worked through within days; older ones are looked up on the page of the clinic. */
const RECENT_MS = 30 * 24 * 60 * 60_000;

/** Every decision that has not reached everybody. */
@ApiExcludeController()
@Controller('staff/calls')
export class AllCallsPages {
  constructor(
    private readonly changes: ChangesReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('calls.work')
  async list(@CalledBy() caller: Caller) {
    const since = new Date(this.clock.now().getTime() - RECENT_MS);
    const changes = await this.changes.withCalls(callScope(caller.clinics), since);
    return html(<AllCallsView caller={caller} changes={changes} />);
  }
}
