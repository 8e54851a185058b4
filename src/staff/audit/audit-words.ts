import type { AuditRow, Names } from './audit-reader.js';

/** What was done, in words; `…` is whom or what it was done to. */
export const ACTION_WORDS: Record<string, string> = {
  viewed: 'looked at …',
  signed_in: 'signed in',
  signed_out: 'signed out',
  sign_in_failed: 'did not get in as …',
  code_failed: 'gave a wrong code',
  session_ended: 'ended one of their sessions',
  sessions_ended: 'signed out everywhere',
  password_changed: 'changed their password',
  password_reset: 'set a new password with a link',
  second_factor_set: 'set up their second factor',
  second_factor_removed: 'took away the second factor of …',
  reset_asked: 'asked for a link to set the password of …',
  invited: 'invited …',
  joined: 'joined the team',
  left: 'took … off the team',
  role_changed: 'changed the role of …',
  clinics_assigned: 'changed the clinics of …',
  token_made: 'made …',
  token_revoked: 'ended …',
  identity_linked: 'signed in with another service for the first time',
  identity_unlinked: 'no longer signs in with another service',
  roster_exported: 'took the roster of … as a file',
  audit_exported: 'asked for the audit trail as a file',
  file_taken: 'took a file',
  venue_made: 'added …',
  venue_changed: 'changed …',
  clinic_made: 'made …',
  clinic_changed: 'changed …',
  clinic_published: 'published …',
  slots_planned: 'planned times of …',
  slots_removed: 'took times off …',
  reminders_changed: 'changed when people are reminded of …',
  texts_changed: 'changed what people read of …',
  team_assigned: 'said who works at …',
  clinic_copied: 'copied …',
  slot_changed: 'changed a time of …',
  call_noted: 'put on the list of calls: …',
  call_taken: 'took the call to …',
  call_recorded: 'called …',
  reply_answered: 'answered by text what … wrote',
  reply_handed_over: 'handed over what … wrote',
  reply_to_call: 'put on the list of calls for what they wrote: …',
  reply_given_back: 'gave back what … wrote',
  reply_closed: 'closed without an answer what … wrote',
  booked_for_caller: 'booked for a caller: …',
  caller_checked: 'asked a caller who they are, for …',
  booking_moved: 'moved …',
  booking_cancelled: 'gave back the places of …',
  attendee_cancelled: 'gave back one place of …',
  booking_sent_again: 'sent again what is so of …',
  message_resent: 'sent a message again to …',
  test_sent: 'sent themselves a test of …',
  contact_changed: 'corrected phone or email of …',
  name_changed: 'corrected a name of …',
  language_changed: 'changed the language of …',
  messages_stopped: 'stopped messages to …',
  messages_resumed: 'began messages again to …',
  clinic_completed: 'completed …',
  clinic_called_off: 'called off …',
  clinic_brought_back: 'brought back …',
  clinic_moved: 'moved … to another day',
  clinic_times: 'changed the times of …',
  clinic_place: 'changed the place of …',
  clinic_link: 'changed the link of …',
  clinic_slot_closed: 'closed a time of … and moved its people',
  walk_in_added: 'let in without a booking: …',
  walk_in_over_capacity: 'let in over capacity: …',
  attendee_changed: 'changed notes or language of …',
  stations_set: 'set the stations of …',
  legal_hold_set: 'set a legal hold on …',
  legal_hold_cleared: 'cleared the legal hold on …',
};

/** Of a list of them all. */
const EVERYBODY = 'everybody on the team';

const KIND: Record<string, string> = {
  staff: 'somebody on the team',
  token: 'the token',
  venue: 'the venue',
  clinic: 'the clinic',
  booking: 'booking',
  attendee: 'somebody on the roster,',
  call_task: 'somebody to call,',
  reply: 'somebody with the reply',
  address: 'a number or an email, by',
  template: 'the message',
};

/** What an action is called in the filter. */
export const actionName = (action: string) =>
  (ACTION_WORDS[action] ?? action.replaceAll('_', ' ')).replace(/ ?…/, ' …').trim();

/** Who did it, as far as it is known. */
export function actorWords(actor: string, names: Names): string {
  const [kind, id = ''] = actor.split(':');
  if (kind === 'shell') return 'Somebody on the machine itself';
  if (kind === 'staff') return names.get(id) ?? 'Somebody on the team';
  if (kind === 'token') return `The program ${names.get(id) ?? id.slice(0, 8)}`;
  return 'Somebody unknown';
}

/** What was done and to whom, with the reason where one was given. */
export function deedWords({ action, subjectType, subjectId, reason }: AuditRow, names: Names): string {
  const words = ACTION_WORDS[action] ?? `${actionName(action)} …`;
  const detail = reason === null || subjectType === 'token' ? '' : `: ${reasonWords(reason, names)}`;
  if (subjectId === 'all') return words.replace('…', EVERYBODY);
  const known = subjectType === 'token' ? (names.get(subjectId) ?? reason) : names.get(subjectId);
  const subject =
    subjectType === 'staff'
      ? (known ?? KIND['staff'] ?? '')
      : `${KIND[subjectType] ?? subjectType} ${known ?? subjectId}`;
  return words.replace('…', () => subject) + detail;
}

/** Ids that stand in a reason are called by their names. */
const reasonWords = (reason: string, names: Names) =>
  reason.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => names.get(id) ?? id.slice(0, 8)) || 'none';
