import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { Clock } from '../../platform/clock.js';
import { html } from '../../ui/html.js';
import { Spending } from './spending.js';
import { SpendingView } from './spending.view.js';

/** What was sent and spent. Whoever reads reports also sees what the whole account did. */
@Allow('messages.read')
@ApiExcludeController()
@Controller('staff/messages')
export class SpendingPages {
  constructor(
    private readonly spending: Spending,
    private readonly clock: Clock,
  ) {}

  @Get()
  async byDay(@CalledBy() caller: Caller) {
    const now = this.clock.now();
    const reads = caller.permissions.includes('reports.read');
    const [days, whole] = await Promise.all([
      this.spending.byDay(caller, now),
      reads ? this.spending.byDay({ clinics: 'all' }, now) : undefined,
    ]);
    return html(<SpendingView caller={caller} days={days} whole={whole} />);
  }
}
