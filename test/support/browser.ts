import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { afterAll, onTestFinished } from 'vitest';
import { findChromium } from '../../src/io/browser/chromium.js';

/** The browser of the tests of a file. */
let browser: Promise<{ running: Browser; close: () => Promise<void> }> | undefined;
afterAll(async () => (await browser)?.close());

async function startBrowser(): Promise<{ running: Browser; close: () => Promise<void> }> {
  const chromium = await findChromium(() => undefined, new AbortController().signal);
  const running = await puppeteer.launch({
    executablePath: chromium.executable, headless: 'shell', pipe: true, args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const close = async (): Promise<void> => {
    await running.close();
    await chromium.dispose();
  };
  return { running, close };
}

/**
 * Opens files as a reader does, scripts and network on, in the browser that prints. What a test opens has a storage of
 * its own, and is closed with it.
 */
export async function reader(): Promise<(path: string, width?: number) => Promise<Page>> {
  const { running } = await (browser ??= startBrowser());
  const context = await running.createBrowserContext();
  onTestFinished(() => context.close());
  return async (path, width = 1400) => {
    const page = await context.newPage();
    await page.setViewport({ width, height: 900 });
    await page.goto(pathToFileURL(path).href, { waitUntil: 'networkidle0' });
    return page;
  };
}

/** Returns what axe finds on a page as it is shown now: its rules, each with the markup of what breaks it. */
export async function violationsOn(page: Page): Promise<(readonly [rule: string, markup: string[]])[]> {
  const { violations, passes } = await page.evaluate(`${axe.source}; axe.run()`) as axe.AxeResults;
  if (passes.length < 10) throw new Error(`axe tried only ${passes.length} rules`);
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)] as const);
}

/** A server on this machine that notes what it is asked for. */
export async function listener(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
