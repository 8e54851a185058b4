import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from './account.js';
import type { SmsTrouble } from './mishaps.js';

type ErrorAnswer = Extract<SmsTrouble, { status: number }>;

/** An error as the API words it. */
export function answerError(reply: FastifyReply, { status, code, retryAfter }: ErrorAnswer) {
  if (retryAfter) void reply.header('Retry-After', retryAfter);
  const more_info = code && `https://www.twilio.com/docs/errors/${code}`;
  return reply
    .status(status)
    .send({ code, message: 'The stand-in refuses this, as it was told to.', more_info, status });
}

/** Whether a call brings the account's own id and token. */
export function mayCall({ sid, token }: Account, { headers }: FastifyRequest): boolean {
  return headers.authorization === `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`;
}

/** Before anything is told: 401 to whoever is not the account. */
export const guarded = (account: Account) => (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
  if (mayCall(account, request)) return done();
  void answerError(reply, { status: 401, code: 20003 });
};
