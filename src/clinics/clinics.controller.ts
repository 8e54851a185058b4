import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { notFound } from '../platform/errors.js';
import { PUBLIC } from '../platform/public-cache.js';
import { isUuid } from '../platform/validation.js';
import { clinicJson, slotJson } from './clinic-json.js';
import { ClinicReader } from './clinic-reader.js';
import { ClinicQueryDto } from './clinic.dto.js';

/** What the public may know of clinics. */
@Public()
@ApiTags('clinics')
@Controller('api/clinics')
export class ClinicsController {
  constructor(
    private readonly clinics: ClinicReader,
    private readonly clock: Clock,
  ) {}

  /** Published clinics that are not over, by start. */
  @Get()
  @Header('Cache-Control', PUBLIC)
  async list(@Query() query: ClinicQueryDto) {
    const found = await this.clinics.upcoming(['published'], query, this.clock.now());
    return { clinics: found.map(clinicJson) };
  }

  /** The slots of one clinic with the places left in each. */
  @Get(':id/slots')
  @Header('Cache-Control', PUBLIC)
  async slots(@Param('id') id: string) {
    const now = this.clock.now();
    const clinic = isUuid(id) ? await this.clinics.byId(id, 'all', now) : undefined;
    if (!clinic || clinic.status === 'draft') throw notFound();
    return { slots: (await this.clinics.slots(id, now)).map((slot) => slotJson(slot, clinic.timeZone)) };
  }
}
