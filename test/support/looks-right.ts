import type { Page } from 'playwright-core';
import { axeFaults } from './axe.js';
import { inFull } from './full.js';

const WIDTHS = inFull([1280, 768, 360], [1280, 360]);
/** Widths at which axe looks. */
const LOOKED_AT = inFull(WIDTHS, [360]);

/** Nothing is wider than the screen; and nothing that axe knows of. */
export async function looksRight(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 760 });
    const faults = LOOKED_AT.includes(width) ? await axeFaults(page) : [];
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect({ url: page.url(), width, faults, wide }).toEqual({ url: page.url(), width, faults: [], wide: 0 });
  }
}
