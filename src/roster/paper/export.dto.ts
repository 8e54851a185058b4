import { IsOptional } from 'class-validator';
import { booleanRule, Check, Text } from '../../platform/validation.js';

export const MAX_REASON = 300;

export class ExportDto {
  /** Why the file is needed; it stands in the audit trail. */
  @Text(MAX_REASON)
  reason!: string;

  /** Whether phone numbers are in it. */
  @IsOptional()
  @Check(booleanRule)
  phones?: boolean;
}
