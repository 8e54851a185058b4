import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { ClinicMode } from '../../clinics/clinic-reads.js';
import { TeamClinics } from '../../clinics/team-clinics.js';
import type { Locale } from '../../i18n/locales.js';
import { eraseMessages } from '../../messaging/erase-messages.js';
import type { MessageRow, Prepared } from '../../messaging/kinds.js';
import { MessageKinds, oneByOne } from '../../messaging/kinds.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database.js';
import { Database, rows } from '../../platform/database.js';
import { Sealer } from '../../platform/sealing.js';
import { bookingEmail } from '../messages/booking-email.js';
import { bookingSms } from '../messages/booking-sms.js';
import { templateOf } from '../messages/templates/index.js';
import { Samples } from './samples.js';
import { TEST_KIND } from './send-test.js';

interface Row {
  kind: string;
  locale: Locale;
  mode: ClinicMode;
  days: number | null;
  clinicId: string | null;
  address: string | null;
  email: string;
}

const EVERY_CLINIC = { clinics: 'all', permissions: ['clinics.write'] } as const;

/** The sample that somebody of the team sends to themselves, made when it goes. It is for the moment: nobody misses it. */
@Injectable()
export class TestMessage implements OnModuleInit {
  constructor(
    private readonly kinds: MessageKinds,
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clinics: TeamClinics,
    private readonly samples: Samples,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register({ name: TEST_KIND, onlyOnce: true, prepare: oneByOne((message) => this.prepare(message)) });
  }

  private async prepare({ subjectId, channel }: MessageRow): Promise<Prepared> {
    const [row] = await this.database.query<Row>(
      `select t.kind, t.language as locale, t.mode, t.days, t.clinic_id as "clinicId", t.address, s.email
       from test_sends t join staff s on s.id = t.staff_id where t.id = $1 and s.status = 'active'`,
      [subjectId],
    );
    const template = templateOf(row?.kind ?? '');
    if (!row || !template) return { suppress: 'no_longer_true' };
    const { clinicId, days, ...of } = row;
    const clinic = clinicId ? await this.clinics.one(clinicId, EVERY_CLINIC, this.clock.now()) : undefined;
    const sample = this.samples.told(template, { ...of, days: days ?? undefined, clinic });
    const told = { ...sample, test: true as const };
    if (channel === 'email') {
      const to = this.sealer.open(row.email, 'staff.email');
      const email = bookingEmail(template, told, this.samples.envelope(to));
      // Its link stops nothing, so that no mail program may offer it; nor does what was stopped elsewhere stop this.
      return { to, email: { ...email, unsubscribeUrl: undefined } };
    }
    if (!row.address) return { suppress: 'no_longer_true' };
    return { to: this.sealer.open(row.address, 'test_sends.address'), sms: bookingSms(template, told) };
  }
}

/** Forgets the next of the samples sent before then, with the numbers that were typed; says how many. */
export async function eraseTests(tx: Tx, before: Date, now: Date): Promise<number> {
  const gone = await rows<{ id: string }>(
    tx,
    `delete from test_sends where id in (
       select id from test_sends where at < $1 order by at limit 200 for update skip locked) returning id`,
    [before],
  );
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) await eraseMessages(tx, ids, now);
  return ids.length;
}
