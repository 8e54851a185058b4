import { Injectable } from '@nestjs/common';
import type { Role } from '../access/permissions.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { normalEmail } from '../platform/email-address.js';
import { mapConstraints, invalid, notFound } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';

export type StaffStatus = 'invited' | 'active' | 'left';

/** A person of the team, opened. */
export interface StaffMember {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: StaffStatus;
  passwordHash: string | null;
  totpSecret: string | null;
  /** Whom an identity provider knows them as, once they have signed in through it. */
  oidcIssuer: string | null;
  oidcSubject: string | null;
  clinics: string[];
}

const SELECT = `select id, name, email, role, status, password_hash as "passwordHash", totp_secret as "totpSecret",
  oidc_issuer as "oidcIssuer", oidc_subject as "oidcSubject",
  array(select clinic_id from clinic_staff c where c.staff_id = staff.id) as clinics from staff`;

mapConstraints({ staff_email_ix_key: () => invalid({ field: 'email', code: 'email_taken' }) });

/** The people of the team, as they stand in the database: sealed, and found by the keyed index of their email. */
@Injectable()
export class StaffRepository {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  /** What an email is found by. */
  emailIx(email: string): string {
    return this.sealer.blindIndex(normalEmail(email), 'email');
  }

  async byEmail(email: string): Promise<StaffMember | undefined> {
    return this.byEmailIx(this.emailIxs(email));
  }

  /** The same under every key, for looking up while keys are rotated. */
  emailIxs(email: string): string[] {
    return this.sealer.blindIndexes(normalEmail(email), 'email');
  }

  async byEmailIx(indexes: string[]): Promise<StaffMember | undefined> {
    return this.opened(await this.database.query<StaffMember>(`${SELECT} where email_ix = any($1)`, [indexes]))[0];
  }

  /** Who has signed in as this identity before. */
  async byIdentity({ issuer, subject }: { issuer: string; subject: string }): Promise<StaffMember | undefined> {
    const sql = `${SELECT} where oidc_issuer = $1 and oidc_subject = $2`;
    return this.opened(await this.database.query<StaffMember>(sql, [issuer, subject]))[0];
  }

  /** @throws AppError 404 */
  async byId(id: string): Promise<StaffMember> {
    const [found] = this.opened(await this.database.query<StaffMember>(`${SELECT} where id = $1`, [id]));
    if (!found) throw notFound();
    return found;
  }

  /** The same, locked until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<StaffMember> {
    const [found] = this.opened(await rows<StaffMember>(tx, `${SELECT} where id = $1 for update`, [id]));
    if (!found) throw notFound();
    return found;
  }

  /** Everybody who is on the team, or is asked to be; those who left come last. */
  async all(): Promise<StaffMember[]> {
    const found = this.opened(await this.database.query<StaffMember>(SELECT));
    const last = ({ status }: StaffMember) => (status === 'left' ? 1 : 0);
    return found.sort((a, b) => last(a) - last(b) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  }

  /** Whether there is an administrator besides this person. Those there are stay so until the transaction ends. */
  async isLastAdministrator(tx: Tx, id: string): Promise<boolean> {
    const found = await rows<{ id: string }>(
      tx,
      `select id from staff where role = 'admin' and status = 'active' order by id for update`,
    );
    return found.length === 1 && found[0]?.id === id;
  }

  /** Whether anybody can let others in. */
  async hasAdministrator(): Promise<boolean> {
    const found = await this.database.query(`select 1 from staff where role = 'admin' and status = 'active' limit 1`);
    return found.length > 0;
  }

  /** Clinics that people can be assigned to, the next first. */
  async clinics(): Promise<{ id: string; title: string; day: string }[]> {
    return this.database.query(
      `select id, title, day::text as day from clinics where status in ('draft', 'published') order by day desc, title`,
    );
  }

  private opened(found: StaffMember[]): StaffMember[] {
    return found.map((row) => ({
      ...row,
      name: this.sealer.open(row.name, 'staff.name'),
      email: this.sealer.open(row.email, 'staff.email'),
      totpSecret: row.totpSecret && this.sealer.open(row.totpSecret, 'staff.totp_secret'),
    }));
  }
}
