import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isSystemError, type SystemError } from '../system-error.js';

/** A file that is not read because it is too large or not regular: an error like those of the system. */
class FileRefused extends Error implements SystemError {
  readonly syscall = 'open';

  constructor(message: string, readonly code: 'EFBIG' | 'ENOTFILE', readonly size?: number) {
    super(message);
  }
}

/**
 * Returns the bytes of a regular file. Links are not followed, and pipes do not block.
 *
 * @param limit in bytes
 * @throws an error of the system; one with the code `ENOTFILE` for a device or a pipe, `EFBIG` above the limit
 */
export function readRegularFile(path: string, limit: number): Buffer {
  return withRegularFile(path, (file, size) => {
    if (size > limit) throw new FileRefused(`${path} has ${size} bytes`, 'EFBIG', size);
    return readFileSync(file);
  });
}

/** Returns at most `length` bytes from the start of a regular file. @throws as {@link readRegularFile} */
export function readStart(path: string, length: number): Buffer {
  return withRegularFile(path, (file) => {
    const start = Buffer.alloc(length);
    return start.subarray(0, readSync(file, start, 0, length, 0));
  });
}

/** Windows has neither flag; a checkout there creates no links and no pipes. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

const FLAGS = constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

/** Opens a regular file to read it. @throws as {@link readRegularFile} */
export async function openRegularFile(path: string): Promise<FileHandle> {
  const file = await open(path, FLAGS);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw notRegular(path);
}

function notRegular(path: string): FileRefused {
  return new FileRefused(`${path} is no file`, 'ENOTFILE');
}

function withRegularFile<T>(path: string, use: (file: number, size: number) => T): T {
  const file = openSync(path, FLAGS);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw notRegular(path);
    return use(file, found.size);
  } finally {
    closeSync(file);
  }
}

const REASONS: Record<string, string> = {
  EACCES: '没有读取权限',
  EPERM: '没有读取权限',
  ENOENT: '刚刚还在，读的时候不见了',
  ELOOP: '是链接',
  ENOTFILE: '不是普通文件',
  EISDIR: '是文件夹',
  ENOTDIR: '路径中有一段不是文件夹',
  ENAMETOOLONG: '路径太长',
  EIO: '磁盘读不出来',
  EMFILE: '打开的文件太多',
};

/** Returns the reason why a file cannot be read, in Chinese. @throws an error that is not of the system */
export function whyUnreadable(error: unknown): string {
  if (!isSystemError(error)) throw error;
  const { code, size = 0 } = error as SystemError & { size?: number };
  return code === 'EFBIG' ? `有 ${(size / 1024 ** 2).toFixed(1)} MB，太大` : `${REASONS[code] ?? '系统报错'}（${code}）`;
}
