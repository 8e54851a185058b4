import { errorText } from './fields.view.js';
import { hasMessage } from '../i18n/translate.js';
import type { MessageKey } from '../i18n/translate.js';
import type { Reader } from './staff-page.view.js';
import { STAFF_CONTEXT, StaffPage } from './staff-page.view.js';

/** What the team is told where the public's words would lead elsewhere. */
const OWN: Record<string, [title: string, body: string]> = {
  not_found: ['This page is not here', 'The address may have a mistake, or the link was used or is too old.'],
  forbidden: ['This page is not open to you', 'An administrator can say what your role may do.'],
};

/** What went wrong, in the team's frame. */
export function StaffErrorPage({ code, caller }: { code: string; caller?: Reader }) {
  const { t } = STAFF_CONTEXT;
  const own = `page.${code}.title`;
  const said = hasMessage(own) ? [t(own), t(`page.${code}.body` as MessageKey)] : [errorText(t, { code }), ''];
  const [title = '', body = ''] = OWN[code] ?? said;
  return (
    <StaffPage title={title} caller={caller}>
      {!!body && <p safe>{body}</p>}
      <p>
        <a class="btn plain" href="/staff">
          Go to the first page
        </a>
      </p>
    </StaffPage>
  );
}
