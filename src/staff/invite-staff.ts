import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import type { Caller } from '../access/caller.js';
import type { Role } from '../access/permissions.js';
import { DispatchPoke } from '../messaging/dispatch-poke.js';
import { queueMessages } from '../messaging/outbox.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { conflict, invalid } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import type { LinkKind } from './staff-links.js';
import { StaffLinks } from './staff-links.js';
import { StaffRepository } from './staff.repository.js';

interface Invited {
  name: string;
  email: string;
  role: Role;
}

/** Who does it: a person who is signed in, or whoever has a shell on the machine. */
export type Doer = Pick<Caller, 'actor'> & Partial<Caller>;

/** Asks somebody to join, by an email with a link; or asks again. */
@Injectable()
export class InviteStaff {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly links: StaffLinks,
    private readonly sealer: Sealer,
    private readonly poke: DispatchPoke,
    private readonly clock: Clock,
  ) {}

  /**
   * A new invitation. Somebody who left can be asked back; the link of an earlier invitation is dead.
   * @param byEmail false: the link is handed over by whoever asked for it
   * @throws AppError 422 `email_taken`
   */
  async run(invited: Invited, doer: Doer, { byEmail = true } = {}): Promise<{ id: string; url: string }> {
    const made = await this.database.transaction(async (tx) => {
      const id = await this.save(tx, invited, doer.session?.staffId);
      return { id, url: await this.link(tx, id, doer, byEmail) };
    });
    this.poke.poke();
    return made;
  }

  /** @throws AppError 404; 409 `link_over` when there is nothing to accept any more */
  async again(id: string, doer: Doer): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { status } = await this.staff.lock(tx, id);
      if (status !== 'invited') throw conflict('link_over');
      await this.link(tx, id, doer, true);
    });
    this.poke.poke();
  }

  private async link(tx: Tx, id: string, doer: Doer, byEmail: boolean): Promise<string> {
    const link = await this.links.create(tx, 'invitation', id);
    if (byEmail) await queueLink(tx, link.id, 'invitation', this.clock.now());
    const subject = { action: 'invited', subjectType: 'staff', subjectId: id };
    await recordAudit(tx, { ...doer, ...subject }, this.clock.now());
    return link.url;
  }

  private async save(tx: Tx, { name, email, role }: Invited, invitedBy: string | undefined): Promise<string> {
    const known = await this.staff.byEmail(email);
    if (known?.status === 'active') throw invalid({ field: 'email', code: 'email_taken' });
    const id = known?.id ?? randomUUID();
    const saved = await rows(
      tx,
      `insert into staff (id, name, email, email_ix, role, status, invited_by, created_at)
       values ($1, $2, $3, $4, $5, 'invited', $6, $7)
       on conflict (id) do update set name = excluded.name, email = excluded.email, role = excluded.role,
         status = 'invited', invited_by = excluded.invited_by, left_at = null
       where staff.status <> 'active' returning id`,
      [
        ...[id, this.sealer.seal(name, 'staff.name'), this.sealer.seal(email.trim(), 'staff.email')],
        ...[this.staff.emailIx(email), role, invitedBy, this.clock.now()],
      ],
    );
    if (saved.length === 0) throw invalid({ field: 'email', code: 'email_taken' });
    return id;
  }
}

/** The email that carries a link; what it says is written when it is sent. */
export async function queueLink(tx: Tx, linkId: string, kind: Exclude<LinkKind, 'setup'>, now: Date): Promise<void> {
  const message = { clinicId: null, subjectType: 'staff_link', subjectId: linkId, channel: 'email' as const };
  await queueMessages(tx, [{ ...message, kind: `staff_${kind}`, dedupeKey: `staff:${linkId}:1`, dueAt: now }]);
}
