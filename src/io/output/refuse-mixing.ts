import { readdirSync } from 'node:fs';
import { UserError } from '../../model/user-error.js';
import type { Manifest } from './manifest.js';

/**
 * Rejects an output folder in which internal documents and the public version would be mixed. A folder without a
 * manifest may hold internal documents of a run that was stopped: the public version begins in an empty one.
 *
 * @param previous the manifest in it
 * @throws UserError
 */
export function refuseMixing(root: string, folder: string, isPublic: boolean, previous: Manifest): void {
  if (previous.public === true) {
    if (!isPublic) {
      throw new UserError(`${folder} 里是公开版，内部的文档不能写进去`, '用 --out 指定别的文件夹；不再要这份公开版的，先删去整个文件夹');
    }
    return;
  }
  const isEmpty = (): boolean => readdirSync(root).every(name => name.startsWith('.'));
  if (isPublic && !isEmpty()) {
    throw new UserError(`${folder} 里有别的文件，可能是内部的文档，公开版不能写进去`, '用 --out 指定一个空的文件夹，如 out-public');
  }
}
