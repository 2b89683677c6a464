import { join } from 'node:path';
import { UserError } from '../../model/user-error.js';
import { isJunk } from '../inputs/places.js';
import { readRegularFile, whyUnreadable } from '../inputs/read-file.js';
import { type Found, kindOf, walk } from '../inputs/walk.js';

/** For a schema, template or style: four times the largest of ours. */
const MAX_BYTES = 256 * 1024;

/**
 * Returns the paths of the files in `templates/` or `schemas/` of a root, relative to it; none when the folder does not
 * exist. Their content goes into every document: a link could include any file of the machine that builds.
 *
 * @throws UserError when the folder contains a link, a device or a pipe, or cannot be listed; it names all of them
 */
export function ownFiles(root: string, folder: 'templates' | 'schemas'): Set<string> {
  const found: Found[] = kindOf(root, folder) === 'link' ? [{ path: folder, kind: 'link' }] : walk(root, folder);
  const files = found.filter(({ path }) => !isJunk(path));
  const refused = files.flatMap((entry) => {
    switch (entry.kind) {
      case 'link': return `${entry.path} 是链接`;
      case 'unreadable': return `${entry.path} 读不了：${entry.reason ?? ''}`;
      case 'other': return `${entry.path} 是管道或设备`;
      default: return [];
    }
  });
  if (refused.length) throw new UserError(refused.join('；'), `${folder} 里只放可以读的普通文件和文件夹，不用链接`);
  return new Set(files.filter(({ kind }) => kind === 'file').map(({ path }) => path));
}

/**
 * Returns the text of a file. @param path from {@link ownFiles}
 *
 * @throws UserError when it cannot be read or is too large
 */
export function readOwnText(root: string, path: string): string {
  try {
    return readRegularFile(join(root, path), MAX_BYTES).toString();
  } catch (error) {
    throw new UserError(`读不了 ${path}：${whyUnreadable(error)}`, '换成可以读的普通文件，不超过 256 KB', { cause: error });
  }
}
