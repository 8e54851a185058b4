import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CalledBy, StepUp } from '../access/access.decorators.js';
import type { Caller, ClinicScope } from '../access/caller.js';
import { Clock } from '../platform/clock.js';
import { notFound } from '../platform/errors.js';
import { ChangeSlot } from './change-slot.js';
import { clinicJson, isoIn, slotJson } from './clinic-json.js';
import { ClinicReader } from './clinic-reader.js';
import { ClinicChangesDto, ClinicDto, LegalHoldDto, SlotChangesDto, SlotPlanDto } from './clinic.dto.js';
import { CopyClinic } from './plan/copy-clinic.js';
import { CopyDto } from './plan/copy.dto.js';
import { HoldClinic } from './hold-clinic.js';
import { PlanSlots } from './plan-slots.js';
import { PublishClinic } from './publish-clinic.js';
import { AddClinic, EditClinic } from './save-clinic.js';

/**
 * Clinics and their slots, for the team. Every answer shows the clinic or slots as they are afterwards. What lies outside
 * the caller's clinics is 404, as if it were not there.
 */
@ApiTags('admin: clinics')
@Controller('api/admin/clinics')
export class ClinicsAdminController {
  constructor(
    private readonly clinics: ClinicReader,
    private readonly add: AddClinic,
    private readonly edit: EditClinic,
    private readonly publish: PublishClinic,
    private readonly plan: PlanSlots,
    private readonly changeSlot: ChangeSlot,
    private readonly holdClinic: HoldClinic,
    private readonly copyClinic: CopyClinic,
    private readonly clock: Clock,
  ) {}

  /** Every clinic of the caller's, drafts and past ones too, newest day first. */
  @Get()
  @Allow('clinics.read')
  async list(@CalledBy() { clinics }: Caller) {
    return { clinics: (await this.clinics.all(clinics, this.clock.now())).map(adminJson) };
  }

  @Get(':id')
  @Allow('clinics.read')
  async one(@Param('id', ParseUUIDPipe) id: string, @CalledBy() { clinics }: Caller) {
    return this.shown(id, clinics);
  }

  /** A new draft; a coordinator who makes it is assigned to it. */
  @Post()
  @Allow('clinics.write')
  async create(@Body() input: ClinicDto, @CalledBy() caller: Caller) {
    return this.shown(await this.add.run(input, caller), 'all');
  }

  @Patch(':id')
  @Allow('clinics.write')
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() input: ClinicChangesDto, @CalledBy() caller: Caller) {
    await this.edit.run(id, input, caller);
    return this.shown(id, caller.clinics);
  }

  /** Puts a draft on sale; 422 `not_publishable` names what is missing. */
  @Post(':id/publish')
  @HttpCode(200)
  @Allow('clinics.write')
  async goPublic(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    await this.publish.run(id, caller);
    return this.shown(id, caller.clinics);
  }

  /** Copies the clinic to other days, with all that is planned of it: all of the copies, or none. */
  @Post(':id/copy')
  @Allow('clinics.write')
  async copy(@Param('id', ParseUUIDPipe) id: string, @Body() input: CopyDto, @CalledBy() caller: Caller) {
    return { made: await this.copyClinic.run(id, input, caller) };
  }

  /** Keeps the clinic's records from being erased while `hold` is true. */
  @Patch(':id/legal-hold')
  @HttpCode(204)
  @Allow('clinics.hold')
  @StepUp()
  async setHold(@Param('id', ParseUUIDPipe) id: string, @Body() input: LegalHoldDto, @CalledBy() caller: Caller) {
    await this.holdClinic.run(id, input, caller);
  }

  @Get(':id/slots')
  @Allow('clinics.read')
  async slots(@Param('id', ParseUUIDPipe) id: string, @CalledBy() { clinics }: Caller) {
    const clinic = await this.shown(id, clinics);
    const slots = await this.clinics.slots(id, this.clock.now());
    return { slots: slots.map((slot) => slotJson(slot, clinic.timeZone)) };
  }

  /** Adds the slots of a plan; with `preview: true` only shows them. */
  @Post(':id/slot-plan')
  @HttpCode(200)
  @Allow('clinics.write')
  async planSlots(@Param('id', ParseUUIDPipe) id: string, @Body() plan: SlotPlanDto, @CalledBy() caller: Caller) {
    const { zone, slots } = await this.plan.run(id, plan, caller);
    const planned = slots.map(({ startsAt, endsAt, capacity }) => {
      return { startsAt: isoIn(zone, startsAt), endsAt: isoIn(zone, endsAt), capacity };
    });
    return { planned, applied: !plan.preview };
  }

  /** Changes one slot's capacity, or closes or opens it. */
  @Patch(':id/slots/:slotId')
  @Allow('clinics.write')
  async editSlot(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('slotId', ParseUUIDPipe) slotId: string,
    @Body() input: SlotChangesDto,
    @CalledBy() caller: Caller,
  ) {
    await this.changeSlot.run(id, slotId, input, caller);
    return this.slots(id, caller);
  }

  private async shown(id: string, scope: ClinicScope) {
    const clinic = await this.clinics.byId(id, scope, this.clock.now());
    if (!clinic) throw notFound();
    return adminJson(clinic);
  }
}

type Clinic = Parameters<typeof clinicJson>[0];

const adminJson = (clinic: Clinic) => ({ ...clinicJson(clinic), smsName: clinic.smsName, day: clinic.day });
