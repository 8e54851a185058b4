import { StaffPage } from '../ui/staff-page.view.js';

/** The page between ours and the provider's; the browser goes on by itself. */
export function GoingOnView({ provider, url }: { provider: string; url: string }) {
  return (
    <StaffPage title={`On to ${provider}`}>
      <p>
        <a class="btn" href={url} safe>
          {`Go on to ${provider}`}
        </a>
      </p>
    </StaffPage>
  );
}

/** Why nobody came in, by the code of the error. None of it tells whether an address is known. */
const WORDS = {
  sign_in_over: () => [
    'You are not signed in yet',
    'It took too long, was called off, or began in another window. Begin again from our page.',
  ],
  identity_refused: () => [
    'This account cannot sign in here',
    'Ask an administrator to invite you. If you are invited, sign in with the email that the invitation went to.',
  ],
  identity_not_asked: (provider: string) => [
    `${provider} did not ask you again`,
    'For this page we must be sure that it is you. Sign out and sign in again, or choose “I forgot my password” and set one.',
  ],
  provider_away: (provider: string) => [
    `We cannot reach ${provider} right now`,
    'Try again in a few minutes, or sign in with your password.',
  ],
};

export type StopCode = keyof typeof WORDS;

/** Whether we have words of our own for it. */
export const isStop = (code: string): code is StopCode => code in WORDS;

/** Nobody came in. */
export function StoppedView({ code, provider }: { code: StopCode; provider: string }) {
  const [title = '', body = ''] = WORDS[code](provider);
  return (
    <StaffPage title={title}>
      <p safe>{body}</p>
      <p>
        <a class="btn plain" href="/staff/sign-in">
          Go to the sign-in page
        </a>
      </p>
    </StaffPage>
  );
}
