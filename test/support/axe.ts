import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe holds against the page as it is now, a line each; nothing is what one wants. The checker is put in once per
 * document: reading its half a megabyte takes longer than most pages take to check.
 */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  });
  return violations;
}
