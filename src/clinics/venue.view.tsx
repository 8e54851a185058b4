import { Icon } from '../ui/icon.view.js';
import type { PageContext } from '../ui/page-context.js';
import type { ClinicFacts } from './clinic-reads.js';

/** How to get there: address, map, way and doors; or that a video call needs no way. */
export function WayThere({ ctx: { t }, clinic: { venue } }: { ctx: PageContext; clinic: ClinicFacts }) {
  return (
    <section class="flow" aria-labelledby="there">
      <h2 id="there" safe>
        {t(venue ? 'clinic.wayThere' : 'clinic.wayVideo')}
      </h2>
      {venue ? (
        <ul class="meta way">
          <li>
            <Icon name="pin" />
            <span>
              <span safe>{venue.address}</span>
              {!!venue.room && (
                <>
                  <br />
                  <span safe>{venue.room}</span>
                </>
              )}
              <br />
              <a href={venue.mapUrl} rel="noreferrer" safe>
                {t('clinic.map')}
              </a>
            </span>
          </li>
          {!!venue.directions && (
            <li>
              <Icon name="arrow" turn />
              <span safe>{venue.directions}</span>
            </li>
          )}
          {!!venue.accessibility && (
            <li>
              <Icon name="people" />
              <span safe>{venue.accessibility}</span>
            </li>
          )}
        </ul>
      ) : (
        <p safe>{t('clinic.videoHow')}</p>
      )}
    </section>
  );
}
