import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../system-error.js';
import { whyUnreadable } from './read-file.js';

/** Something below the root, on disk or in a commit. */
export interface Found {
  /** Relative to the root, with `/`. */
  path: string;
  /** `other`: neither file nor folder. */
  kind: 'file' | 'folder' | 'link' | 'submodule' | 'other' | 'unreadable';
  /** Why it is `unreadable`, in words. */
  reason?: string;
}

/** What stands at the top; `undefined` for nothing, also when the root is a file. What cannot be asked is there. */
export function kindOf(root: string, top: string): 'link' | 'other' | undefined {
  try {
    const found = lstatSync(join(root, top), { throwIfNoEntry: false });
    return found && (found.isSymbolicLink() ? 'link' : 'other');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'ENOTDIR' ? undefined : 'other';
  }
}

/** Folders of version control: they are large and hold no form. */
const SKIPPED = new Set(['.git', '.hg', '.svn']);

/**
 * Everything in a folder, and the folder itself. Links below it are not followed; what cannot be listed is
 * `unreadable`.
 *
 * @param top name of the folder, in the root; nothing is found when it is not there
 */
export function walk(root: string, top: string): Found[] {
  const found: Found[] = [];
  const visit = (path: string): void => {
    try {
      // As bytes: a name that is not UTF-8 would else be passed over as a file that is not there.
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
