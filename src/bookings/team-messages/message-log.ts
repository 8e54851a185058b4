import { Injectable } from '@nestjs/common';
import type { Caller } from '../../access/caller.js';
import { callScope, inScope, scopeParam } from '../../access/caller.js';
import type { MessageState } from '../../messaging/message-states.js';
import { TROUBLE } from '../../messaging/message-words.js';
import { parseReference } from '../../platform/capabilities.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { costOf, PAID } from './cost-rules.js';

/** One message as the team sees it: whom it was for by reference and language, never its words. */
export interface LoggedMessage {
  id: string;
  kind: string;
  channel: 'sms' | 'email';
  state: MessageState;
  errorCode: string | null;
  dueAt: Date;
  sentAt: Date | null;
  settledAt: Date | null;
  segments: number | null;
  /** In US dollars, estimated; null: nothing that one pays for. */
  cost: number | null;
  /** It goes because one before it did not arrive. */
  follows: boolean;
  reference: string | null;
  language: string | null;
  /** Whether the booking is there, and still of this clinic. */
  current: boolean;
  /** When its booking is over. */
  endsAt: Date | null;
}

export interface LogAsked {
  /** Only what did not arrive, or nobody knows of. */
  trouble?: boolean;
  /** Of one booking, wherever its messages were sent from. */
  reference?: string;
  page: number;
}

export interface ClinicLog {
  clinic: { id: string; title: string; timeZone: string };
  messages: LoggedMessage[];
  more: boolean;
  totals: { messages: number; texts: number; trouble: number; segments: number; cost: number };
}

export const ON_A_PAGE = 50;

const MESSAGES = `
  select m.id, m.kind, m.channel, m.state, m.error_code as "errorCode", m.due_at as "dueAt", m.sent_at as "sentAt",
    m.settled_at as "settledAt", m.segments,
    m.follows is not null as follows, m.state = any($5) as paid, b.reference, b.language,
    coalesce(b.clinic_id = $1 and b.erased_at is null, false) as current,
    (select max(s.ends_at) from attendees a join slots s on s.id = a.slot_id
     where a.booking_id = b.id and (b.status = 'cancelled' or a.status <> 'cancelled')) as "endsAt"
  from messages m left join bookings b on b.id = m.subject_id`;

/** What was sent about a clinic, and what became of it. */
@Injectable()
export class MessageLog {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** The latest first. @throws AppError 404 outside of the clinics that one sees, or one called for */
  async page(clinicId: string, { trouble = false, reference, page }: LogAsked, caller: Caller): Promise<ClinicLog> {
    const [clinic] = await this.database.query<ClinicLog['clinic']>(
      `select c.id, c.title, c.time_zone as "timeZone" from clinics c where c.id = $1 and ${inScope(2)}`,
      [clinicId, scopeParam(callScope(caller.clinics))],
    );
    if (!clinic) throw notFound();
    const of = reference === undefined ? 'm.clinic_id = $1' : 'b.clinic_id = $1 and b.reference = $6';
    const found = await this.database.query<Omit<LoggedMessage, 'cost'> & { paid: boolean }>(
      `${MESSAGES} where ${of} and ($2::text[] is null or m.state = any($2))
       order by m.due_at desc, m.created_at desc, m.id limit $3 offset $4`,
      [
        ...[clinicId, trouble ? TROUBLE : null, ON_A_PAGE + 1, (page - 1) * ON_A_PAGE, PAID],
        ...(reference === undefined ? [] : [parseReference(reference) ?? '']),
      ],
    );
    const messages = found.slice(0, ON_A_PAGE).map(({ paid, ...message }) => ({
      ...message,
      cost: paid && message.segments !== null ? costOf(message.segments, this.config.smsPrice) : null,
    }));
    return { clinic, messages, more: found.length > ON_A_PAGE, totals: await this.totals(clinicId) };
  }

  private async totals(clinicId: string): Promise<ClinicLog['totals']> {
    const [counted] = await this.database.query<Omit<ClinicLog['totals'], 'cost'>>(
      `select count(*)::integer as messages, count(*) filter (where channel = 'sms')::integer as texts,
         count(*) filter (where state = any($2))::integer as trouble,
         coalesce(sum(segments) filter (where state = any($3)), 0)::integer as segments
       from messages where clinic_id = $1`,
      [clinicId, TROUBLE, PAID],
    );
    const { messages = 0, texts = 0, trouble = 0, segments = 0 } = counted ?? {};
    return { messages, texts, trouble, segments, cost: costOf(segments, this.config.smsPrice) };
  }
}
