import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CalledBy } from '../access/access.decorators.js';
import type { Caller } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { notFound } from '../platform/errors.js';
import { ChangeSlot } from './change-slot.js';
import { clinicJson, isoIn, slotJson } from './clinic-json.js';
import { ClinicReader } from './clinic-reader.js';
import { ClinicChangesDto, ClinicDto, LegalHoldDto, SlotChangesDto, SlotPlanDto } from './clinic.dto.js';
import { HoldClinic } from './hold-clinic.js';
import { PlanSlots } from './plan-slots.js';
import { PublishClinic } from './publish-clinic.js';
import { AddClinic, EditClinic } from './save-clinic.js';

/** Clinics and their slots, for the team. Every answer shows the clinic or slots as they are afterwards. */
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
    private readonly clock: Clock,
  ) {}

  /** Every clinic, drafts and past ones too, newest day first. */
  @Get()
  @Allow('clinics.read')
  async list() {
    return { clinics: (await this.clinics.all(this.clock.now())).map(adminJson) };
  }

  @Get(':id')
  @Allow('clinics.read')
  async one(@Param('id', ParseUUIDPipe) id: string) {
    const clinic = await this.clinics.byId(id, this.clock.now());
    if (!clinic) throw notFound();
    return adminJson(clinic);
  }

  /** A new draft. */
  @Post()
  @Allow('clinics.write')
  async create(@Body() input: ClinicDto) {
    return this.one(await this.add.run(input));
  }

  @Patch(':id')
  @Allow('clinics.write')
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() input: ClinicChangesDto) {
    await this.edit.run(id, input);
    return this.one(id);
  }

  /** Puts a draft on sale; 422 `not_publishable` names what is missing. */
  @Post(':id/publish')
  @HttpCode(200)
  @Allow('clinics.write')
  async goPublic(@Param('id', ParseUUIDPipe) id: string) {
    await this.publish.run(id);
    return this.one(id);
  }

  /** Keeps the clinic's records from being erased while `hold` is true. */
  @Patch(':id/legal-hold')
  @HttpCode(204)
  @Allow('clinics.hold')
  async setHold(@Param('id', ParseUUIDPipe) id: string, @Body() input: LegalHoldDto, @CalledBy() caller: Caller) {
    await this.holdClinic.run(id, input, caller);
  }

  @Get(':id/slots')
  @Allow('clinics.read')
  async slots(@Param('id', ParseUUIDPipe) id: string) {
    const clinic = await this.one(id);
    const slots = await this.clinics.slots(id, this.clock.now());
    return { slots: slots.map((slot) => slotJson(slot, clinic.timeZone)) };
  }

  /** Adds the slots of a plan; with `preview: true` only shows them. */
  @Post(':id/slot-plan')
  @HttpCode(200)
  @Allow('clinics.write')
  async planSlots(@Param('id', ParseUUIDPipe) id: string, @Body() plan: SlotPlanDto) {
    const { zone, slots } = await this.plan.run(id, plan);
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
  ) {
    await this.changeSlot.run(id, slotId, input);
    return this.slots(id);
  }
}

type Clinic = Parameters<typeof clinicJson>[0];

const adminJson = (clinic: Clinic) => ({ ...clinicJson(clinic), smsName: clinic.smsName, day: clinic.day });
