import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { onTestFinished } from 'vitest';
import { findChromium } from '../../src/io/browser/chromium.js';
import { REPOSITORY } from './run.js';

/** A running preview. */
export interface Watching {
  url: string;
  process: ChildProcess;
  /** The texts that it wrote to stdout and stderr so far. */
  said: () => string;
  /** Ends it. @returns its exit code */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts the real program on a root, and waits for its address. */
export async function startWatch(root: string, env: NodeJS.ProcessEnv = {}): Promise<Watching> {
  const child = spawn(process.execPath, ['--expose-gc', join(REPOSITORY, 'src/jixiao.mjs'), 'watch', '--root', root], {
    env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> => {
    child.kill(signal);
    return (await ended)[0];
  };
  onTestFinished(async () => { await stop('SIGKILL'); });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => { const found = /http:\S+/.exec(said)?.[0]; if (found) resolve(found); });
    void ended.then(() => reject(new Error(said)));
  });
  return { url, process: child, said: () => said, stop };
}

/** Opens pages in the browser that prints, with scripts on. */
export async function startBrowser(): Promise<{
  open: (url: string, width?: number) => Promise<Page>;
  close: () => Promise<void>;
}> {
  const chromium = await findChromium(() => undefined, new AbortController().signal);
  const browser: Browser = await puppeteer.launch({
    executablePath: chromium.executable, headless: 'shell', pipe: true, args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  return {
    async open(url, width = 1280) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 700 });
      await page.goto(url, { waitUntil: 'load' });
      return page;
    },
    async close() {
      await browser.close();
      await chromium.dispose();
    },
  };
}
