import { directionOf } from '../../i18n/locales.js';
import { translator } from '../../i18n/translate.js';
import { PHONE_LINE } from '../../ui/talk-panel.view.js';
import type { BookingDetails } from '../booking-reads.js';
import { spaced } from '../slip.view.js';

/** What an email about a booking says, once: the HTML and the plain text are made from it. */
export interface EmailFacts {
  title: string;
  preheader: string;
  day: string;
  time: string;
  zone: string;
  place: string;
  address?: string;
  mapUrl?: string;
  joiningLink?: string;
  /** The words of the one button. */
  action: string;
  /** What the clinic adds to its reminders. */
  ownSentence?: string;
  /** That a calendar file comes along. */
  calendar?: string;
  /** What to know when one arrives. */
  arrival?: string;
  bring: string[];
  /** Where to call, and that whoever has the email has the place. */
  talk: string;
  keep?: string;
  unsubscribeUrl: string;
}

const HEAD = "font-family:Charter,Georgia,'Noto Serif',serif;font-weight:bold";
const SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";
const CELL = 'padding:16px 24px;border-top:2px dashed #d5d3c6';
const SOFT = 'margin:0;color:#46504a;font-size:16px';

/** Mail programs know tables and inline styles only. No picture is loaded: nobody is told that it was opened. */
export function EmailView({ booking, facts }: { booking: BookingDetails; facts: EmailFacts }) {
  const t = translator(booking.locale);
  // Said twice: on the web, mail programs keep only what is in the body.
  const language = { lang: booking.locale, dir: directionOf(booking.locale) };
  return (
    <html {...language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title safe>{facts.title}</title>
      </head>
      <body style={`margin:0;background:#f1efe6;color:#17211c;${SANS};font-size:18px;line-height:1.5`}>
        <div style="display:none;max-height:0;overflow:hidden" safe>
          {facts.preheader}
        </div>
        <table
          role="presentation"
          {...language}
          width="100%"
          cellpadding={0}
          cellspacing={0}
          border={0}
          style="background:#f1efe6"
        >
          <tr>
            <td align="center" style="padding:16px 8px">
              <table
                role="presentation"
                width="100%"
                cellpadding={0}
                cellspacing={0}
                border={0}
                style="max-width:560px;background:#ffffff;border-radius:4px;text-align:start"
              >
                <tr>
                  <td style="background:#0b3b2e;border-bottom:5px solid #ffd15c;padding:20px 24px;border-radius:4px 4px 0 0">
                    <p style={`margin:0;${HEAD};font-size:17px;color:#ffd15c`} safe>
                      {t('site.name')}
                    </p>
                    <h1 style={`margin:8px 0 0;${HEAD};font-size:30px;line-height:1.2;color:#ffffff`} safe>
                      {facts.title}
                    </h1>
                  </td>
                </tr>
                <tr>
                  <td style="padding:24px 24px 16px">
                    <p style={SOFT} safe>{`${t('slip.reference')}. ${t('slip.readOut')}`}</p>
                    <p
                      style="margin:0;font-size:42px;line-height:1.2;font-weight:bold;letter-spacing:2px;white-space:nowrap"
                      safe
                    >
                      {spaced(booking.reference)}
                    </p>
                  </td>
                </tr>
                <tr>
                  <td style={CELL}>
                    <p style={`margin:0;${HEAD};font-size:24px;line-height:1.3`}>
                      <span safe>{facts.day}</span>
                      <br />
                      <span safe>{facts.time}</span>
                    </p>
                    <p style={SOFT} safe>
                      {facts.zone}
                    </p>
                  </td>
                </tr>
                <tr>
                  <td style={CELL}>
                    <p style={`margin:0;${HEAD};font-size:20px`} safe>
                      {facts.place}
                    </p>
                    {!!facts.address && (
                      <p style="margin:0" safe>
                        {facts.address}
                      </p>
                    )}
                    {!!facts.mapUrl && <MailLink href={facts.mapUrl} text={t('clinic.map')} />}
                    {!!facts.joiningLink && <MailLink href={facts.joiningLink} text={t('slip.join')} />}
                  </td>
                </tr>
                <tr>
                  <td style="padding:16px 24px">
                    <a
                      href={booking.manageUrl}
                      style="display:block;padding:14px 20px;background:#0a5843;color:#ffffff;font-weight:bold;text-decoration:none;text-align:center;border-radius:4px"
                      safe
                    >
                      {facts.action}
                    </a>
                    {!!facts.calendar && (
                      <p style={`${SOFT};margin-top:8px`} safe>
                        {facts.calendar}
                      </p>
                    )}
                  </td>
                </tr>
                {!!facts.ownSentence && (
                  <tr>
                    <td style="padding:8px 24px">
                      <p style="margin:0" safe>
                        {facts.ownSentence}
                      </p>
                    </td>
                  </tr>
                )}
                {!!facts.arrival && (
                  <tr>
                    <td style="padding:8px 24px">
                      <p style="margin:0;white-space:pre-line" safe>
                        {facts.arrival}
                      </p>
                    </td>
                  </tr>
                )}
                {facts.bring.length > 0 && (
                  <tr>
                    <td style="padding:8px 24px 16px">
                      <h2 style={`margin:0 0 8px;${HEAD};font-size:20px`} safe>
                        {t('bring.title')}
                      </h2>
                      {facts.bring.map((item) => (
                        <p style="margin:0;padding:10px 0;border-bottom:1px solid #d5d3c6" safe>
                          {item}
                        </p>
                      ))}
                    </td>
                  </tr>
                )}
                <tr>
                  <td style="padding:16px 24px 24px;background:#f1efe6">
                    <Talk words={facts.talk} />
                    {!!facts.keep && (
                      <p style={`${SOFT};margin-top:12px`} safe>
                        {facts.keep}
                      </p>
                    )}
                    <p style={`${SOFT};margin-top:12px`}>
                      <a href={facts.unsubscribeUrl} style="color:#46504a" safe>
                        {t('email.stop')}
                      </a>
                    </p>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
}

/** The number stays in one piece. */
function Talk({ words }: { words: string }) {
  const [before = '', after = ''] = words.split(PHONE_LINE.shown);
  return (
    <p style="margin:0">
      <span safe>{before}</span>
      <b style="white-space:nowrap" safe>
        {PHONE_LINE.shown}
      </b>
      <span safe>{after}</span>
    </p>
  );
}

function MailLink({ href, text }: { href: string; text: string }) {
  return (
    <p style="margin:8px 0 0">
      <a href={href} style="color:#0a5843" safe>
        {text}
      </a>
    </p>
  );
}
