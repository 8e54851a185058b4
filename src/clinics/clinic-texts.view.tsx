import { Icon } from '../ui/icon.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { ClinicFacts } from './clinic-reads.js';
import { bringLines, textOf } from './clinic-texts.js';

/** What to bring, what to know on arrival, what it costs. */
export function ClinicTexts({ ctx, clinic }: { ctx: PageContext; clinic: ClinicFacts }) {
  const { t } = ctx;
  return (
    <>
      <section class="flow" aria-labelledby="bring">
        <h2 id="bring" safe>
          {t('bring.title')}
        </h2>
        <ul class="bring">
          {bringLines(clinic, ctx).map((line) => (
            <li>
              <Icon name="box" />
              <span safe>{line}</span>
            </li>
          ))}
        </ul>
        <p class="hint" safe>
          {t('bring.missing')}
        </p>
      </section>
      <section class="flow" aria-labelledby="arrival">
        <h2 id="arrival" safe>
          {t('clinic.arrival')}
        </h2>
        <p class="lines" safe>
          {textOf(clinic, 'arrival', ctx)}
        </p>
      </section>
      <section class="flow" aria-labelledby="fee">
        <h2 id="fee" safe>
          {t('clinic.fee')}
        </h2>
        <p class="lines" safe>
          {textOf(clinic, 'fee', ctx)}
        </p>
      </section>
    </>
  );
}
