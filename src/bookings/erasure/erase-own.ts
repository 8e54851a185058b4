import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database, rows } from '../../platform/database.js';
import { conflict, notFound } from '../../platform/errors.js';
import { ManageLinks } from '../manage-links.js';
import { eraseBookings } from './erase-bookings.js';

/** Erases a booking for whoever holds its link, once its times are over. The link ends with it. */
@Injectable()
export class EraseOwn {
  constructor(
    private readonly database: Database,
    private readonly links: ManageLinks,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404; 409 `not_over` before the end, `legal_hold` while the team must keep the clinic's records */
  async run(token: string): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const [booking] = await rows<{ id: string; held: boolean; endsAt: Date }>(
        tx,
        `select b.id, c.legal_hold_reason is not null as held, (select max(s.ends_at) from attendees a
           join slots s on s.id = a.slot_id where a.booking_id = b.id) as "endsAt"
         from bookings b join clinics c on c.id = b.clinic_id
         where b.manage_hash = $1 for update of b for share of c`,
        [this.links.hash(token)],
      );
      if (!booking) throw notFound();
      if (booking.endsAt > now) throw conflict('not_over');
      if (booking.held) throw conflict('legal_hold');
      await eraseBookings(tx, [booking.id], 'applicant', now);
    });
  }
}
