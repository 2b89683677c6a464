import './home.js';
import { lstat, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { UserError } from '../model/user-error.js';
import { makeFolder } from './output/make-folder.js';
import { makeScratch, sweepScratch } from './scratch.js';
import { ifReadable, isSystemError } from './system-error.js';

const DAY = 24 * 3600 * 1000;
/** Prefix of folders that only one run uses. */
const RUN = 'jixiao-';
const UNPACKING = 'unpacking-';

/** Returns the user's cache folder. It may be missing or not writable. */
export function userCache(): string {
  return envPaths('jixiao', { suffix: '' }).cache;
}

/** Creates a folder beside the final one in the cache. @throws the error of the system when that is impossible */
export async function makeUnpacking(): Promise<string> {
  makeFolder(userCache(), 0o700);
  return makeScratch(userCache(), UNPACKING);
}

/** Creates a folder for this run, in the temporary folder or the cache. @throws UserError when that is impossible */
export async function makeTemporary(): Promise<string> {
  try {
    return await makeScratch(tmpdir(), RUN);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    try {
      makeFolder(userCache(), 0o700);
      return await makeScratch(userCache(), RUN);
    } catch (second) {
      if (!isSystemError(second)) throw second;
      throw new UserError(
        `没有地方放浏览器的临时文件：${tmpdir()} 写不了（${error.code}），${userCache()} 也写不了（${second.code}）`,
        '把环境变量 TMPDIR 设为一个可以写入的文件夹',
        { cause: error },
      );
    }
  }
}

/** Removes files of killed runs, and browsers of other versions that were not used for a month. */
export async function sweepLeftovers(keep: string | undefined): Promise<void> {
  await sweepScratch(tmpdir(), RUN);
  await sweepScratch(userCache(), RUN);
  await sweepScratch(userCache(), UNPACKING);
  for (const name of await readdir(userCache()).catch(ifReadable) ?? []) {
    if (!name.startsWith('chromium-') || name === keep) continue;
    const path = join(userCache(), name);
    const found = await lstat(path).catch(ifReadable);
    // Earlier versions of the program used names with a random suffix.
    const limit = /^chromium-[\d.]+$/.test(name) ? 30 * DAY : 2 * DAY;
    if (found?.isDirectory() && Date.now() - found.mtimeMs > limit) {
      await rm(path, { recursive: true, force: true }).catch(ifReadable);
    }
  }
}
