import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer';
import { findChromium } from '../src/io/browser/chromium.js';
import { type Outcome, say, spread } from './outcome.js';

/*
 * The two usual ways to print with Chromium: node --import tsx bench/chromium.ts naive|goto SITE OUT COUNT
 * Opens the HTML pages below SITE, writes PDFs below OUT, says an Outcome.
 */

/** Options that a browser starts with here: without sandbox or with its own libraries where the system needs it. */
async function probe(): Promise<{ options: LaunchOptions; version: string }> {
  const { executable: executablePath, libraries } = await findChromium(() => undefined, new AbortController().signal);
  const environments = [process.env, ...(libraries ? [{ ...process.env, LD_LIBRARY_PATH: libraries }] : [])];
  const options = environments.flatMap(env =>
    [[], ['--no-sandbox']].map(args => ({ executablePath, headless: 'shell', env, args }) satisfies LaunchOptions),
  );
  for (const candidate of options) {
    const browser = await puppeteer.launch(candidate).catch(() => undefined);
    if (!browser) continue;
    const version = await browser.version();
    await browser.close();
    return { options: candidate, version };
  }
  throw new Error(`${executablePath} does not start`);
}

async function print(browser: Browser, site: string, file: string, out: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const path = join(out, relative(site, file).replace(/\.html$/, '.pdf'));
  await mkdir(dirname(path), { recursive: true });
  const pdf = await page.pdf({ path, preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  await page.close();
  return pdf.length;
}

/** A new browser for each form: what a first script does. @returns bytes of all PDFs */
async function naive(files: readonly string[], site: string, out: string, options: LaunchOptions): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    const browser = await puppeteer.launch(options);
    bytes += await print(browser, site, file, out);
    await browser.close();
  }
  return bytes;
}

/** One browser, a page and a `goto` for each form. @returns bytes of all PDFs */
async function goto(files: readonly string[], site: string, out: string, options: LaunchOptions): Promise<number> {
  const browser = await puppeteer.launch(options);
  let bytes = 0;
  for (const file of files) bytes += await print(browser, site, file, out);
  await browser.close();
  return bytes;
}

/** @param count how many forms, evenly spread over the site */
async function run(way: typeof naive, site: string, out: string, count: number): Promise<Outcome> {
  const names = await readdir(site, { recursive: true });
  const pages = names.filter(name => /(department|projects[\\/].*)\.html$/.test(name)).map(name => join(site, name));
  const files = spread(pages.sort(), count);
  const { options, version } = await probe();
  const started = performance.now();
  const bytes = await way(files, site, out, options);
  return { forms: files.length, seconds: (performance.now() - started) / 1000, bytes, version };
}

const [way = '', site = '', out = '', count = '0'] = process.argv.slice(2);
say(await run(way === 'goto' ? goto : naive, site, out, Number(count)));
