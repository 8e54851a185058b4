import { parseReference } from '../../platform/capabilities.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import type { LogAsked } from './message-log.js';

/** What an address asks of the log; what it cannot mean is not asked. */
export function askedOf(query: PostedForm): LogAsked {
  const page = /^[1-9]\d{0,4}$/.test(typed(query, 'page')) ? Number(typed(query, 'page')) : 1;
  const reference = parseReference(typed(query, 'reference')) || undefined;
  return { trouble: typed(query, 'trouble') === 'only', reference, page };
}
