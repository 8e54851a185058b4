import { bookingSms } from '../../bookings/messages/booking-sms.js';
import { SAMPLE_TOKEN, sampleTold } from '../../bookings/messages/sample-booking.js';
import { TEMPLATES } from '../../bookings/messages/templates/index.js';
import { costOf } from '../../bookings/team-messages/cost-rules.js';
import { variantsOf } from '../../bookings/team-messages/samples.js';
import { LOCALES } from '../../i18n/locales.js';
import { segments } from '../../messaging/segments.js';
import type { Config } from '../../platform/config.js';

const NAME_WIDTH = 54;
const COLUMN = 22;

/** What a thousand of each text cost in each language, from the words that are really sent. */
export function costTable({ publicUrl, smsPrice }: Pick<Config, 'publicUrl' | 'smsPrice'>, now = new Date()): string {
  const urls = { manageUrl: `${publicUrl}/m/${SAMPLE_TOKEN}`, calendarUrl: '' };
  const rows = new Map<string, string[]>();
  for (const template of TEMPLATES) {
    for (const variant of variantsOf(template)) {
      const { text, firstLine } = bookingSms(template, sampleTold(template, variant, urls, now));
      const costs = [text, `${text}\n${firstLine}`].map((one) => segments(one).count);
      const { mode, days } = variant;
      const how = [mode === 'virtual' ? 'video' : 'in person', days !== undefined && before(days)];
      const name = `${template.title} (${how.filter(Boolean).join(', ')})`;
      const cells = rows.get(name) ?? [];
      rows.set(name, [...cells, cell(costs[0] ?? 0, costs[1] ?? 0, smsPrice)]);
    }
  }
  const line = (name: string, cells: readonly string[]) =>
    name.padEnd(NAME_WIDTH) + cells.map((one) => one.padEnd(COLUMN)).join('');
  return [
    `A thousand texts at $${smsPrice} a segment (SMS_SEGMENT_PRICE), for links at ${publicUrl}.`,
    'Segments, with the first line for a new number after the slash; and the dollars.',
    '',
    line(
      '',
      LOCALES.map(({ name }) => name),
    ).trimEnd(),
    ...[...rows].map(([name, cells]) => line(name, cells).trimEnd()),
  ].join('\n');
}

const before = (days: number) => (days === 0 ? 'that day' : `${days} ${days === 1 ? 'day' : 'days'} before`);

/** `2/3  $22.60/$33.90` */
function cell(alone: number, first: number, price: number): string {
  const dollars = [alone, first].map((count) => `$${costOf(count * 1000, price).toFixed(2)}`);
  return `${alone}/${first}  ${dollars.join('/')}`;
}
