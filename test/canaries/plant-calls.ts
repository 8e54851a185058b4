import { CANARY } from '../support/canaries.js';
import type { SmsStandin } from '../support/sms-standin.js';

type Send = (url: string, body: object) => Promise<Response>;

/** Routes that take nothing of a person. */
export const NO_CALLS: Record<string, string> = {
  'POST /api/admin/call-tasks/next': 'words of ours',
  'POST /api/admin/call-tasks/:id/take': 'no values',
};

const ASKED = { phone: CANARY.phone, language: 'es', bestTime: 'evening' };

/** The canary calls, writes and asks to be called. */
export const plantCalls = (
  sms: SmsStandin,
  url: () => string,
  send: Send,
): Record<string, () => Promise<Response>> => ({
  'POST /webhooks/twilio/inbound': () => {
    const publicUrl = 'https://clinics.example.org';
    return sms.write(url(), '+16175550142', `This is ${CANARY.fullName}`, { publicUrl });
  },
  'POST /api/call-me': () => send('/api/call-me', { ...ASKED, fullName: CANARY.fullName }),
  'POST /:locale/call-me': () => send('/en/call-me', new URLSearchParams({ ...ASKED, name: CANARY.fullName })),
  'POST /api/admin/call-tasks': () => {
    const voicemail = { phone: CANARY.phone, fullName: CANARY.fullName, words: `${CANARY.fullName} called` };
    return send('/api/admin/call-tasks', voicemail);
  },
  'POST /api/admin/call-tasks/:id': async () => {
    const taken = await (await send('/api/admin/call-tasks/next', {})).json();
    const { call } = taken as { call: { id: string; revision: number } };
    const outcome = { end: 'no_answer', note: CANARY.fullName, seen: call.revision };
    return send(`/api/admin/call-tasks/${call.id}`, outcome);
  },
});
