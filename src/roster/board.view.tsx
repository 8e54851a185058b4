import { spaced } from '../bookings/slip.view.js';
import type { ClinicDetails } from '../clinics/clinic-reads.js';
import { formatTime } from '../i18n/dates.js';
import type { Locale } from '../i18n/locales.js';
import { DEFAULT_LOCALE, LOCALES } from '../i18n/locales.js';
import type { MessageKey } from '../i18n/translate.js';
import { translator } from '../i18n/translate.js';
import { assetUrl } from '../ui/assets.js';
import type { BoardPlace } from './roster-reader.js';
import { stationLoads } from './roster-rules.js';
import { waitWords } from './roster-words.js';

interface Props {
  clinic: ClinicDetails;
  stations: string[];
  places: BoardPlace[];
  now: Date;
}

/** So long somebody who was called stands on the wall. */
const CALLED_MS = 10 * 60_000;
const MOST_CALLED = 6;

/** The board on the wall, read from across the room: references that are called, stations, waits. No names. */
export function BoardView({ clinic, stations, places, now }: Props) {
  const spoken = LOCALES.map(({ tag }) => tag).filter((tag) => clinic.languages.includes(tag));
  const locales = spoken.length > 0 ? spoken : [DEFAULT_LOCALE];
  const called = places
    .flatMap((place) =>
      place.calledAt && now.getTime() - place.calledAt.getTime() < CALLED_MS ? [{ ...place, at: place.calledAt }] : [],
    )
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title safe>{`Board: ${clinic.title}`}</title>
        <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('site.css')} />
        <link rel="stylesheet" href={assetUrl('roster.css')} />
        <script src={assetUrl('alive.js')} defer></script>
        <noscript>
          <meta http-equiv="refresh" content="10" />
        </noscript>
      </head>
      <body class="board">
        <main id="board" data-alive="">
          <header>
            <h1 safe>{clinic.title}</h1>
            <p class="when" safe>
              {formatTime(now, clinic.timeZone, 'en')}
            </p>
          </header>
          <section class="called" aria-labelledby="called">
            <h2 id="called">
              <Said say="board.called" locales={locales} />
            </h2>
            {called.length === 0 && (
              <p>
                <Said say="board.seat" locales={locales} />
              </p>
            )}
            <ul class="list">
              {called.slice(0, MOST_CALLED).map(({ reference, station }) => (
                <li>
                  <b class="whole" safe>
                    {spaced(reference)}
                  </b>{' '}
                  <span safe>{station ?? ''}</span>
                </li>
              ))}
            </ul>
          </section>
          {stations.length > 0 && (
            <table>
              <thead>
                <tr>
                  <td></td>
                  <th scope="col">
                    <Said say="board.people" locales={locales} />
                  </th>
                  <th scope="col">
                    <Said say="board.wait" locales={locales} />
                  </th>
                </tr>
              </thead>
              <tbody>
                {stationLoads(stations, places).map(({ name, people, longestSince }) => (
                  <tr>
                    <th scope="row" safe>
                      {name}
                    </th>
                    <td>{people}</td>
                    <td>{longestSince ? waitWords(longestSince, now) : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </main>
      </body>
    </html>
  );
}

/** The same in each of our languages that the clinic is for: whoever waits here reads it. */
function Said({ say, locales }: { say: MessageKey; locales: Locale[] }) {
  return (
    <>
      {locales.map((locale) => (
        <span class="said" lang={locale} safe>
          {translator(locale)(say)}
        </span>
      ))}
    </>
  );
}
