import type { Caller } from '../../access/caller.js';
import type { TeamClinic } from '../../clinics/team-clinics.js';
import type { EmailContent } from '../../messaging/kinds.js';
import type { FormProps } from '../../staff/form.view.js';
import { Form, StaffField } from '../../staff/form.view.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import type { Template } from '../messages/templates/template.js';
import type { SampleText } from './samples.js';
import { variantWords } from './template-words.js';
import { sampleAddress, TextFigure } from './templates.view.js';

interface Props extends FormProps {
  caller: Caller;
  template: Template;
  clinic?: TeamClinic;
  texts: SampleText[];
  /** The one of them that is shown. */
  text: SampleText;
  email: EmailContent;
  phone: string;
  /** How a test has just been sent. */
  sent?: 'sms' | 'email' | 'tooMany';
}

const SENT = {
  sms: 'The text is on its way.',
  email: 'The email is on its way to the address of your account.',
  tooMany: 'You have sent ten tests within an hour. Wait a little before the next.',
};

/** One message as text and as email, and a test of it. */
export function TemplateView({ caller, template, clinic, texts, text, email, phone, sent, ...form }: Props) {
  const { kind, title } = template;
  const above = { href: `/staff/messages/templates${clinic ? `?clinic=${clinic.id}` : ''}`, text: 'What we write' };
  const address = sampleAddress(kind, text, clinic);
  return (
    <StaffPage title={title} caller={caller} crumbs={[above]}>
      <p class="soft" safe>
        {template.sent}
      </p>
      {!!sent && (
        <p class="note" role="status" safe>
          {SENT[sent]}
        </p>
      )}
      <nav class="tabs" aria-label="Which one">
        {texts.map((one) => (
          <a href={sampleAddress(kind, one, clinic)} aria-current={one === text ? 'page' : undefined} safe>
            {variantWords(one)}
          </a>
        ))}
      </nav>
      <div class="cols">
        <div class="flow">
          <section class="flow" aria-labelledby="text">
            <h2 id="text">Text message</h2>
            <TextFigure text={text} />
            <p class="hint" safe>
              {`The first text to a number goes on: ${text.firstLine}`}
            </p>
          </section>
          {caller.permissions.includes('clinics.write') && <Test {...{ text, kind, phone, address }} {...form} />}
        </div>
        <section class="flow beside" aria-labelledby="email">
          <h2 id="email">Email</h2>
          <p>
            <b lang={text.locale} safe>
              {email.subject}
            </b>
          </p>
          <iframe
            class="mail"
            src={address.replace('?', '/email?')}
            title={`The email: ${email.subject}`}
            sandbox="allow-popups"
          ></iframe>
          <details class="fold">
            <summary>Without pictures and colors</summary>
            <p class="pre" lang={text.locale} safe>
              {email.text}
            </p>
          </details>
        </section>
      </div>
    </StaffPage>
  );
}

type TestProps = FormProps & Pick<Props, 'text' | 'phone'> & { kind: string; address: string };

function Test({ phone, address, formToken, errors }: TestProps) {
  const action = address.replace('?', '/test?');
  return (
    <section class="flow" aria-labelledby="test">
      <h2 id="test">Send a test</h2>
      <p>It begins with TEST, and its link leads nowhere. At most ten in an hour.</p>
      <Form action={action} formToken={formToken} button="Email it to me">
        <input type="hidden" name="by" value="email" />
      </Form>
      <Form action={action} formToken={formToken} errors={errors} button="Text it" look="btn plain">
        <input type="hidden" name="by" value="sms" />
        <StaffField
          name="phone"
          label="Your phone"
          type="tel"
          autocomplete="tel"
          hint="Kept for this test alone, and erased within two nights."
          value={phone}
          errors={errors}
        />
      </Form>
    </section>
  );
}
