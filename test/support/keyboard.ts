import type { Page } from 'playwright-core';

/** Hands on a keyboard: what is typed is data, each other key press counts. */
export function keyboardOf(page: Page) {
  const counted = { presses: 0 };
  return {
    counted,
    press: async (...keys: string[]) => {
      for (const key of keys) {
        counted.presses += 1;
        await page.keyboard.press(key);
      }
    },
    type: (text: string) => page.keyboard.type(text),
    /** What has the focus, by the words of its label. */
    focused: () =>
      page.evaluate(() => {
        const { activeElement: at } = document;
        const label = at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0] : at;
        return label?.textContent?.trim().replace(/\s+/g, ' ') ?? '';
      }),
  };
}
