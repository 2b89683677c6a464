import { realpathSync } from 'node:fs';
import { UserError } from '../../model/user-error.js';
import { readRegularFile, whyUnreadable } from '../inputs/read-file.js';
import { isSystemError } from '../system-error.js';
import { writeWhole } from './write-whole.js';

/** In bytes. The baseline of a hundred departments has some 10 MB. */
const LARGEST = 64 * 1024 ** 2;

/**
 * Returns the text of a file that the user names, at the end of links, too; `undefined` when there is no such file.
 *
 * @throws UserError for a file that cannot be read, or is larger than 64 MB
 */
export function readTextFile(path: string): string | undefined {
  try {
    return readRegularFile(realpathSync(path), LARGEST).toString('utf8');
  } catch (error) {
    if (isSystemError(error) && NO_FILE.has(error.code)) return undefined;
    throw new UserError(`读不了 ${path}：${whyUnreadable(error)}`, '检查文件名和读取权限', { cause: error });
  }
}

const NO_FILE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ENOTFILE', 'EISDIR', 'ENXIO']);

/** Writes a text to a file that the user names, whole or not at all. @throws UserError */
export function writeTextFile(path: string, text: string): void {
  try {
    writeWhole(path, new TextEncoder().encode(text), { flush: true });
  } catch (error) {
    throw isSystemError(error) ? new UserError(`写不了 ${path}（${error.code}）`, '检查文件夹在不在、能不能写', { cause: error }) : error;
  }
}
