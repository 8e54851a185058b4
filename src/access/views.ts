import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import type { AuditEvent } from './audit.js';
import { recordAudit } from './audit.js';
import type { Caller } from './caller.js';

type Seen = Pick<AuditEvent, 'subjectType' | 'subjectId' | 'clinicId' | 'reason'>;

/** Every look at a person leaves its row in the audit trail. A route that shows one says so with `@ShowsPerson()`. */
@Injectable()
export class Views {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Says who saw whom or what. Waited for before it is shown: what cannot be recorded is not seen. */
  async record(caller: Caller, seen: Seen): Promise<void> {
    await this.recordAll(caller, [seen]);
  }

  /** The same for several at once. */
  async recordAll(caller: Caller, seen: Seen[]): Promise<void> {
    if (seen.length === 0) return;
    await this.database.transaction(async (tx) => {
      for (const one of seen) await recordAudit(tx, { ...caller, ...one, action: 'viewed' }, this.clock.now());
    });
  }
}
