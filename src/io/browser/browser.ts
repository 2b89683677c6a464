import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Browser, CDPSession, Page, Protocol } from 'puppeteer';
import type { MeasuredPage } from '../../model/measured.js';
import { UserError } from '../../model/user-error.js';
import { BrowserTrouble, launch } from './launch.js';
import { measure } from './measure.js';
import { ifReadable } from '../system-error.js';

/** More than any form needs; a page that never loads must not hang the run. */
const PRINT_TIMEOUT_MS = 60_000;
/**
 * A print takes 10 ms; one that takes this long is checked for progress. A working browser answers within this time.
 */
const PATIENCE_MS = 4000;
/**
 * In seconds of processor time. A print uses more of it in this period even on a busy machine, an idle process less.
 */
const LEAST_WORK = 0.05;

/** A character without ink that is in every font and that CSS does not collapse: U+3000. */
const BLANK = '　';

/** One running Chromium with pages that print. */
export interface RunningBrowser {
  /** Prints in an idle page, or in a new one. @throws BrowserTrouble when the browser fails, not the form */
  print: (html: string) => Promise<Uint8Array>;
  /** Lays a form out in an idle page, or in a new one. @throws BrowserTrouble when the browser fails, not the form */
  measure: (html: string) => Promise<MeasuredPage>;
  /**
   * Returns the resident memory of all its processes in bytes; 0 if the system does not report it. @throws
   * BrowserTrouble
   */
  memory: () => Promise<number>;
  /** Returns the processor time of all its processes so far, in seconds. @throws BrowserTrouble */
  processorTime: () => Promise<number>;
  /** Kills it in any state. */
  close: () => Promise<void>;
}

/**
 * Starts a headless Chromium. Pages are opened once, with styles and fonts loaded, and reused: for each form only the
 * body is replaced.
 * The text of a form is untrusted. JavaScript is off, every request is blocked, the page is offline, and the text was
 * escaped before.
 *
 * @param css all styles, with fonts as data: URIs, because a page loads nothing
 * @param notice writes one line for the user to stderr
 * @param stop kills the browser, also while it starts
 * @throws UserError when no browser can be started
 */
export async function startBrowser(
  css: string,
  notice: (line: string) => void,
  stop: AbortSignal,
): Promise<RunningBrowser> {
  const { browser, control, whileRunning, close } = await launch(notice, stop);
  const inPages = <T>(use: UsePage<T>): ((html: string) => Promise<T>) => {
    const idle: OpenPage<T>[] = [];
    return async (html) => {
      const page = idle.pop() ?? await openPage(browser, css, use);
      const result = await page(html);
      idle.push(page); // a page that failed is not reused
      return result;
    };
  };
  const [print, measure] = [inPages(printIn), inPages(measureIn)];
  return {
    print: html => whileRunning(untilStuck(control, print(html))),
    measure: html => whileRunning(untilStuck(control, measure(html))),
    memory: () => whileRunning(answer(residentMemory(control))),
    processorTime: () => whileRunning(answer(processorTime(control))),
    close,
  };
}

/** A page that is used in one way again and again. */
type OpenPage<T> = (html: string) => Promise<T>;
type UsePage<T> = (page: Page, protocol: CDPSession, html: string) => Promise<T>;

async function openPage<T>(browser: Browser, css: string, use: UsePage<T>): Promise<OpenPage<T>> {
  const page = await browser.newPage();
  const crashed = new Promise<never>((_resolve, reject) => {
    page.once('error', () => reject(new BrowserTrouble('页面崩溃了')));
  });
  crashed.catch(() => undefined); // handled by the waiting print; without one, by the next print
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', request => void request.abort());
  const content = `<!doctype html><html lang="zh-CN"><head><style>${css}</style></head><body></body></html>`;
  // untilStuck() limits the time, so this call has no timeout of its own.
  await Promise.race([page.setContent(content, { timeout: 0 }), crashed]);
  await page.setOfflineMode(true);
  const unloaded = await page.evaluate(async () => {
    const faces = [...document.fonts];
    await Promise.all(faces.map(face => face.load().catch(() => undefined))); // the status shows it
    return faces.filter(face => face.status !== 'loaded').map(face => `${face.family} ${face.weight}`);
  });
  if (unloaded.length) throw new UserError(`浏览器读不了字体：${unloaded.join('、')}`, '换一个完好的 TrueType 字体文件');
  const protocol = await page.createCDPSession();
  return html => Promise.race([use(page, protocol, html), crashed]);
}

