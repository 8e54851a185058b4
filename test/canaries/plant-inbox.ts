import { CANARY } from '../support/canaries.js';
import { eventually } from '../support/eventually.js';

type Send = (url: string, body?: object) => Promise<Response>;

/** Routes of the inbox that take nothing of a person. */
export const NO_REPLIES: Record<string, string> = {
  'POST /api/admin/replies/:id/take': 'no values',
  'POST /api/admin/replies/:id/give-back': 'no values',
  'POST /api/admin/replies/:id/done': 'a number',
};

/** What the canary wrote is answered with their name in it, and handed over with it; they want no more emails. */
export function plantInbox(send: Send): Record<string, () => Promise<Response>> {
  /** Once our program has looked at it. */
  const waiting = () =>
    eventually(async () => {
      const { waiting: all } = (await (await send('/api/admin/replies')).json()) as { waiting: { id: string }[] };
      if (!all[0]) throw new Error('nobody waits yet');
      return all[0].id;
    });
  const address = { address: CANARY.email };
  return {
    'POST /api/admin/replies/:id/hand-over': async () =>
      send(`/api/admin/replies/${await waiting()}/hand-over`, { to: 'call', note: `Ask for ${CANARY.fullName}` }),
    'POST /api/admin/replies/:id/answer': async () => {
      const words = { words: `Hello ${CANARY.fullName}`, seen: 0, answers: 0 };
      return send(`/api/admin/replies/${await waiting()}/answer`, words);
    },
    'POST /api/admin/opt-outs/search': () => send('/api/admin/opt-outs/search', address),
    'POST /api/admin/opt-outs': async () => {
      const stop = { ...address, stopped: true, how: 'wrote', words: `${CANARY.fullName} wants none` };
      const answer = await send('/api/admin/opt-outs', stop);
      await send('/api/admin/opt-outs', { ...stop, stopped: false });
      return answer;
    },
  };
}
