import { Icon } from '../ui/icon.view.js';
import type { PageContext } from '../ui/page-context.js';

/** What the coalition's clinics ask people to have with them. */
export const BRING = [
  'bring.photoId',
  'bring.greenCard',
  'bring.socialSecurity',
  'bring.fiveYears',
  'bring.trips',
  'bring.family',
  'bring.feeWaiver',
  'bring.court',
] as const;

export function BringList({ ctx: { t } }: { ctx: PageContext }) {
  return (
    <section class="flow" aria-labelledby="bring">
      <h2 id="bring" safe>
        {t('bring.title')}
      </h2>
      <ul class="bring">
        {BRING.map((key) => (
          <li>
            <Icon name="box" />
            <span safe>{t(key)}</span>
          </li>
        ))}
      </ul>
      <p class="hint" safe>
        {t('bring.missing')}
      </p>
    </section>
  );
}
