import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import { DispatchPoke } from '../messaging/dispatch-poke.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { SlowDowns } from '../platform/slow-downs.js';
import { queueLink } from './invite-staff.js';
import { StaffLinks } from './staff-links.js';
import { StaffRepository } from './staff.repository.js';
import { resetTries } from './tries.js';
import type { Visit } from './visit.js';

const JOB = 'staff-reset';

interface Asked {
  /** The keyed index of the email that was typed. */
  /** What the email is found by, under each key; a space between. */
  emailIx: string;
  ipIx: string;
  requestId: string;
}

/**
 * Sends a link for a new password. Whether there is such an account is found out later, by a job: the answer comes before
 * anybody has looked, so that neither its words nor its time can tell.
 */
@Injectable()
export class RequestReset implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly staff: StaffRepository,
    private readonly links: StaffLinks,
    private readonly slowDowns: SlowDowns,
    private readonly poke: DispatchPoke,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register({ name: JOB, run: (payload) => this.send(payload as unknown as Asked) });
  }

  /** @throws AppError 429 when this network asks too often */
  async run(email: string, visit: Visit): Promise<void> {
    await this.slowDowns.take(resetTries.from(visit));
    const asked = { emailIx: this.staff.emailIxs(email).join(' '), ...visit.origin };
    await this.database.transaction((tx) => this.jobs.enqueue(tx, JOB, asked));
  }

  private async send({ emailIx, ...origin }: Asked): Promise<void> {
    const found = await this.staff.byEmailIx(emailIx.split(' '));
    if (found?.status !== 'active' || (await this.slowDowns.count(resetTries.of(found.id))) > 0) return;
    await this.database.transaction(async (tx) => {
      const link = await this.links.create(tx, 'reset', found.id);
      await queueLink(tx, link.id, 'reset', this.clock.now());
      const subject = { action: 'reset_asked', subjectType: 'staff', subjectId: found.id };
      await recordAudit(tx, { actor: 'anonymous', ...origin, ...subject }, this.clock.now());
    });
    this.poke.poke();
  }
}
