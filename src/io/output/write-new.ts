import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../model/user-error.js';
import { isSystemError } from '../system-error.js';
import { makeFolder } from './make-folder.js';
import { writeWhole } from './write-whole.js';

/** A file to write, relative to the root. */
export interface NewFile {
  path: string;
  text: string;
}

/** The effect of writing a file. */
export type FileState = '新建' | '覆盖' | '相同';

const OURS = /^(?:data|schemas|templates)\//;

/** Returns what writing a file would do. @throws UserError when its place is a link, or no file */
export function stateOf(root: string, { path, text }: NewFile): FileState {
  const steps = path.split('/');
  if (!OURS.test(path) || steps.some(step => step === '..' || step === '.' || step === '')) throw new Error(`${path} is no place for a new file`);
  for (let length = 1; length <= steps.length; length += 1) {
    const at = join(root, ...steps.slice(0, length));
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) return '新建';
    const isRight = length === steps.length ? found.isFile() : found.isDirectory();
    if (!isRight) throw new UserError(`写不了 ${path}：${steps.slice(0, length).join('/')} 是链接，或不是${length === steps.length ? '文件' : '文件夹'}`, '换成真正的文件和文件夹再运行；一个文件也没有写');
  }
  return readFileSync(join(root, path), 'utf8') === text ? '相同' : '覆盖';
}

/**
 * Writes files, all of them or none: when one cannot be written, those before it are as they were.
 *
 * @throws UserError for an error of the system
 */
export function writeNewFiles(root: string, files: readonly NewFile[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const file of files) {
      const state = stateOf(root, file);
      if (state === '相同') continue;
      const path = join(root, file.path);
      const before = state === '覆盖' ? readFileSync(path) : undefined;
      makeFolder(dirname(path));
      writeWhole(path, new TextEncoder().encode(file.text), { flush: true });
      undo.push(() => (before ? writeWhole(path, before) : rmSync(path)));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    if (!isSystemError(error)) throw error;
    throw new UserError(`写不了文件（${error.code}）：${error.message}`, '检查磁盘和文件夹的写入权限；一个文件也没有改', { cause: error });
  }
}
