import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface WriteOptions {
  /** Where it is written first: a name that is free, on the same disk. */
  temporary?: string;
  /** Of the new file, whatever the umask. */
  mode?: number;
  /** Whether it must be safe on the disk before it takes the place of the old one. */
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
