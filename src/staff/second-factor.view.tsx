import type { Reader } from '../ui/staff-page.view.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { FormProps } from './form.view.js';
import { CodeField, Form } from './form.view.js';

interface Props extends FormProps {
  caller: Reader;
  secret: string;
  sealed: string;
  /** Made by us, of a secret of ours. */
  safePicture: string;
}

export function SecondFactorView({ caller, secret, sealed, safePicture, ...form }: Props) {
  return (
    <StaffPage title="Set up your second factor" caller={caller}>
      <p>
        From now on you sign in with your password and a code from an app on your phone, such as Google Authenticator,
        Aegis or 1Password. Let the app read this picture, or type the letters into it.
      </p>
      <div class="qr" role="img" aria-label="QR code of the letters below">
        {safePicture}
      </div>
      <p class="secret" safe>
        {secret.replace(/(.{4})(?=.)/g, '$1 ')}
      </p>
      <Form {...form} button="Turn it on">
        <CodeField name="code" label="Code that the app shows" errors={form.errors} />
        <input type="hidden" name="secret" value={sealed} />
      </Form>
    </StaffPage>
  );
}

export function RecoveryCodesView({ caller, codes }: { caller: Reader; codes: string[] }) {
  return (
    <StaffPage title="Keep these recovery codes" caller={caller}>
      <p>
        Your second factor is on. Each of these codes signs you in once, should you lose your phone. They are not shown
        again: print them, or keep them in a password manager.
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li safe>{code}</li>
        ))}
      </ul>
      <p>
        <a class="btn" href="/staff">
          I have kept them
        </a>
      </p>
    </StaffPage>
  );
}
