import { closeSync, lstatSync, openSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../model/user-error.js';
import { isSystemError } from '../system-error.js';
import { makeFolder } from './make-folder.js';
import { replaceFile } from './rewrite.js';
import { writeWhole } from './write-whole.js';

/** A file to write. */
export interface NewFile {
  /** Relative to the root, with `/`; in `data`, `schemas` or `templates`. */
  path: string;
  bytes: Uint8Array;
}

/** The effect of writing a file. */
export type FileState = '新建' | '覆盖' | '相同';

const OURS = /^(?:data|schemas|templates)\//;
const NOTHING = '一个文件也没有写';

/** Returns the effect of writing a file. @throws UserError when its place is a link, no file, or elsewhere */
export function stateOf(root: string, { path, bytes }: NewFile): FileState {
  const steps = path.split('/');
  if (!OURS.test(path) || steps.some(step => step === '' || step === '.' || step === '..')) {
    throw new UserError(`${path} 不在 data、schemas、templates 里`, `换一个名称；${NOTHING}`);
  }
  for (let length = 1; length <= steps.length; length += 1) {
    const place = steps.slice(0, length).join('/');
    const found = lstatSync(join(root, place), { throwIfNoEntry: false });
    if (!found) return '新建';
    const isLast = length === steps.length;
    if (isLast ? found.isFile() : found.isDirectory()) continue;
    const kind = isLast ? '文件' : '文件夹';
    throw new UserError(`写不了 ${path}：${place} 不是真正的${kind}（是链接或别的东西）`, `改名或删去它再运行；${NOTHING}`);
  }
  return readFileSync(join(root, path)).equals(bytes) ? '相同' : '覆盖';
}

/**
 * Creates files, all of them or none. None that exists is written over, and no link is followed.
 *
 * @throws UserError when one of them is there already, or cannot be written
 */
export function createFiles(root: string, files: readonly NewFile[]): void {
  for (const file of files) {
    if (stateOf(root, file) !== '新建') throw new UserError(`已经有 ${file.path}，没有改它`, '换一个名称，或直接改那个文件');
  }
  writeFiles(root, files);
}

/**
 * Writes files, all of them or none: when one cannot be written, files and folders are as they were.
 *
 * @throws UserError when one of them cannot be written
 */
export function writeFiles(root: string, files: readonly NewFile[]): void {
  const undo: (() => void)[] = [];
  let at = '';
  try {
    for (const file of files) {
      at = file.path;
      const target = join(root, file.path);
      const state = stateOf(root, file);
      if (state === '覆盖') {
        const before = readFileSync(target);
        replaceFile(target, file.bytes);
        undo.push(() => replaceFile(target, before));
      } else if (state === '新建') {
        for (const step of makeFolders(root, dirname(file.path))) undo.push(step);
        // Fails where somebody else has created it since.
        closeSync(openSync(target, 'wx'));
        undo.push(() => rmSync(target, { force: true }));
        writeWhole(target, file.bytes, { flush: true });
      }
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    if (!isSystemError(error)) throw error;
    throw new UserError(`写不了 ${at}（${error.code}）`, `检查磁盘和文件夹的写入权限；${NOTHING}`, { cause: error });
  }
}

/** Creates the folders that are missing. @returns what takes each away again, the outermost first */
function makeFolders(root: string, folder: string): (() => void)[] {
  const steps = folder.split('/');
  return steps.flatMap((_, index) => {
    const path = join(root, ...steps.slice(0, index + 1));
    if (lstatSync(path, { throwIfNoEntry: false })) return [];
    makeFolder(path);
    return [() => rmdirSync(path)];
  });
}
