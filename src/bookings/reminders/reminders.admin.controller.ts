import { Body, Controller, Get, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { isoIn } from '../../clinics/clinic-json.js';
import { ReminderPlans } from './reminder-plan.js';
import { RemindersDto } from './reminders.dto.js';
import { SetReminders } from './set-reminders.js';

/** When a clinic reminds its people. */
@ApiTags('admin: clinics')
@Controller('api/admin/clinics/:id/reminders')
export class RemindersAdminController {
  constructor(
    private readonly plans: ReminderPlans,
    private readonly setReminders: SetReminders,
  ) {}

  /** The settings, and when each reminder of the clinic's first time goes. */
  @Get()
  @Allow('clinics.write')
  async read(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const { clinic, days, time, hours, steps } = await this.plans.one(id, caller);
    const shown = steps.map(({ step, at }) => ({ step, at: isoIn(clinic.timeZone, at) }));
    return { days, time, hours, steps: shown };
  }

  /** Sets them from now on; whose hour is past by then is not sent. */
  @Put()
  @Allow('clinics.write')
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() input: RemindersDto, @CalledBy() caller: Caller) {
    await this.setReminders.run(id, input, caller);
    return this.read(id, caller);
  }
}
