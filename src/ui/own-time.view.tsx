import { assetUrl } from './assets.js';
import type { PageContext } from './page-context.js';

interface Clinic {
  mode: string;
  timeZone: string;
}

/** For the script, which alone knows the zone of the device, to fill in. */
export const TIME = '{time}';

/** What a `<time>` of a video call tells the script that adds the reader's own time; nothing for other clinics. */
export function ownTime({ t }: PageContext, clinic: Clinic, words = t('slip.ownTime', { time: TIME })) {
  return clinic.mode === 'virtual' ? { 'data-zone': clinic.timeZone, 'data-own': words } : {};
}

/** The script itself, for pages with such a time. They work without it. */
export function OwnTimeScript({ clinic }: { clinic: Clinic }) {
  return clinic.mode === 'virtual' ? <script src={assetUrl('site.js')} defer></script> : '';
}
