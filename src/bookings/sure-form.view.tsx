import type { Children } from '@kitajs/html';
import type { PageContext } from '../ui/page-context.js';

interface Props {
  ctx: PageContext;
  /** The manage page's address, where "no" leads. */
  home: string;
  /** What is done, as it stands in the address. */
  action: 'cancel' | 'erase';
  formToken: string;
  /** What the button says. */
  yes: string;
  children?: Children;
}

/** "Are you sure": one button that does it, and a way back that does nothing. */
export function SureForm({ ctx: { t, locale }, home, action, formToken, yes, children }: Props) {
  return (
    <form method="post" action={`${home}/${action}?lang=${locale}`} class="flow">
      <input type="hidden" name="form" value={formToken} />
      {children}
      <button class="btn stop wide-btn" safe>
        {yes}
      </button>
      <p>
        <a class="hit" href={`${home}?lang=${locale}`} safe>
          {t('cancel.no')}
        </a>
      </p>
    </form>
  );
}
