import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Page } from 'puppeteer';
import { onTestFinished } from 'vitest';
import { findChromium } from '../../src/io/browser/chromium.js';

/** Opens files as a reader does, scripts and network on, in the browser that prints. Closed with the test. */
export async function reader(): Promise<(path: string, width?: number) => Promise<Page>> {
  const chromium = await findChromium(() => undefined, new AbortController().signal);
  const browser = await puppeteer.launch({
    executablePath: chromium.executable, headless: 'shell', pipe: true, args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  onTestFinished(async () => {
    await browser.close();
    await chromium.dispose();
  });
  return async (path, width = 1400) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    await page.goto(pathToFileURL(path).href, { waitUntil: 'networkidle0' });
    return page;
  };
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
