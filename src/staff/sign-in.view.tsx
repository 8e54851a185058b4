import { StaffPage } from '../ui/staff-page.view.js';
import type { FormProps } from './form.view.js';
import { CodeField, EmailField, Form, PasswordField } from './form.view.js';

interface Next {
  next: string;
}

/** @param provider where one can sign in too, if anywhere */
export function SignInView({
  email,
  next,
  provider,
  ...form
}: FormProps & Next & { email: string; provider?: string }) {
  return (
    <StaffPage title="Sign in">
      <Form {...form} button="Sign in">
        <EmailField value={email} errors={form.errors} />
        <PasswordField name="password" label="Password" autocomplete="current-password" errors={form.errors} />
        <input type="hidden" name="next" value={next} />
      </Form>
      <p>
        <a class="hit" href="/staff/reset">
          I forgot my password
        </a>
      </p>
      {!!provider && (
        <Form action="/staff/oidc" formToken={form.formToken} button={`Sign in with ${provider}`} look="btn plain">
          <input type="hidden" name="next" value={next} />
        </Form>
      )}
    </StaffPage>
  );
}

export function CodeView({ next, ...form }: FormProps & Next) {
  return (
    <StaffPage title="Write the code from your app">
      <Form {...form} button="Go on">
        <CodeField
          name="code"
          label="Code"
          hint="Six digits. If you have lost the app, write one of your recovery codes."
          errors={form.errors}
        />
        <input type="hidden" name="next" value={next} />
      </Form>
      <Form action="/staff/sign-out" formToken={form.formToken} button="Sign in as somebody else" look="link" />
    </StaffPage>
  );
}

/** @param provider for whom has neither a code nor a password */
export function ConfirmView({
  next,
  hasTotp,
  provider,
  ...form
}: FormProps & Next & { hasTotp: boolean; provider?: string }) {
  const aim = <input type="hidden" name="next" value={next} />;
  if (provider) {
    return (
      <StaffPage title="Show us that it is you">
        <p>What comes next asks for it, because you signed in a while ago.</p>
        <Form formToken={form.formToken} action="/staff/confirm/oidc" button={`Sign in with ${provider} again`}>
          {aim}
        </Form>
      </StaffPage>
    );
  }
  return (
    <StaffPage title="Show us that it is you">
      <p>What comes next asks for it, because you signed in a while ago.</p>
      <Form {...form} button="Go on">
        {hasTotp ? (
          <CodeField name="proof" label="Code" hint="Six digits, from your app." errors={form.errors} />
        ) : (
          <PasswordField name="proof" label="Password" autocomplete="current-password" errors={form.errors} />
        )}
        {aim}
      </Form>
    </StaffPage>
  );
}
