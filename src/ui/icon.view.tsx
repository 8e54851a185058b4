import { assetUrl } from './assets.js';

type IconName =
  | 'door'
  | 'globe'
  | 'phone'
  | 'pin'
  | 'video'
  | 'clock'
  | 'calendar'
  | 'talk'
  | 'check'
  | 'box'
  | 'lock'
  | 'alert'
  | 'arrow'
  | 'people'
  | 'offline';

/** A sign beside words; never alone, so that it needs no name. `turn`: mirrored where text runs from right to left. */
export function Icon({ name, turn }: { name: IconName; turn?: boolean }) {
  return (
    <svg class={turn ? 'i turn' : 'i'} aria-hidden="true">
      <use href={`${assetUrl('icons.svg')}#${name}`} />
    </svg>
  );
}
