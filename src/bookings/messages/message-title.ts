import { templateOf } from './templates/index.js';

const OTHERS: Record<string, string> = {
  ...{ reply_coming: 'Answer: we expect you', reply_free: 'Answer: give the place back?' },
  ...{
    reply_which_coming: 'Answer: which one do you come to?',
    reply_which_not_coming: 'Answer: which one to give back?',
  },
  ...{ reply_nothing_booked: 'Answer: nothing is booked', reply_help: 'Answer: where to get help' },
  ...{ reply_stopped: 'Answer: no more texts', reply_started: 'Answer: texts again' },
  reply_person: 'Answer: a person will read it',
  staff_answer: 'Answer of the team',
  test_message: 'Test',
  staff_invitation: 'Invitation to the team',
  staff_reset: 'Link for a new password',
};

/** What the team calls a message of any kind. */
export const messageTitle = (kind: string) => templateOf(kind)?.title ?? OTHERS[kind] ?? kind.replaceAll('_', ' ');
