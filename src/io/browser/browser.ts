import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Browser, CDPSession, Page, Protocol } from 'puppeteer';
import { UserError } from '../../model/user-error.js';
import { BrowserTrouble, launch } from './launch.js';
import { ifReadable } from '../system-error.js';

/** Longer than any form needs; a page that never gets ready must not hang the run. */
const PRINT_TIMEOUT_MS = 60_000;
/** A print takes 10 ms: one that takes this long is looked after. A browser that is alive answers within this time. */
const PATIENCE_MS = 4000;
/** Processor time in seconds that a print uses meanwhile, also on a busy machine; idle processes use less. */
const LEAST_WORK = 0.05;

/** One running Chromium with pages that print. */
export interface RunningBrowser {
  /** Prints in a page that is idle, or in a new one. @throws BrowserTrouble when the browser fails, not the form */
  print: (html: string) => Promise<Uint8Array>;
  /** Resident memory of all its processes, in bytes; 0 where the system does not say. @throws BrowserTrouble */
  memory: () => Promise<number>;
  /** Ends it at once, whatever state it is in. */
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
 * @param stop ends the browser, also while it starts
 * @throws UserError when there is none that starts
 */
export async function startBrowser(
  css: string,
  notice: (line: string) => void,
  stop: AbortSignal,
): Promise<RunningBrowser> {
  const { browser, control, whileRunning, close } = await launch(notice, stop);
  const idle: PrintPage[] = [];
  const print = async (html: string): Promise<Uint8Array> => {
    const page = idle.pop() ?? await openPage(browser, css);
    const pdf = await page(html);
    idle.push(page); // a page that failed is not used again
    return pdf;
  };
  return {
    print: html => whileRunning(untilStuck(control, print(html))),
    memory: () => whileRunning(within(PATIENCE_MS, '浏览器没有反应', residentMemory(control))),
    close,
  };
}

type PrintPage = (html: string) => Promise<Uint8Array>;

async function openPage(browser: Browser, css: string): Promise<PrintPage> {
  const page = await browser.newPage();
  const crashed = new Promise<never>((_resolve, reject) => {
    page.once('error', () => reject(new BrowserTrouble('页面崩溃了')));
  });
  crashed.catch(() => undefined); // reported by the print that is waiting; without one it is the next that finds out
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', request => void request.abort());
  const content = `<!doctype html><html lang="zh-CN"><head><style>${css}</style></head><body></body></html>`;
  // How long things may take is decided in one place: no timer of its own.
  await Promise.race([page.setContent(content, { timeout: 0 }), crashed]);
  await page.setOfflineMode(true);
  const unloaded = await page.evaluate(async () => {
    const faces = [...document.fonts];
    await Promise.all(faces.map(face => face.load().catch(() => undefined))); // its status says so
    return faces.filter(face => face.status !== 'loaded').map(face => `${face.family} ${face.weight}`);
  });
  if (unloaded.length) throw new UserError(`浏览器读不了字体：${unloaded.join('、')}`, '换一个完好的 TrueType 字体文件');
  const protocol = await page.createCDPSession();
  return html => Promise.race([printIn(page, protocol, html), crashed]);
}

async function printIn(page: Page, protocol: CDPSession, html: string): Promise<Uint8Array> {
  await swapBody(page, html);
  // page.pdf() fetches the result in a stream of small pieces: 10 % slower.
  const { data } = await protocol.send('Page.printToPDF', {
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
  return Buffer.from(data, 'base64');
}

/** The body of a page, with the styles of its head: what it is printed by, besides what all pages share. */
async function swapBody(page: Page, html: string): Promise<void> {
  await page.evaluate((text) => {
    const next = new DOMParser().parseFromString(text, 'text/html');
    document.title = next.title;
    next.body.prepend(...next.head.querySelectorAll('style'));
    document.body.replaceWith(document.adoptNode(next.body));
  }, html);
}

/**
 * Waits for a print as long as the browser works on something. A process that was stopped or is stuck uses no time of
 * the processor, a long form does.
 *
 * @throws BrowserTrouble when it does not, or takes longer than any form needs
 */
async function untilStuck<T>(control: CDPSession, work: Promise<T>): Promise<T> {
  const started = performance.now();
  const result = work.then(value => ({ value }));
  for (let before = -Infinity; ;) {
    const done = await Promise.race([result, pause(PATIENCE_MS)]);
    if (done) return done.value;
    const used = await within(PATIENCE_MS, '浏览器没有反应', processorTime(control));
    if (used - before < LEAST_WORK) throw new BrowserTrouble('浏览器停住不动了');
    if (performance.now() - started > PRINT_TIMEOUT_MS) throw new BrowserTrouble(`超过 ${PRINT_TIMEOUT_MS / 1000} 秒没有印完`);
    before = used;
  }
}

async function within<T>(milliseconds: number, trouble: string, work: Promise<T>): Promise<T> {
  const late = async (): Promise<never> => {
    await pause(milliseconds);
    throw new BrowserTrouble(trouble);
  };
  return Promise.race([work, late()]);
}

/** Keeps no process alive. */
function pause(milliseconds: number): Promise<undefined> {
  return setTimeout(milliseconds, undefined, { ref: false });
}

/** Seconds that all processes but the first have used: that one is kept busy by the question. */
async function processorTime(control: CDPSession): Promise<number> {
  const others = (await processesOf(control)).filter(({ type }) => type !== 'browser');
  return others.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Linux only: elsewhere browsers are replaced by number of prints alone. */
async function residentMemory(control: CDPSession): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const sizes = await Promise.all((await processesOf(control)).map(async ({ id }) => {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(ifReadable) ?? ''; // one that ended
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function processesOf(control: CDPSession): Promise<Protocol.SystemInfo.ProcessInfo[]> {
  return (await control.send('SystemInfo.getProcessInfo')).processInfo;
}
