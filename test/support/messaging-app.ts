import { inspect } from 'node:util';
import { Dispatch } from '../../src/messaging/dispatch.js';
import { AnswerReplies } from '../../src/messaging/replies/answer-replies.js';
import type { MessageState } from '../../src/messaging/message-states.js';
import { freePort } from './app-process.js';
import { MailServer } from './mail-server.js';
import { SmsStandin } from './sms-standin.js';
import type { TestApp } from './test-app.js';
import { startTestApp, TestClock } from './test-app.js';

export const PUBLIC_URL = 'https://clinics.example.org';

/** A row of the outbox. */
export interface OutboxRow {
  id: string;
  kind: string;
  channel: 'sms' | 'email';
  state: MessageState;
  errorCode: string | null;
  attempts: number;
  dueAt: Date;
  claimedUntil: Date | null;
}

/** The application with a mail server, a stand-in of the SMS provider, and a clock that stands still. */
export interface MessagingApp extends TestApp {
  url: string;
  clock: TestClock;
  sms: SmsStandin;
  mail: MailServer;
  /** Answers replies until none waits. */
  answer: () => Promise<void>;
  /** Answers replies and sends, round by round, until nothing is due. */
  dispatch: () => Promise<void>;
  /** The outbox of one booking, or all of it, by revision. */
  outbox: (reference?: string) => Promise<OutboxRow[]>;
}

/** `reachable`: its public address is one that a browser gets to. */
export async function startMessagingApp(
  at: string,
  env: Record<string, string> = {},
  { reachable = false } = {},
): Promise<MessagingApp> {
  const clock = new TestClock(new Date(at));
  const [sms, mail] = [await new SmsStandin().start(), await new MailServer().start()];
  sms.now = () => clock.now();
  const port = reachable ? await freePort() : 0;
  const publicUrl = reachable ? `http://localhost:${port}` : PUBLIC_URL;
  const test = await startTestApp({ clock, env: { PUBLIC_URL: publicUrl, ...sms.env, ...mail.env, ...env } });
  await test.app.listen(port, '127.0.0.1');
  const [dispatch, replies] = [test.app.get(Dispatch), test.app.get(AnswerReplies)];
  const answer = async () => {
    while ((await replies.round()) > 0);
  };
  return {
    ...test,
    url: await test.app.getUrl(),
    clock,
    sms,
    mail,
    answer,
    dispatch: async () => {
      await answer();
      while ((await dispatch.round()) > 0);
    },
    outbox: (reference) =>
      test.database.query<OutboxRow>(
        `select m.id, kind, channel, state, error_code as "errorCode", attempts, due_at as "dueAt",
           claimed_until as "claimedUntil"
         from messages m join bookings b on b.id = m.subject_id
         where $1::text is null or b.reference = $1 order by split_part(dedupe_key, ':', 3)::integer, kind, channel,
           length(dedupe_key)`,
        [reference],
      ),
    close: async () => {
      await test.close();
      await Promise.all([sms.close(), mail.close()]);
    },
  };
}

/** Looks again and again until something is as it should be; after so many seconds it says how it still was. */
export async function until<T>(look: () => Promise<T> | T, isRight: (found: T) => boolean, seconds = 25): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (isRight(found)) return found;
    if (Date.now() > deadline) throw new Error(`After ${seconds} seconds it still is ${inspect(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
