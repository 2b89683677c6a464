import type { Page } from 'puppeteer';
import type { MeasuredPage } from '../../model/measured.js';
import { blocksOf } from './measure/blocks.js';
import { pageBoxOf } from './measure/page-box.js';

/** CSS pixels in a point. */
const PIXELS = 96 / 72;

/**
 * Lays out what is in the page as on paper, and returns it as data. The browser answers everything that depends on CSS;
 * nothing here reads a stylesheet.
 *
 * @param page shows the form, for `print`
 */
export async function measure(page: Page): Promise<MeasuredPage> {
  const box = await run(page, pageBoxOf);
  const { width, height, margins } = box;
  const [inner, room] = [width - margins.left - margins.right, height - margins.top - margins.bottom];
  await page.setViewport({ width: Math.round(inner * PIXELS), height: Math.round(room * PIXELS) });
  const { blocks, bottom } = await run(page, blocksOf);
  return { ...box, blocks, fits: bottom <= room };
}

/**
 * Runs a function in the page. It must stand alone: neither its module nor what it imports is there. `__name` is what
 * some bundlers wrap functions with, to keep their names.
 */
async function run<T>(page: Page, script: () => T): Promise<T> {
  return await page.evaluate(`(__name => (${script.toString()})())(value => value)`) as T;
}
