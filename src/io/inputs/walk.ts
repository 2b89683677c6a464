import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { whyUnreadable } from './read-file.js';

/** A file or folder below the root, on disk or in a commit. */
export interface Found {
  /** Relative to the root, with `/`. */
  path: string;
  /** `other`: neither file nor folder. */
  kind: 'file' | 'folder' | 'link' | 'submodule' | 'other' | 'unreadable';
  /** The reason for `unreadable`, in Chinese. */
  reason?: string;
}

/**
 * Returns the kind of the entry at the top; `undefined` when it does not exist, also when the root is a file. An entry
 * that cannot be examined exists.
 */
export function kindOf(root: string, top: string): 'link' | 'other' | undefined {
  try {
    const found = lstatSync(join(root, top), { throwIfNoEntry: false });
    return found && (found.isSymbolicLink() ? 'link' : 'other');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? undefined : 'other';
  }
}

/** Folders of version control, which are large and contain no forms. */
const SKIPPED = new Set(['.git', '.hg', '.svn']);

/**
 * Returns a folder and everything below it. Links below it are not followed; a folder that cannot be listed is
 * `unreadable`.
 *
 * @param top name of the folder in the root; without it the result is empty
 */
export function walk(root: string, top: string): Found[] {
  const found: Found[] = [];
  const visit = (path: string): void => {
    try {
      // Read as bytes: a name that is not UTF-8 would look like a missing file.
      const entries = readdirSync(join(root, path), { encoding: 'buffer', withFileTypes: true });
      found.push({ path, kind: 'folder' });
      for (const entry of entries) {
        const name = entry.name.toString();
        const below = `${path}/${name}`;
        if (!entry.isDirectory()) {
          found.push({ path: below, kind: entry.isSymbolicLink() ? 'link' : entry.isFile() ? 'file' : 'other' });
        } else if (name.includes('\uFFFD')) found.push({ path: below, kind: 'folder' });
        else if (!SKIPPED.has(name)) visit(below);
      }
    } catch (error) {
      found.push({ path, kind: 'unreadable', reason: whyUnreadable(error) });
    }
  };
  if (kindOf(root, top) !== undefined) visit(top);
  return found;
}
