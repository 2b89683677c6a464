import pLimit from 'p-limit';
import type { Measure } from '../../model/measured.js';
import type { Print } from '../../model/pdf.js';
import { UserError } from '../../model/user-error.js';
import { type RunningBrowser, startBrowser } from './browser.js';
import { embeddedPackage, folderName } from './embedded-chromium.js';
import { BrowserTrouble } from './launch.js';
import { sweepLeftovers } from '../user-folders.js';

export interface PrinterOptions {
  /** Returns all styles; called when a browser starts. */
  css: () => string;
  /** The number of forms printed at once. */
  pages: number;
  /** Writes one line for the user to stderr. */
  notice: (line: string) => void;
  /** Called with the time of each print, in milliseconds. */
  printed: (milliseconds: number) => void;
}

/** A form cannot be printed; others can. */
export class PrintError extends UserError {}

export interface Printer {
  print: Print;
  measure: Measure;
  /**
   * Returns the processor time of all browsers so far, in seconds; undefined when one of them failed and took its
   * figure with it.
   */
  processorTime: () => Promise<number | undefined>;
  close: () => Promise<void>;
}

/**
 * A browser grows by about 100 MB over the first few hundred forms and slowly after that. Counted in characters because
 * volumes are large.
 */
const MAX_PRINTED_CHARACTERS = 10_000_000;
const MAX_MEMORY_BYTES = 600 * 1024 ** 2;
const CHARACTERS_BETWEEN_MEMORY_CHECKS = 300_000;
/** A print takes 10 ms, one of a very long form a second; longer ones are reported. */
const SLOW_MS = 10_000;
/** Each attempt uses a new browser: a crash may also abort the prints running beside it. */
const ATTEMPTS = 3;

/** A browser and its current prints. A retired browser is closed after its last print. */
interface Generation {
  browser: Promise<RunningBrowser>;
  printing: number;
  /** In characters of HTML. */
  printed: number;
  checked: number;
  retired: boolean;
  /** True when a print failed: it may not answer. */
  failed: boolean;
}

/**
 * Returns a printer with one headless Chromium. It is started for the first print, and replaced when it crashed, hung
 * or used too much memory. Interrupted forms are printed again; a form fails only after {@link ATTEMPTS}.
 */
export function createPrinter({ css, pages, notice, printed }: PrinterOptions): Printer {
  const limit = pLimit(pages);
  const running = new Set<Generation>();
  const stop = new AbortController();
  const embedded = embeddedPackage();
  const swept = sweepLeftovers(embedded && folderName(embedded));
  swept.catch(() => undefined); // close() handles it
  let current: Generation | undefined;
  /** The processor time of browsers that were closed. */
  let past: number | undefined = 0;
  let told = new Set<string>();
  const tellOnce = (line: string): void => {
    if (!told.has(line)) notice(line);
    told = told.add(line);
  };

  const take = (): Generation => {
    stop.signal.throwIfAborted();
    if (!current || current.retired) {
      const style = css();
      const browser = swept.then(() => startBrowser(style, tellOnce, stop.signal));
      current = { browser, printing: 0, printed: 0, checked: 0, retired: false, failed: false };
      running.add(current);
    }
    current.printing += 1;
    return current;
  };
  const release = async (generation: Generation): Promise<void> => {
    generation.printing -= 1;
    if (!generation.retired || generation.printing > 0) return;
    past = sum([past, await processorTime(generation)]);
    await end(generation);
  };
  const end = async (generation: Generation): Promise<void> => {
    if (!running.delete(generation)) return;
    // A failed start is reported by its prints.
    const [browser] = await Promise.allSettled([generation.browser]);
    if (browser.status === 'fulfilled') await browser.value.close();
  };

  const attempt = async <T>(use: (browser: RunningBrowser) => Promise<T>, html: string, label: string): Promise<T> => {
    const generation = take();
    const slow = setTimeout(() => notice(`${label} 已经印了 ${SLOW_MS / 1000} 秒，还在等`), SLOW_MS);
    try {
      const browser = await generation.browser;
      const started = performance.now();
      const result = await use(browser);
      printed(performance.now() - started);
      generation.printed += html.length;
      if (await isUsedUp(generation, browser)) generation.retired = true;
      return result;
    } catch (error) {
      generation.retired = true;
      generation.failed = true;
      throw error;
    } finally {
      clearTimeout(slow);
      await release(generation);
    }
  };

  const insist = async <T>(use: (browser: RunningBrowser) => Promise<T>, html: string, label: string): Promise<T> => {
    for (let count = 1; ; count += 1) {
      try {
        return await attempt(use, html, label);
      } catch (error) {
        if (!(error instanceof BrowserTrouble) || stop.signal.aborted) throw error;
        const reason = error.message;
        if (count === ATTEMPTS) {
          throw new PrintError(`印不出 ${label}：试了 ${ATTEMPTS} 次，${reason}`, '检查这张表是否长得异常', { cause: error });
        }
        notice(`浏览器出了问题（${reason}），重印 ${label}`);
      }
    }
  };

  return {
    print: (html, label) => limit(() => insist(browser => browser.print(html), html, label)),
    measure: (html, label) => limit(() => insist(browser => browser.measure(html), html, label)),
    async processorTime() {
      return sum([past, ...await Promise.all([...running].map(processorTime))]);
    },
    async close() {
      stop.abort();
      limit.clearQueue();
      await Promise.all([swept, ...[...running].map(end)]);
    },
  };
}

/** Returns the processor time of a browser in seconds; undefined when it failed. */
async function processorTime({ browser, failed }: Generation): Promise<number | undefined> {
  if (failed) return undefined;
  try {
    return await (await browser).processorTime();
  } catch (error) {
    if (!(error instanceof BrowserTrouble)) throw error;
    return undefined;
  }
}

function sum(times: readonly (number | undefined)[]): number | undefined {
  return times.includes(undefined) ? undefined : times.reduce<number>((total, time) => total + (time ?? 0), 0);
}

/** True when the next print needs a new browser: this one printed or grew too much, or does not answer. */
async function isUsedUp(generation: Generation, browser: RunningBrowser): Promise<boolean> {
  if (generation.printed >= MAX_PRINTED_CHARACTERS) return true;
  if (generation.printed - generation.checked < CHARACTERS_BETWEEN_MEMORY_CHECKS) return false;
  generation.checked = generation.printed;
  try {
    return (await browser.memory()) > MAX_MEMORY_BYTES;
  } catch (error) {
    if (!(error instanceof BrowserTrouble)) throw error;
    return true;
  }
}
