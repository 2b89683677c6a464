import puppeteer, { type Browser, type Page } from 'puppeteer';
import type { Print } from '../pipeline/index.js';
import { UserError } from '../model/user-error.js';
import { type Chromium, findChromium } from './chromium.js';

export interface PrinterOptions {
  /** All styles, with fonts as data: URIs: a page loads nothing. Asked for when the browser starts. */
  css: () => string;
  /** How many pages print at once. */
  pages: number;
  /** One line for the user on stderr. */
  notice: (line: string) => void;
}

export interface Printer {
  print: Print;
  close: () => Promise<void>;
}

const ARGUMENTS = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** Longer than any form needs; a page that hangs must not hang the run. */
const TIMEOUT = 120_000;

/**
 * The one headless Chromium of a run, started with the first print. Its pages are opened once, with styles and fonts
 * loaded, and reused: to print a form only the body is swapped.
 *
 * A form is text somebody typed. It can do nothing: JavaScript is off, every request is refused, the page is offline,
 * and its text was escaped before.
 */
export function createPrinter(options: PrinterOptions): Printer {
  let started: Promise<Running> | undefined;
  return {
    async print(html) {
      started ??= start(options);
      const { pool } = await started;
      return pool.use(page => printPage(page, html));
    },
    async close() {
      const running = await started?.catch(() => undefined);
      await running?.close().catch(() => undefined); // one that died is closed
    },
  };
}

interface Running {
  pool: Pool<Page>;
  close: () => Promise<void>;
}

async function start({ css, pages, notice }: PrinterOptions): Promise<Running> {
  const chromium = await findChromium();
  const browser = await launch(chromium, notice);
  const close = async (): Promise<void> => {
    await browser.close();
    await chromium.dispose();
  };
  try {
    const style = css();
    return { pool: new Pool(pages, () => openPage(browser, style)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function launch(chromium: Chromium, notice: PrinterOptions['notice']): Promise<Browser> {
  let libraries: string | undefined;
  let sandbox = process.getuid?.() !== 0;
  if (!sandbox) notice('以 root 运行：浏览器的沙箱已关闭。平时请用普通用户运行。');
  for (;;) {
    try {
      return await puppeteer.launch({
        executablePath: chromium.executable,
        headless: 'shell',
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        protocolTimeout: TIMEOUT,
        env: libraries ? { ...process.env, LD_LIBRARY_PATH: libraries } : { ...process.env },
        args: sandbox ? ARGUMENTS : [...ARGUMENTS, '--no-sandbox'],
      });
    } catch (error) {
      const { message } = error as Error;
      if (!libraries && chromium.libraries && message.includes('shared libraries')) {
        libraries = chromium.libraries;
      } else if (sandbox && message.includes('No usable sandbox')) {
        // Ubuntu since 23.10 and many containers. The page still runs no script and reaches nothing.
        sandbox = false;
        notice('这台机器不许普通程序建沙箱：浏览器在没有沙箱的情况下运行。');
      } else {
        await chromium.dispose();
        const reason = /stderr:\s*(.+)/.exec(message)?.[1] ?? message.split('\n')[0] ?? '';
        const hint = '换一个浏览器：把环境变量 PUPPETEER_EXECUTABLE_PATH 设为 Chrome 或 Edge 的路径';
        throw new UserError(`浏览器 ${chromium.executable} 启动不了：${reason.slice(0, 200)}`, hint, { cause: error });
      }
    }
  }
}

async function openPage(browser: Browser, css: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', request => void request.abort());
  await page.setContent(`<!doctype html><html lang="zh-CN"><head><style>${css}</style></head><body></body></html>`);
  await page.setOfflineMode(true);
  const unloaded = await page.evaluate(async () => {
    const faces = [...document.fonts];
    await Promise.all(faces.map(face => face.load().catch(() => undefined)));
    return faces.filter(face => face.status !== 'loaded').map(face => `${face.family} ${face.weight}`);
  });
  if (unloaded.length) throw new UserError(`浏览器读不了字体：${unloaded.join('、')}`, '换一个完好的 TrueType 字体文件');
  return page;
}

async function printPage(page: Page, html: string): Promise<Uint8Array> {
  await page.evaluate((text) => {
    const next = new DOMParser().parseFromString(text, 'text/html');
    document.title = next.title;
    document.body.replaceWith(document.adoptNode(next.body));
  }, html);
  return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: TIMEOUT });
}

/** A fixed number of things, made when first needed and lent to one user at a time. */
class Pool<T> {
  private readonly idle: T[] = [];
  private readonly waiting: ((item: Promise<T> | T) => void)[] = [];
  private made = 0;

  constructor(
    private readonly limit: number,
    private readonly make: () => Promise<T>,
  ) {}

  async use<R>(action: (item: T) => Promise<R>): Promise<R> {
    const item = await this.take();
    try {
      return await action(item);
    } finally {
      const next = this.waiting.shift();
      if (next) next(item);
      else this.idle.push(item);
    }
  }

  private take(): Promise<T> | T {
    const item = this.idle.pop();
    if (item) return item;
    if (this.made < this.limit) {
      this.made += 1;
      return this.make();
    }
    return new Promise(resolve => this.waiting.push(resolve));
  }
}
