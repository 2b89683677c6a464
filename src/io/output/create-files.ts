import { closeSync, fsyncSync, lstatSync, openSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Source } from '../../model/source.js';
import { UserError } from '../../model/user-error.js';
import { isSystemError } from '../system-error.js';
import { makeFolder } from './make-folder.js';

/**
 * Creates files below `data/`, all of them or none. None that exists is written over, and no link is followed.
 *
 * @throws UserError when one of them is there already, or cannot be written
 */
export function createFiles(root: string, files: readonly Source[]): void {
  for (const { path } of files) refuse(root, path);
  const undo: (() => void)[] = [];
  try {
    for (const { path, bytes } of files) {
      for (const step of makeFolders(root, dirname(path))) undo.push(step);
      const target = join(root, path);
      const file = openSync(target, 'wx');
      undo.push(() => rmSync(target, { force: true }));
      try {
        writeFileSync(file, bytes);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    if (!isSystemError(error)) throw error;
    throw new UserError(`写不了 ${error.path ?? root}（${error.code}）`, '检查文件夹的写入权限；一个文件也没有写', { cause: error });
  }
}

/** Checks that a file may be created. */
function refuse(root: string, path: string): void {
  const steps = path.split('/');
  if (steps[0] !== 'data' || steps.some(step => step === '' || step === '.' || step === '..')) {
    throw new UserError(`${path} 不在 data 里`, '换一个名称');
  }
  for (let length = 1; length <= steps.length; length += 1) {
    const place = steps.slice(0, length).join('/');
    const found = lstatSync(join(root, place), { throwIfNoEntry: false });
    if (!found) return;
    if (length === steps.length) throw new UserError(`已经有 ${path}，没有改它`, '换一个名称，或直接改那个文件');
    if (!found.isDirectory()) throw new UserError(`写不了 ${path}：${place} 不是真正的文件夹（是链接或文件）`, '改名或删去它再运行');
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
