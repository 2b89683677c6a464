import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer';
import { shorten } from '../model/characters.js';
import { UserError } from '../model/user-error.js';
import { type Chromium, findChromium } from './chromium.js';

const ARGUMENTS = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** Longer than any form needs; a page that hangs must not hang the run. */
export const PRINT_TIMEOUT_MS = 60_000;

/** One running Chromium with pages that print. */
export interface RunningBrowser {
  /** Prints in a page that is idle, or in a new one. */
  print: (html: string) => Promise<Uint8Array>;
  /** Resident memory of all its processes, in bytes; 0 where the system does not tell. */
  memory: () => Promise<number>;
  /** Asks it to end; a browser that hangs is killed. */
  close: () => Promise<void>;
}

/**
 * Starts a headless Chromium. Its pages are opened once, with styles and fonts loaded, and reused: to print a form only
 * the body is swapped.
 *
 * A form is text somebody typed. It can do nothing: JavaScript is off, every request is refused, the page is offline,
 * and its text was escaped before.
 *
 * @param css all styles, with fonts as data: URIs: a page loads nothing
 * @param notice one line for the user on stderr
 */
export async function startBrowser(css: string, notice: (line: string) => void): Promise<RunningBrowser> {
  const chromium = await findChromium();
  const browser = await launch(chromium, notice);
  const idle: PrintPage[] = [];
  return {
    async print(html) {
      const page = idle.pop() ?? await openPage(browser, css);
      const pdf = await page(html);
      idle.push(page); // a page that failed is not used again
      return pdf;
    },
    memory: () => residentMemory(browser),
    async close() {
      const kill = setTimeout(() => browser.process()?.kill('SIGKILL'), 1000);
      await browser.close().catch(() => undefined); // one that died is closed
      clearTimeout(kill);
      browser.process()?.kill('SIGKILL');
      await chromium.dispose();
    },
  };
}

async function launch(chromium: Chromium, notice: (line: string) => void): Promise<Browser> {
  // Loaded here, for most runs print nothing.
  const { default: puppeteer } = await import('puppeteer');
  let libraries: string | undefined;
  let sandbox = process.getuid?.() !== 0;
  if (!sandbox) notice('以 root 运行：浏览器的沙箱已关闭。平时请用普通用户运行。');
  for (;;) {
    try {
      return await puppeteer.launch({
        executablePath: chromium.executable,
        headless: 'shell',
        pipe: true, // no port, and a browser whose parent was killed ends by itself
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        protocolTimeout: 2 * PRINT_TIMEOUT_MS,
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
        throw new UserError(`浏览器 ${chromium.executable} 启动不了：${shorten(reason, 200)}`, hint, { cause: error });
      }
    }
  }
}

type PrintPage = (html: string) => Promise<Uint8Array>;

async function openPage(browser: Browser, css: string): Promise<PrintPage> {
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
  const protocol = await page.createCDPSession();
  return async (html) => {
    await swapBody(page, html);
    // page.pdf() fetches the result in a stream of small pieces: 10 % slower.
    const { data } = await protocol.send('Page.printToPDF', {
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
    return Buffer.from(data, 'base64');
  };
}

async function swapBody(page: Page, html: string): Promise<void> {
  await page.evaluate((text) => {
    const next = new DOMParser().parseFromString(text, 'text/html');
    document.title = next.title;
    document.body.replaceWith(document.adoptNode(next.body));
  }, html);
}

/** Linux only: elsewhere browsers are replaced by number of prints alone. */
async function residentMemory(browser: Browser): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = await Promise.all(processInfo.map(async ({ id }) => {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}
