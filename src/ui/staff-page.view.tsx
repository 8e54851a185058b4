import type { Children } from '@kitajs/html';
import { assetUrl } from './assets.js';
import { Icon } from './icon.view.js';
import { pageContext } from './page-context.js';

/** The team's pages are in English alone. */
export const STAFF_CONTEXT = pageContext('en', () => '/staff');

/** Who reads the page, as far as its frame needs to know. */
export interface Reader {
  name: string;
  permissions: readonly string[];
}

/** Where one can go from everywhere: what one may not open is not shown. */
const PLACES = [
  { href: '/staff', text: 'Home' },
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
  children?: Children;
}

/** The frame of every page of the team. */
export function StaffPage({ title, caller, current, children }: Props) {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title safe>{`${title} - Citizenship Clinics team`}</title>
        <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('site.css')} />
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
            {!!caller && <Places caller={caller} current={current} />}
          </div>
        </header>
        <main id="main" class="wrap flow">
          <h1 safe>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

function Places({ caller, current }: { caller: Reader; current?: string }) {
  const places = PLACES.filter(({ permission }) => !permission || caller.permissions.includes(permission));
  const mark = (href: string) => (href === current ? 'page' : undefined);
  return (
    <>
      <nav class="tabs" aria-label="Team pages">
        {places.map(({ href, text }) => (
          <a href={href} aria-current={mark(href)} safe>
            {text}
          </a>
        ))}
      </nav>
      <a class="hit push" href="/staff/me" aria-current={mark('/staff/me')} safe>
        {caller.name}
      </a>
    </>
  );
}
