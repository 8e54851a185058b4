import type { INestApplication } from '@nestjs/common';
import { previewKey } from '../messaging/preview-key.js';
import type { Config } from '../platform/config.js';
import { Sealer } from '../platform/sealing.js';
import { HelpStaff } from '../staff/help-staff.js';

/** The last lines of a start: where to look, and how to go on from the demo. */
export async function welcome(app: INestApplication, config: Config): Promise<string> {
  const preview = config.sms.channel === 'preview' || config.email.channel === 'preview';
  const lines = ['', `  Citizenship Clinic Scheduler is ready:  ${config.publicUrl}`];
  if (preview) {
    lines.push(`  Messages that would have been sent:     ${config.publicUrl}/preview`);
    lines.push(`  Key of that page:                       ${previewKey(app.get(Sealer))}`);
  }
  lines.push(`  The API:                                ${config.publicUrl}/api/docs`);
  const setup = await app.get(HelpStaff).setupLink();
  if (setup)
    lines.push(
      '',
      '  There is no administrator yet. This link makes the first one; it works once, for a day:',
      `  ${setup}`,
    );
  else lines.push(`  The team signs in at:                   ${config.publicUrl}/staff`);
  if (config.embedded) {
    lines.push('', `  The data is in ${config.dataDir}, in a PostgreSQL of its own.`);
    if (config.demo)
      lines.push('  This is the demo set. To leave it, set DATABASE_URL and real channels; see README.md.');
  }
  return [...lines, '', ''].join('\n');
}
