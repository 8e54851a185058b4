import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { invalid } from '../../platform/errors.js';
import { isoIn } from '../clinic-json.js';
import { ImportDto } from './import.dto.js';
import { ImportSeason } from './import-season.js';

/** A season from a spreadsheet, for programs. */
@ApiTags('admin: clinics')
@Controller('api/admin/clinics')
export class SeasonAdminController {
  constructor(private readonly importSeason: ImportSeason) {}

  /** Makes drafts of all rows, or of none: 422 names every row by its line and column, `row.7.venue`. */
  @Post('import')
  @HttpCode(200)
  @Allow('clinics.write')
  async import(@Body() { csv, preview = false }: ImportDto, @CalledBy() caller: Caller) {
    const { planned, faults } = await this.importSeason.run(csv, caller, { apply: !preview });
    if (faults.length > 0) {
      throw invalid(...faults.map(({ line, column, ...fault }) => ({ field: `row.${line}.${column}`, ...fault })));
    }
    const clinics = planned.map(({ line, clinic, slots }) => {
      const { id, title, day, timeZone } = clinic;
      const startsAt = slots[0] ? isoIn(timeZone, slots[0].startsAt) : null;
      return { line, id: preview ? null : id, title, day, startsAt, slots: slots.length };
    });
    return { applied: !preview, clinics };
  }
}
