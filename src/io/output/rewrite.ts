import { accessSync, constants, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Source } from '../../model/source.js';
import { UserError } from '../../model/user-error.js';
import { writeWhole } from './write-whole.js';

export interface Rewrite {
  /** The file as it was read. */
  before: Source;
  after: Source;
}

/**
 * Replaces files of `data/`, each completely or not at all, keeping their modes. When one of them cannot be written,
 * none is changed.
 *
 * @throws UserError when a file is read-only, a link or in a linked folder, or changed since it was read
 */
export function rewriteFiles(root: string, files: readonly Rewrite[]): void {
  for (const { before } of files) refuse(root, before);
  for (const [index, { after }] of files.entries()) {
    try {
      replaceFile(join(root, after.path), after.bytes);
    } catch (error) {
      const done = index ? `前面 ${index} 个文件已经改好，` : '';
      throw cannotWrite(after.path, (error as NodeJS.ErrnoException).code ?? '', `${done}这个文件还是原样；排除原因后再运行一次`, error);
    }
  }
}

/** Checks that a file may be written. @throws UserError when it may not, or cannot */
function refuse(root: string, { path, bytes }: Source): void {
  const nothing = '一个文件也没有改';
  const steps = path.split('/');
  if (steps[0] !== 'data' || steps.includes('..')) throw new UserError(`${path} 不在 data 里`, nothing);
  try {
    for (let length = 1; length <= steps.length; length += 1) {
      const found = lstatSync(join(root, ...steps.slice(0, length)));
      const isRight = length === steps.length ? found.isFile() : found.isDirectory();
      if (!isRight) throw cannotWrite(path, '是链接，或在链接里', `换成真正的文件和文件夹再运行；${nothing}`);
      // Root may write everything; a read-only file is read-only on purpose.
      if (length === steps.length && (found.mode & 0o222) === 0) {
        throw cannotWrite(path, '只读', `让这个文件可以写（去掉“只读”）再运行；${nothing}`);
      }
    }
    const target = join(root, path);
    accessSync(target, constants.W_OK);
    accessSync(dirname(target), constants.W_OK);
    if (!readFileSync(target).equals(bytes)) {
      throw cannotWrite(path, '刚刚被别的程序改过', `在编辑器里保存好，再运行一次；${nothing}`);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw cannotWrite(path, (error as NodeJS.ErrnoException).code ?? '', `检查文件和文件夹的写入权限；${nothing}`, error);
  }
}

/** Gives a file other bytes, all of them or none; its mode is kept. @throws the error of the system */
export function replaceFile(path: string, bytes: Uint8Array): void {
  writeWhole(path, bytes, { mode: lstatSync(path).mode & 0o7777, flush: true });
}

function cannotWrite(path: string, reason: string, hint: string, cause?: unknown): UserError {
  return new UserError(`写不了 ${path}（${reason}）`, hint, { cause });
}
