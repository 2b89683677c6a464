import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface WriteOptions {
  /** The path that is written first: unused, and on the same disk. */
  temporary?: string;
  /** The permissions of the new file; the umask does not change them. */
  mode?: number;
  /** True if the file must be flushed to the disk before it replaces the old one. */
  flush?: boolean;
}

/**
 * Writes a file so that at any moment there is the old one or the new one, whole.
 *
 * @throws the error of the system; the file is then what it was
 */
export function writeWhole(path: string, bytes: Uint8Array, options: WriteOptions = {}): void {
  const { temporary = join(dirname(path), `.jixiao-${process.pid}.tmp`), mode, flush = false } = options;
  const file = openSync(temporary, 'wx');
  try {
    try {
      if (mode !== undefined) fchmodSync(file, mode);
      writeFileSync(file, bytes);
      if (flush) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
