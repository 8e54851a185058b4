import type { Children } from '@kitajs/html';
import type { AssetName } from './assets.js';
import { assetUrl } from './assets.js';
import { Icon } from './icon.view.js';
import { pageContext } from './page-context.js';
import { KeysPanel } from './staff-keys.view.js';

/** The team's pages are in English alone. */
export const STAFF_CONTEXT = pageContext('en', () => '/staff');

/** Who reads the page, as far as its frame needs to know. */
export interface Reader {
  /** By which a device tells one person from another. */
  actor: string;
  name: string;
  permissions: readonly string[];
  /** For the forms that stand in the frame itself. */
  formToken?: string;
}

/** A page that lies above another. */
export interface Crumb {
  href: string;
  text: string;
}

/** Where one can go from everywhere: what one may not open is not shown. */
const PLACES = [
  { href: '/staff', text: 'Home' },
  { href: '/staff/season', text: 'Season', permission: 'clinics.read' },
  { href: '/staff/venues', text: 'Venues', permission: 'venues.read' },
  { href: '/staff/desk/places', text: 'Book', permission: 'bookings.write' },
  { href: '/staff/calls', text: 'Calls', permission: 'calls.work' },
  { href: '/staff/replies', text: 'Replies', permission: 'calls.work' },
  { href: '/staff/people', text: 'People', permission: 'staff.manage' },
  { href: '/staff/tokens', text: 'Tokens', permission: 'tokens.manage' },
  { href: '/staff/audit', text: 'Audit trail', permission: 'audit.read' },
];

interface Props {
  /** What is true, or what to do: the h1, and the title of the window. */
  title: string;
  /** Absent for whoever is not signed in. */
  caller?: Reader;
  /** The address of the place that one is in. */
  current?: string;
  /** The pages above this one, from the outermost; the first page is always there and is not named. Absent: it is one of the places itself. */
  crumbs?: Crumb[];
  /** What the search box holds. */
  sought?: string;
  /** The page begins at the search box. */
  ask?: boolean;
  /** Something on the page goes on by itself: browsers without scripts load it again every few seconds. */
  alive?: boolean;
  /** Stylesheet and script that only pages of this kind need. */
  own?: AssetName[];
  /** What the script of the page is told, on its main part. */
  told?: Record<`data-${string}`, string>;
  children?: Children;
}

const is = (ending: string) => (name: AssetName) => name.endsWith(ending);

/** The frame of every page of the team: where one can go, the search box, one's own name, the page, help with the keys. */
export function StaffPage({ title, caller, current, crumbs, sought = '', children, ...rest }: Props) {
  const { alive = false, own = [], told = {}, ask = false } = rest;
  return (
    <html lang="en" dir="ltr" data-you={caller?.actor}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title safe>{`${title} - Citizenship Clinics team`}</title>
        <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('site.css')} />
        {own.filter(is('.css')).map((name) => (
          <link rel="stylesheet" href={assetUrl(name)} />
        ))}
        {!!caller && <script src={assetUrl('staff.js')} defer></script>}
        {own.filter(is('.js')).map((name) => (
          <script src={assetUrl(name)} defer></script>
        ))}
        {alive && (
          <noscript>
            <meta http-equiv="refresh" content="4" />
          </noscript>
        )}
      </head>
      <body class="staff">
        <a class="skip vh" href="#main">
          Skip to the page
        </a>
        <header class="top">
          <div class="wrap">
            <a class="brand" href="/staff">
              <Icon name="door" />
              <span class="vh">Citizenship Clinics</span>Team
            </a>
            {!!caller && <Account caller={caller} current={current} />}
            {!!caller && <Places caller={caller} current={current} />}
            {!!caller && <Search caller={caller} sought={sought} ask={ask} />}
          </div>
        </header>
        <main id="main" class="wrap flow" tabindex={-1} {...told}>
          {!!crumbs && <Crumbs crumbs={crumbs} />}
          <h1 safe>{title}</h1>
          {children}
        </main>
        {!!caller && <KeysPanel />}
        {!!caller && <Foot />}
      </body>
    </html>
  );
}

const mark = (href: string, current?: string) => (href === current ? 'page' : undefined);

function Places({ caller, current }: { caller: Reader; current?: string }) {
  const places = PLACES.filter(({ permission }) => !permission || caller.permissions.includes(permission));
  return (
    <nav class="tabs" aria-label="Team pages">
      {places.map(({ href, text }) => (
        <a href={href} aria-current={mark(href, current)} safe>
          {text}
        </a>
      ))}
    </nav>
  );
}

/** Whom one looks for never stands in an address: it is posted. */
function Search({ caller, sought, ask }: { caller: Reader; sought: string; ask: boolean }) {
  const people = caller.permissions.includes('bookings.read');
  return (
    <form method="post" action="/staff/search" role="search" class="find">
      <label class="vh" for="find">
        {people ? 'Find a caller by phone, reference or name, a clinic or a day' : 'Find a clinic or a day'}
      </label>
      <input
        id="find"
        name="find"
        type="search"
        value={sought}
        maxlength={100}
        placeholder={people ? 'Phone, reference or name' : 'Clinic or day'}
        autocomplete="off"
        spellcheck="false"
        autofocus={ask && people}
      />
      <input type="hidden" name="form" value={caller.formToken ?? ''} />
      <button class="btn">Find</button>
    </form>
  );
}

function Account({ caller, current }: { caller: Reader; current?: string }) {
  return (
    <div class="account">
      <a class="hit" href="/staff/me" aria-current={mark('/staff/me', current)}>
        <span safe>{caller.name}</span>
      </a>
      <form method="post" action="/staff/sign-out">
        <input type="hidden" name="form" value={caller.formToken ?? ''} />
        <button class="link">Sign out</button>
      </form>
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav class="crumbs" aria-label="You are under">
      <ol class="list">
        {[{ href: '/staff', text: 'Home' }, ...crumbs].map(({ href, text }) => (
          <li>
            <a class="hit" href={href} safe>
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Foot() {
  return (
    <footer class="foot">
      <div class="wrap row hint">
        <a class="hit" href="/staff/tasks">
          Files and long work
        </a>
        <a class="hit" href="/staff/keys" data-keys aria-controls="keys" aria-expanded="false">
          Keys <kbd>?</kbd>
        </a>
      </div>
    </footer>
  );
}
