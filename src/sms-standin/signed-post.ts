import twilio from 'twilio';

/** Longer the provider does not wait for an answer. */
const PATIENCE_MS = 15_000;

interface Posted {
  /** The address that is signed: the one that the app was told about. */
  address: string;
  params: Record<string, string>;
  token: string;
  /** Where the app really is, such as behind its proxy; absent: at the address. */
  appUrl?: string;
}

/** Posts as the provider does, with its signature. */
export function signedPost({ address, params, token, appUrl }: Posted): Promise<Response> {
  const { origin, pathname, search } = new URL(address);
  return fetch((appUrl ?? origin) + pathname + search, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': twilio.getExpectedTwilioSignature(token, address, params) },
    body: new URLSearchParams(params),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

/**
 * Posts until it was taken, as the provider does with what somebody wrote: once more when no connection was made, then
 * to the next address. An answer with an error is not tried again at the same one.
 * @returns what the app said, in words
 */
export async function postUntilTaken(addresses: string[], post: Omit<Posted, 'address'>): Promise<string> {
  let heard = 'There is no address to post it to.';
  for (const address of addresses) {
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        const { status, ok } = await signedPost({ ...post, address });
        if (ok) return 'The app has it.';
        heard = `The app answered ${status}: it does not have it.`;
        break;
      } catch {
        heard = 'The app did not answer: it does not have it.';
      }
    }
  }
  return heard;
}
