import type { MessageKey } from '../i18n/translate.js';
import { Page } from './page.view.js';
import type { PageContext } from './page-context.js';

interface ProseProps {
  ctx: PageContext;
  title: MessageKey;
  parts: [heading: MessageKey, body: MessageKey][];
}

function Prose({ ctx, title, parts }: ProseProps) {
  return (
    <Page ctx={ctx} title={ctx.t(title)}>
      {parts.map(([heading, body]) => (
        <section class="flow">
          <h2 safe>{ctx.t(heading)}</h2>
          <p safe>{ctx.t(body)}</p>
        </section>
      ))}
    </Page>
  );
}

/** How we keep your details safe. */
export function PrivacyView({ ctx }: { ctx: PageContext }) {
  const parts: ProseProps['parts'] = [
    ['privacy.what.title', 'privacy.what.body'],
    ['privacy.never.title', 'privacy.never.body'],
    ['privacy.who.title', 'privacy.who.body'],
    ['privacy.safe.title', 'privacy.safe.body'],
    ['privacy.change.title', 'privacy.change.body'],
  ];
  return <Prose ctx={ctx} title="privacy.title" parts={parts} />;
}

/** Help to use this site. */
export function HelpView({ ctx }: { ctx: PageContext }) {
  const parts: ProseProps['parts'] = [
    ['help.book.title', 'help.book.body'],
    ['help.change.title', 'help.change.body'],
    ['help.access.title', 'help.access.body'],
    ['help.stop.title', 'help.stop.body'],
  ];
  return <Prose ctx={ctx} title="help.title" parts={parts} />;
}
