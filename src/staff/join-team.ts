import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import { Passwords } from './passwords.js';
import type { SignedIn } from './sign-in.js';
import { SignIn } from './sign-in.js';
import type { StaffLink } from './staff-links.js';
import { StaffLinks } from './staff-links.js';
import { StaffRepository } from './staff.repository.js';
import type { Visit } from './visit.js';

interface Joining {
  name: string;
  password: string;
  /** Of the first administrator; an invitation went to an address that is known. */
  email: string;
}

/** Uses the link of the first administrator, or an invitation: sets name and password, and signs in. */
@Injectable()
export class JoinTeam {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly links: StaffLinks,
    private readonly passwords: Passwords,
    private readonly signIn: SignIn,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 when the link was used, is too old, or was somebody else's a moment ago */
  async run(link: StaffLink, { name, email, password }: Joining, visit: Visit): Promise<SignedIn> {
    const passwordHash = await this.passwords.hash(password);
    const sealedName = this.sealer.seal(name, 'staff.name');
    return this.database.transaction(async (tx) => {
      if (!(await this.links.use(tx, link.id))) throw notFound();
      const id = link.staffId ?? (await this.firstAdministrator(tx, email));
      const joined = await rows(
        tx,
        `update staff set name = $2, password_hash = $3, status = 'active' where id = $1 and status = 'invited' returning id`,
        [id, sealedName, passwordHash],
      );
      if (joined.length === 0) throw notFound();
      const subject = { action: 'joined', subjectType: 'staff', subjectId: id };
      await recordAudit(tx, { actor: `staff:${id}`, ...visit.origin, ...subject }, this.clock.now());
      return this.signIn.begin(tx, id, visit);
    });
  }

  private async firstAdministrator(tx: Tx, email: string): Promise<string> {
    const id = randomUUID();
    await rows(
      tx,
      `insert into staff (id, name, email, email_ix, role, status, created_at)
       values ($1, $2, $3, $4, 'admin', 'invited', $5)`,
      [
        ...[id, this.sealer.seal('', 'staff.name'), this.sealer.seal(email.trim(), 'staff.email')],
        ...[this.staff.emailIx(email), this.clock.now()],
      ],
    );
    return id;
  }
}
