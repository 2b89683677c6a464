import { access, constants, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { UserError } from '../../model/user-error.js';
import { type Chromium, embeddedPackage, unpackedBrowser } from './embedded-chromium.js';
import { ifReadable, isSystemError } from '../system-error.js';

/**
 * Returns the identity of the browser to use, without unpacking or starting it: the version of the embedded one, which
 * is the same on every machine; name, size and date of any other.
 *
 * @throws UserError when there is none
 */
export async function browserIdentity(): Promise<string> {
  const source = process.env.PUPPETEER_EXECUTABLE_PATH ? undefined : embeddedPackage();
  if (source) return `embedded ${source.version}`;
  const executable = await installedBrowser();
  const { size, mtimeMs } = await stat(executable);
  return `${executable} ${size} ${mtimeMs}`;
}

/**
 * Finds a browser, in this order: PUPPETEER_EXECUTABLE_PATH, the embedded one (Linux), puppeteer's cache, the system's.
 *
 * @param notice writes one line for the user to stderr
 * @param stop aborts the unpacking of the embedded one
 * @throws UserError when there is none
 */
export async function findChromium(notice: (line: string) => void, stop: AbortSignal): Promise<Chromium> {
  const source = process.env.PUPPETEER_EXECUTABLE_PATH ? undefined : embeddedPackage();
  if (source) return unpackedBrowser(source, notice, stop);
  return { executable: await installedBrowser(), dispose: () => Promise.resolve() };
}

async function installedBrowser(): Promise<string> {
  const named = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (named) {
    if (await isExecutable(named)) return named;
    throw new UserError(`PUPPETEER_EXECUTABLE_PATH 指向的浏览器不能运行：${named}`, '改正或删去这个环境变量');
  }
  for (const executable of [...await fromPuppeteerCache(), ...systemBrowsers()]) {
    if (await isExecutable(executable)) return executable;
  }
  throw new UserError(
    '找不到可用的浏览器，不能生成 PDF',
    `运行 npx @puppeteer/browsers install chrome-headless-shell@stable --path "${puppeteerCache()}"，或先用 --format html`,
  );
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}

/** Returns the folder where puppeteer's tools store browsers. */
function puppeteerCache(): string {
  return process.env.PUPPETEER_CACHE_DIR || join(homedir(), '.cache', 'puppeteer');
}

/** Returns executables: headless shells first, then full browsers; of each kind the newest version first. */
async function fromPuppeteerCache(): Promise<string[]> {
  const { Browser, detectBrowserPlatform, getInstalledBrowsers } = await import('@puppeteer/browsers');
  const installed = await getInstalledBrowsers({ cacheDir: puppeteerCache() }).catch(ifReadable) ?? [];
  return [Browser.CHROMEHEADLESSSHELL, Browser.CHROME].flatMap(browser => installed
    .filter(one => one.browser === browser && one.platform === detectBrowserPlatform())
    .sort((a, b) => b.buildId.localeCompare(a.buildId, 'en', { numeric: true }))
    .map(({ executablePath }) => executablePath));
}

function systemBrowsers(): string[] {
  const names =
    process.platform === 'win32'
      ? ['chrome.exe', 'msedge.exe']
      : ['chrome-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)));
  if (process.platform === 'darwin') {
    const usual = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return [...onPath, ...usual.map(name => `/Applications/${name}.app/Contents/MacOS/${name}`)];
  }
  if (process.platform !== 'win32') return onPath;
  const { PROGRAMFILES = '', 'PROGRAMFILES(X86)': PROGRAMFILES_X86 = '', LOCALAPPDATA = '' } = process.env;
  return [
    ...onPath,
    ...[PROGRAMFILES, PROGRAMFILES_X86, LOCALAPPDATA].filter(Boolean).flatMap(folder => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
  ];
}
