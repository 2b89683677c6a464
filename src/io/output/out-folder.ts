import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isUnder } from '../../model/inputs.js';
import { UserError } from '../../model/user-error.js';
import { programFile } from '../program.js';
import { isSystemError } from '../system-error.js';

/** Folders that people write and the program reads. Not `docs`: web pages are published from there. */
const SOURCES = ['data', 'schemas', 'templates', 'src', 'test'];

/** The name under which the program is installed. */
const INSTALLED = ['dist', ...SOURCES];

/** The folders that belong to other programs, at any depth. */
const FOREIGN = ['.git', 'node_modules'];

/**
 * Rejects an output folder in which a run would change its inputs, or lose its results.
 *
 * @param root the project
 * @throws UserError when `out` is, contains or is in a folder of sources of the project, is in one of the program's, or
 *   is in a folder of git or npm; links, `..` and upper case make no difference
 */
export function refuseOut(root: string, out: string): void {
  const place = known(out);
  const refuse = (reason: string): never => {
    throw new UserError(`结果不能放在 ${out}：${reason}`, '用 --out 指定一个单独的文件夹，如 out');
  };
  for (const name of SOURCES) {
    const source = known(join(root, name));
    if (place === source || isUnder(place, source)) refuse(`它在 ${name} 里，会和原来的文件混在一起`);
    if (isUnder(source, place)) refuse(`${name} 在它里面，会和原来的文件混在一起`);
  }
  const own = INSTALLED.map(name => known(join(programFile().folder, name)));
  if (own.some(folder => place === folder || isUnder(place, folder))) refuse('它在程序自己的文件夹里');
  const project = known(root);
  const steps = (isUnder(place, project) ? place.slice(project.length) : place).split('/');
  const foreign = steps.find(step => FOREIGN.includes(step));
  if (foreign !== undefined) refuse(`${foreign} 归别的程序管，写在里面的会丢失`);
}

/** Returns the real path for comparison, even if its last steps do not exist yet. */
function known(path: string): string {
  let there = path;
  for (;;) {
    try {
      const real = join(realpathSync.native(there), relative(there, path));
      return real.replaceAll('\\', '/').normalize('NFC').toLowerCase().replace(/\/$/, '');
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (basename(there) === '') return path;
      there = dirname(there);
    }
  }
}