async function measureIn(page: Page, _protocol: CDPSession, html: string): Promise<MeasuredPage> {
  await page.emulateMediaType('print');
  await swapBody(page, html, '');
  return measure(page);
}

async function printIn(page: Page, protocol: CDPSession, html: string): Promise<Uint8Array> {
  await swapBody(page, html, BLANK);
  // page.pdf() reads the result as a stream of small pieces, which is 10 % slower.
  const { data } = await protocol.send('Page.printToPDF', {
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
  return Buffer.from(data, 'base64');
}

/**
 * Replaces the title, the body and the styles of the page; the styles that all pages share stay. Empty cells get a
 * blank: Chromium tags only what has text of its own, so a row would have fewer cells than its table. Text made by CSS
 * does not count. The rows without height that close the frame stay empty.
 *
 * @param blank of empty cells
 */
async function swapBody(page: Page, html: string, blank: string): Promise<void> {
  await page.evaluate((text, blank) => {
    const next = new DOMParser().parseFromString(text, 'text/html');
    for (const cell of next.querySelectorAll(':is(tbody, thead:not(.edge)) > tr > :is(td, th)')) {
      if (!cell.textContent.trim() && !cell.querySelector('img, svg')) cell.append(blank);
    }
    document.title = next.title;
    next.body.prepend(...next.head.querySelectorAll('style'));
    document.body.replaceWith(document.adoptNode(next.body));
  }, html, blank);
}

/**
 * Waits for a print while the browser makes progress. A stopped or stuck process uses no processor time; one that
 * prints a long form does.
 *
 * @throws BrowserTrouble when there is no progress, or the print takes longer than any form needs
 */
async function untilStuck<T>(control: CDPSession, work: Promise<T>): Promise<T> {
  const started = performance.now();
  const result = work.then(value => ({ value }));
  for (let before = -Infinity; ;) {
    const done = await Promise.race([result, pause(PATIENCE_MS)]);
    if (done) return done.value;
    // The query itself uses time of the main process.
    const used = await answer(processorTime(control, ({ type }) => type !== 'browser'));
    if (used - before < LEAST_WORK) throw new BrowserTrouble('浏览器停住不动了');
    if (performance.now() - started > PRINT_TIMEOUT_MS) throw new BrowserTrouble(`超过 ${PRINT_TIMEOUT_MS / 1000} 秒没有印完`);
    before = used;
  }
}

/** Waits for what a working browser answers at once. @throws BrowserTrouble when it does not */
async function answer<T>(work: Promise<T>): Promise<T> {
  const late = async (): Promise<never> => {
    await pause(PATIENCE_MS);
    throw new BrowserTrouble('浏览器没有反应');
  };
  return Promise.race([work, late()]);
}

/** Waits without keeping the process alive. */
function pause(milliseconds: number): Promise<undefined> {
  return setTimeout(milliseconds, undefined, { ref: false });
}

/** Returns the processor time of some processes in seconds. */
async function processorTime(
  control: CDPSession,
  counts: (process: Protocol.SystemInfo.ProcessInfo) => boolean = () => true,
): Promise<number> {
  return (await processesOf(control)).filter(counts).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Returns the memory in bytes. Linux only: on other systems browsers are replaced by the number of prints alone. */
async function residentMemory(control: CDPSession): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const sizes = await Promise.all((await processesOf(control)).map(async ({ id }) => {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(ifReadable) ?? ''; // the process has ended
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function processesOf(control: CDPSession): Promise<Protocol.SystemInfo.ProcessInfo[]> {
  return (await control.send('SystemInfo.getProcessInfo')).processInfo;
}
