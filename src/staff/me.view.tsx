import type { SessionLine } from '../access/sessions.js';
import { formatDayTime, TEAM_ZONE } from '../i18n/dates.js';
import type { Reader } from '../ui/staff-page.view.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { FormProps } from './form.view.js';
import { Form, PasswordField } from './form.view.js';

interface Props extends FormProps {
  caller: Reader;
  email: string;
  sessions: SessionLine[];
  /** The session that the page is read in. */
  here: string;
  hasPassword: boolean;
  /** How many recovery codes are left; undefined without a second factor. */
  codesLeft?: number;
  /** The provider that one can sign in through, and whether this person has done so. */
  identity: { provider?: string; isLinked: boolean };
}

export function MeView({ caller, email, sessions, here, hasPassword, codesLeft, identity, ...form }: Props) {
  return (
    <StaffPage title={caller.name} caller={caller} current="/staff/me">
      <p class="soft" safe>
        {email}
      </p>
      <section class="flow">
        <h2>Where you are signed in</h2>
        <ul class="log">
          {sessions.map((session) => (
            <Session session={session} isHere={session.id === here} formToken={form.formToken} />
          ))}
        </ul>
        <Form
          action="/staff/me/sign-out-everywhere"
          formToken={form.formToken}
          button="Sign out everywhere"
          look="btn plain"
        />
      </section>
      <section class="flow">
        <h2>Second factor</h2>
        {codesLeft === undefined ? (
          <p>It is off. A code from an app keeps others out who have learned your password.</p>
        ) : (
          <p safe>{`It is on. ${codesLeft} recovery codes are left.`}</p>
        )}
        <p>
          <a class="btn plain" href="/staff/second-factor">
            {codesLeft === undefined ? 'Set it up' : 'Set it up anew, with new codes'}
          </a>
        </p>
      </section>
      <LinkedIdentity {...identity} hasPassword={hasPassword} formToken={form.formToken} />
      {hasPassword && (
        <section class="flow">
          <h2>Change your password</h2>
          <Form {...form} action="/staff/me/password" button="Change it">
            <PasswordField
              name="currentPassword"
              label="Password until now"
              autocomplete="current-password"
              errors={form.errors}
            />
            <PasswordField name="password" label="New password" autocomplete="new-password" errors={form.errors} />
          </Form>
        </section>
      )}
    </StaffPage>
  );
}

interface IdentityProps {
  provider?: string;
  isLinked: boolean;
  hasPassword: boolean;
  formToken: string;
}

function LinkedIdentity({ provider = 'your provider', isLinked, hasPassword, formToken }: IdentityProps) {
  if (!isLinked) return '';
  return (
    <section class="flow">
      <h2 safe>{`Sign-in with ${provider}`}</h2>
      {hasPassword ? (
        <>
          <p safe>{`One account of ${provider} can sign in as you.`}</p>
          <Form action="/staff/me/identity/unlink" formToken={formToken} button="Unlink it" look="btn plain" />
        </>
      ) : (
        <p>It is your only way in. To unlink it, first set a password: sign out and choose “I forgot my password”.</p>
      )}
    </section>
  );
}

function Session({ session, isHere, formToken }: { session: SessionLine; isHere: boolean; formToken: string }) {
  const { id, device, createdAt, seenAt } = session;
  const since = formatDayTime(createdAt, TEAM_ZONE, 'en');
  const last = formatDayTime(seenAt, TEAM_ZONE, 'en');
  return (
    <li>
      <b safe>{device}</b> {isHere && <span class="chip">here</span>}
      <span class="sub" safe>{`Since ${since}. Last seen ${last}, Boston time.`}</span>
      {!isHere && (
        <Form
          action={`/staff/me/sessions/${id}/end`}
          formToken={formToken}
          button={`Sign out of ${device}`}
          look="link"
        />
      )}
    </li>
  );
}
