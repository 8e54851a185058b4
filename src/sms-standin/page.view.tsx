import type { Children } from '@kitajs/html';
import { assetUrl } from '../ui/assets.js';
import { Icon } from '../ui/icon.view.js';
import { ownAssetUrl } from './own-assets.js';

interface Props {
  /** What is true: the h1, and the title of the window. */
  title: string;
  children?: Children;
}

/** The frame of the practice telephone: who looks at it must not take it for a real one. */
export function StandinPage({ title, children }: Props) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <title safe>{`${title} - Practice phone`}</title>
        <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetUrl('site.css')} />
        <link rel="stylesheet" href={ownAssetUrl('phones.css')} />
        <script src={ownAssetUrl('phones.js')} defer></script>
      </head>
      <body class="staff">
        <header class="top">
          <div class="wrap">
            <a class="brand" href="/">
              <Icon name="phone" />
              <span>Practice phone</span>
            </a>
          </div>
        </header>
        <main class="wrap flow">
          <h1 id="title" data-words safe>
            {title}
          </h1>
          <p class="note">
            This is not a real phone network. Nothing leaves this machine, nobody is texted, and all of it is forgotten
            when the stand-in stops. Write texts of practice only.
          </p>
          {children}
        </main>
      </body>
    </html>
  );
}
