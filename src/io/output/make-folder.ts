import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a folder and its missing parents. Node's own recursive mkdir reports a read-only disk as ENOENT, and never
 * returns where mkdir fails with ENOENT below an existing folder, as in /proc.
 *
 * @param path a link to a folder counts as a folder
 * @param mode of the created folders
 * @throws the error of the system for the first folder that cannot be created: EROFS, EACCES, EEXIST for a file, …
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have created it in the meantime.
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isThere) throw error;
  }
}
