import { formatDayTime, TEAM_ZONE } from '../../i18n/dates.js';
import type { Said } from './own-call.js';

/** What they wrote, and the way to the whole conversation. */
export function Replies({ replies }: { replies: Said[] }) {
  const last = replies.at(-1);
  if (!last) return '';
  return (
    <>
      <p>
        <a class="hit" href={`/staff/replies/${last.id}`} data-key="w" aria-keyshortcuts="w">
          The whole conversation, and answer by text <kbd>W</kbd>
        </a>
      </p>
      <ul>
        {replies.map(({ body, pictures, at }) => (
          <li>
            <span class="lines" safe>
              {[body && `“${body}”`, pictures > 0 && 'A picture came with it.'].filter(Boolean).join(' ')}
            </span>{' '}
            <span class="soft" safe>
              {formatDayTime(at, TEAM_ZONE, 'en')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
