import { readFileSync, statSync } from 'node:fs';
import { UserError } from '../../model/user-error.js';
import { isSystemError } from '../system-error.js';
import { writeWhole } from './write-whole.js';

/** Returns the text of a file that the user names; `undefined` when there is no such file. @throws UserError */
export function readTextFile(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch (error) {
    if (isSystemError(error) && ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code)) return undefined;
    throw isSystemError(error) ? new UserError(`读不了 ${path}（${error.code}）`, '检查文件的读取权限', { cause: error }) : error;
  }
}

/** Writes a text to a file that the user names, whole or not at all. @throws UserError */
export function writeTextFile(path: string, text: string): void {
  try {
    writeWhole(path, new TextEncoder().encode(text), { flush: true });
  } catch (error) {
    throw isSystemError(error) ? new UserError(`写不了 ${path}（${error.code}）`, '检查文件夹在不在、能不能写', { cause: error }) : error;
  }
}
