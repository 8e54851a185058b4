import { StaffPage } from '../ui/staff-page.view.js';
import type { FormProps } from './form.view.js';
import { EmailField, Form, PasswordField, StaffField } from './form.view.js';

export function WelcomeView({
  isFirst,
  name,
  email,
  ...form
}: FormProps & Record<'name' | 'email', string> & { isFirst: boolean }) {
  const { errors } = form;
  return (
    <StaffPage title={isFirst ? 'Make the first account' : 'Join the team'}>
      <p>
        {isFirst
          ? 'It is that of an administrator, who invites everybody else. This link works once.'
          : 'Your name is what the team calls you. This link works once.'}
      </p>
      <Form {...form} button={isFirst ? 'Make the account' : 'Join'}>
        <StaffField
          name="name"
          label="Name"
          autocomplete="name"
          value={name}
          errors={errors}
          maxlength={100}
          required
        />
        {isFirst ? (
          <EmailField value={email} errors={errors} />
        ) : (
          <p>
            You will sign in with <b safe>{email}</b>
          </p>
        )}
        <PasswordField name="password" label="New password" autocomplete="new-password" errors={errors} />
      </Form>
    </StaffPage>
  );
}

export function ResetView(form: FormProps) {
  return (
    <StaffPage title="Choose a new password">
      <p>You are signed out everywhere, and sign in with it.</p>
      <Form {...form} button="Keep this password">
        <PasswordField name="password" label="New password" autocomplete="new-password" errors={form.errors} />
      </Form>
    </StaffPage>
  );
}

export function AskResetView({ email, sent, ...form }: FormProps & { email: string; sent: boolean }) {
  if (sent) {
    return (
      <StaffPage title="Look into your mailbox">
        <p>If this email has an account, a link is on its way to it. It works for an hour.</p>
      </StaffPage>
    );
  }
  return (
    <StaffPage title="Get a link for a new password">
      <Form {...form} button="Send the link">
        <EmailField value={email} errors={form.errors} />
      </Form>
    </StaffPage>
  );
}
