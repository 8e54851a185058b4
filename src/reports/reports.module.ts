import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { MakeReport } from './make-report.js';
import { ReportReader } from './report-reader.js';
import { ReportsAdminController } from './reports.admin.controller.js';
import { ReportsPages } from './reports.pages.js';

/** What came of clinics, counted: for one, and over a season. */
@Module({
  imports: [AccessModule, ClinicsModule],
  controllers: [ReportsPages, ReportsAdminController],
  providers: [MakeReport, ReportReader],
})
export class ReportsModule {}
