import type { Browser, CDPSession } from 'puppeteer';
import { shorten } from '../../model/characters.js';
import { UserError } from '../../model/user-error.js';
import { type BrowserProcess, type Ending, startBrowserProcess } from './browser-process.js';
import { findChromium } from './chromium.js';
import type { Chromium } from './embedded-chromium.js';
import { makeTemporary } from '../user-folders.js';
import { removeScratch } from '../scratch.js';

const ARGUMENTS = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** A start takes half a second, on a slow disk longer. */
const START_TIMEOUT_MS = 20_000;
/** The longest path of a temporary folder in which a browser can open its socket. */
const MAX_TEMPORARY_PATH = 60;

/** The browser failed or does not answer. Another browser may succeed. */
export class BrowserTrouble extends Error {}

export interface LaunchedBrowser {
  browser: Browser;
  /** For commands to the browser itself. */
  control: CDPSession;
  /** Waits for a result of the browser. @throws BrowserTrouble when the browser ends before, or refuses */
  whileRunning: <T>(work: Promise<T>) => Promise<T>;
  /** Kills it in any state and removes its files. */
  close: () => Promise<void>;
}

/**
 * Starts a browser with a temporary profile.
 *
 * @param notice writes one line for the user to stderr
 * @param stop kills the browser, also while it starts
 * @throws UserError when no browser can be started
 */
export async function launch(notice: (line: string) => void, stop: AbortSignal): Promise<LaunchedBrowser> {
  stop.throwIfAborted();
  const chromium = await findChromium(notice, stop);
  let profile: string | undefined;
  const removeFiles = async (): Promise<void> => {
    if (profile) await removeScratch(profile);
    await chromium.dispose();
  };
  try {
    profile = await makeTemporary();
    const { child, ...started } = await startSomehow(chromium, profile, notice, stop);
    const { PuppeteerError } = await import('puppeteer');
    const gone = child.ended.then(({ reason }) => {
      throw new BrowserTrouble(`浏览器退出了（${reason}）`);
    });
    gone.catch(() => undefined); // nothing may be waiting for it
    return {
      ...started,
      async whileRunning(work) {
        try {
          return await Promise.race([work, gone]);
        } catch (error) {
          if (!(error instanceof PuppeteerError)) throw error;
          throw new BrowserTrouble(error.message.split('\n')[0], { cause: error });
        }
      },
      async close() {
        child.kill();
        await child.ended;
        await removeFiles();
      },
    };
  } catch (error) {
    await removeFiles();
    throw error;
  }
}

interface Started {
  child: BrowserProcess;
  browser: Browser;
  control: CDPSession;
}

/**
 * Starts the browser with the fallbacks that this machine needs: additional libraries, no sandbox, a second attempt.
 */
async function startSomehow(
  { executable, libraries }: Chromium,
  profile: string,
  notice: (line: string) => void,
  stop: AbortSignal,
): Promise<Started> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // Its temporary files go into the profile, which is removed at the end.
  if (process.platform === 'linux' && profile.length <= MAX_TEMPORARY_PATH) env.TMPDIR = profile;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) notice('以 root 运行：浏览器的沙箱已关闭。平时请用普通用户运行。');
  const args = isRoot ? [...ARGUMENTS, '--no-sandbox'] : [...ARGUMENTS];
  let needsLibraries = libraries !== undefined;
  let isSecond = false;
  for (;;) {
    const started = await start(executable, args, profile, env, stop);
    if ('child' in started) return started;
    stop.throwIfAborted();
    const { reason, isRefusal, stderr } = started;
    if (needsLibraries && stderr.includes('shared libraries')) {
      env.LD_LIBRARY_PATH = libraries;
      needsLibraries = false;
    } else if (!args.includes('--no-sandbox') && stderr.includes('No usable sandbox')) {
      // Needed on Ubuntu since 23.10 and in many containers. The page still runs no script and has no network.
      args.push('--no-sandbox');
      notice('这台机器不许普通程序建沙箱：浏览器在没有沙箱的情况下运行。');
    } else if (!isRefusal && !isSecond) {
      isSecond = true;
      notice(`浏览器没有启动（${reason}），再试一次`);
    } else {
      const detail = shorten(stderr.trim().split('\n')[0] || reason, 200);
      const hint = '换一个浏览器：把环境变量 PUPPETEER_EXECUTABLE_PATH 设为 Chrome 或 Edge 的路径';
      throw new UserError(`浏览器 ${executable} 启动不了：${detail}`, hint);
    }
  }
}

/** Starts a browser and waits until it answers. @returns its ending if it does not */
async function start(
  executable: string,
  args: readonly string[],
  profile: string,
  env: NodeJS.ProcessEnv,
  stop: AbortSignal,
): Promise<Started | Ending> {
  // Imported here because most runs print nothing.
  const { default: puppeteer } = await import('puppeteer');
  stop.throwIfAborted();
  const all = puppeteer.defaultArgs({ headless: 'shell', userDataDir: profile, args: [...args] });
  const child = startBrowserProcess(executable, all, env);
  stop.addEventListener('abort', child.kill, { once: true });
  void child.ended.then(() => stop.removeEventListener('abort', child.kill));
  const started = performance.now();
  const timer = setTimeout(child.kill, START_TIMEOUT_MS);
  try {
    // This file and browser.ts limit the time, so these calls have no timeouts of their own.
    const connect = async (): Promise<Started> => {
      const browser = await puppeteer.connect({ transport: child.transport, protocolTimeout: 0 });
      return { child, browser, control: await browser.target().createCDPSession() };
    };
    const answer = await Promise.race([connect(), child.ended]);
    if ('child' in answer) return answer;
    const isLate = performance.now() - started >= START_TIMEOUT_MS;
    return isLate ? { ...answer, reason: `${START_TIMEOUT_MS / 1000} 秒没有反应` } : answer;
  } finally {
    clearTimeout(timer);
  }
}
