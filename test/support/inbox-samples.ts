import type { Sample, Target } from './route-target.js';

const of = (body?: Record<string, unknown>) => (at: Target) => ({ params: [at.replyId], body });
const NUMBER = '617-555-0199';

/** How the routes of the inbox and of opt-outs are called; the pages with something to be mended. */
export const INBOX_SAMPLES: Record<string, (at: Target) => Sample> = {
  'GET /staff/replies': () => ({}),
  'GET /staff/replies/news': () => ({}),
  'GET /staff/replies/:id/news': of(),
  'POST /staff/replies/next': () => ({}),
  'GET /staff/replies/:id': of(),
  'POST /staff/replies/:id': of({ words: '', step: 'look' }),
  'POST /staff/replies/:id/take': of(),
  'POST /staff/replies/:id/give-back': of(),
  'POST /staff/replies/:id/hand-over': of({ to: 'unheard of' }),
  'POST /staff/replies/:id/done': of({ seen: '0' }),
  'GET /api/admin/replies': () => ({}),
  'GET /api/admin/replies/:id': of(),
  'POST /api/admin/replies/:id/take': of(),
  'POST /api/admin/replies/:id/give-back': of(),
  'POST /api/admin/replies/:id/answer': (at) => ({
    ...{ params: [at.replyId], headers: { 'idempotency-key': `answer-${at.replyId}` } },
    body: { words: 'Yes, bring her along.', seen: 0, answers: 0 },
  }),
  'POST /api/admin/replies/:id/hand-over': of({ to: 'call' }),
  'POST /api/admin/replies/:id/done': of({ seen: 0 }),
  'GET /staff/opt-outs': () => ({}),
  'POST /staff/opt-outs': () => ({ body: { address: NUMBER } }),
  'POST /staff/opt-outs/set': () => ({ body: { address: NUMBER, how: 'unheard of' } }),
  'POST /api/admin/opt-outs/search': () => ({ body: { address: NUMBER } }),
  'POST /api/admin/opt-outs': () => ({ body: { address: NUMBER, stopped: false, how: 'asked' } }),
};
