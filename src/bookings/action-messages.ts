import type { QueuedMessage } from '../messaging/outbox.js';

interface Subject {
  id: string;
  clinicId: string;
  revision: number;
  channels: ('sms' | 'email')[];
}

/** The messages that answer somebody's own action: one for each channel they agreed to, once for each revision. */
export function actionMessages(kind: string, booking: Subject, now: Date): QueuedMessage[] {
  return booking.channels.map((channel) => ({
    clinicId: booking.clinicId,
    subjectType: 'booking',
    subjectId: booking.id,
    kind,
    channel,
    dedupeKey: `${kind}:${booking.id}:${booking.revision}:${channel}`,
    dueAt: now,
  }));
}
