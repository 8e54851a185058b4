/** What the main part of a page is told, so that its script asks by itself whether there is something new. */
export const newsTold = (at: string, news: string) => ({ 'data-news': news, 'data-news-at': at });

interface Props {
  /** Looked at again. */
  page: string;
  /** What that costs whoever is at it. */
  costs?: string;
}

/** Says that there is, once the script has found out. */
export function News({ page, costs }: Props) {
  return (
    <div role="status">
      <p class="note" id="news" hidden>
        Something has changed here.{' '}
        <a href={page} data-key="r" aria-keyshortcuts="r">
          Look again <kbd>R</kbd>
        </a>
        {!!costs && <span safe>{` ${costs}`}</span>}
      </p>
    </div>
  );
}
