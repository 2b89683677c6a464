import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isSystemError } from '../system-error.js';

/**
 * Makes a folder and the folders it is in, where they are not there yet. Node's own recursive mkdir reports a read-only
 * disk as ENOENT, and never ends where mkdir answers ENOENT below a folder that exists, as in /proc.
 *
 * @param path a link to a folder counts as a folder
 * @param mode of the folders that are made
 * @throws the error of the system for the first folder that cannot be made: EROFS, EACCES, EEXIST for a file, …
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it in the meantime.
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    if (!isSystemError(error, 'EEXIST') || !isThere) throw error;
  }
}
