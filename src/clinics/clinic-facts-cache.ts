import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { Sealer } from '../platform/sealing.js';
import type { ClinicFactsRow } from './clinic-facts.js';
import { CLINIC_FACTS, clinicFacts } from './clinic-facts.js';
import type { ClinicFacts } from './clinic-reads.js';

/** What the holder of a booking may know of its clinic. */
export interface BookedClinic {
  facts: ClinicFacts;
  /** Opened; only for a virtual clinic. */
  joiningLink: string | null;
}

interface Kept {
  until: number;
  clinic: Promise<BookedClinic>;
}

const MOST = 100;

/**
 * Clinics as the answer to a booking shows them, kept for `CACHE_SECONDS` as the public pages are: in a crowd everybody
 * books in the same clinic, and to read it again for each of them is a tenth of the work. Never asked what is free.
 */
@Injectable()
export class ClinicFactsCache {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  get(id: string): Promise<BookedClinic> {
    const now = this.clock.now().getTime();
    const found = this.kept.get(id);
    if (found && now < found.until) return found.clinic;
    if (this.kept.size >= MOST) this.kept.clear();
    const clinic = this.read(id);
    this.kept.set(id, { until: now + this.config.cacheSeconds * 1_000, clinic });
    // What could not be read is not kept: the next one asks again.
    clinic.catch(() => this.kept.delete(id));
    return clinic;
  }

  private async read(id: string): Promise<BookedClinic> {
    const [row] = await this.database.query<ClinicFactsRow & { joining_link: string | null }>(
      `select c.joining_link, ${CLINIC_FACTS} from clinics c left join venues v on v.id = c.venue_id where c.id = $1`,
      [id],
    );
    if (!row) throw notFound();
    return {
      facts: clinicFacts(row),
      joiningLink: row.joining_link && this.sealer.open(row.joining_link, 'clinics.joining_link'),
    };
  }
}
