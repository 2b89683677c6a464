import { realpathSync } from 'node:fs';
import { readOfficeFile } from '../../import/formats/read.js';
import type { OfficeFile } from '../../import/grid.js';
import { readRegularFile, whyUnreadable } from '../../io/inputs/read-file.js';
import { isSystemError } from '../../io/system-error.js';
import { UserError } from '../../model/user-error.js';

/** Forms of a department have some 100 kB; a scan has many MB. */
const LARGEST = 64 * 1024 ** 2;

/** A file that the user named: read, or the reason why not. */
export type SourceFile = { path: string; file: OfficeFile } | { path: string; failure: UserError };

/** Reads the files one after the other; one that cannot be read does not stop the others. */
export async function readSources(paths: readonly string[]): Promise<SourceFile[]> {
  const read: SourceFile[] = [];
  for (const path of [...new Set(paths)]) {
    try {
      read.push({ path, file: await readOfficeFile(path, bytesOf(path)) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      read.push({ path, failure: error });
    }
  }
  return read;
}

function bytesOf(path: string): Uint8Array {
  try {
    return readRegularFile(realpathSync(path), LARGEST);
  } catch (error) {
    const isMissing = isSystemError(error) && error.code === 'ENOENT';
    throw new UserError(isMissing ? '没有这个文件' : whyUnreadable(error), '检查文件名和读取权限', { cause: error });
  }
}
