import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson, StepUp } from '../../access/access.decorators.js';
import { ExportDto } from './export.dto.js';
import type { SheetFile } from './export-roster.js';
import { ExportRoster } from './export-roster.js';

/** The roster as a file, for programs. */
@ApiTags('admin: roster')
@Controller('api/admin/clinics/:id')
export class PaperAdminController {
  constructor(private readonly exportRoster: ExportRoster) {}

  /** The roster as CSV. A POST, because the reason that it asks for must stand in no address. */
  @Post('roster.csv')
  @HttpCode(200)
  @ApiProduces('text/csv')
  @Allow('roster.export')
  @StepUp()
  @ShowsPerson()
  async csv(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason, phones = false }: ExportDto,
    @CalledBy() caller: Caller,
  ) {
    return asFile(await this.exportRoster.run(id, { format: 'csv', reason, phones }, caller));
  }
}

/** A file to be kept, not shown. */
export const asFile = ({ name, type, bytes }: SheetFile) =>
  new StreamableFile(bytes, { type, disposition: `attachment; filename="${name}"`, length: bytes.length });
