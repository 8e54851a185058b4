import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { Database } from '../platform/database.js';
import { VenueChangesDto, VenueDto } from './clinic.dto.js';
import { AddVenue, EditVenue } from './save-venue.js';
import { Venue } from './venue.entity.js';

/** Venues, for the team. */
@ApiTags('admin: venues')
@Controller('api/admin/venues')
export class VenuesAdminController {
  constructor(
    private readonly database: Database,
    private readonly add: AddVenue,
    private readonly edit: EditVenue,
  ) {}

  @Get()
  @Allow('venues.read')
  async list() {
    const venues = await this.database.dataSource.getRepository(Venue).find({ order: { name: 'asc', id: 'asc' } });
    return { venues: venues.map(venueJson) };
  }

  @Post()
  @Allow('venues.write')
  async create(@Body() input: VenueDto, @CalledBy() caller: Caller) {
    return venueJson(await this.add.run(input, caller));
  }

  @Patch(':id')
  @Allow('venues.write')
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() input: VenueChangesDto, @CalledBy() caller: Caller) {
    return venueJson(await this.edit.run(id, input, caller));
  }
}

const venueJson = ({ updatedAt, ...venue }: Venue) => ({ ...venue, updatedAt: updatedAt.toISOString() });
