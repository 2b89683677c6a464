import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownFiles, readOwnText } from './output/own-files.js';

const HERE = fileURLToPath(import.meta.url);

/** Where this program is: its own schemas and templates, wherever the bundle that runs was put. */
const OWN = packageFolder(HERE);

/** Where its code is: that of a bundle is in one folder. */
const CODE = HERE.endsWith('.ts') ? join(OWN, 'src') : dirname(HERE);

function packageFolder(path: string): string {
  const file = join(path, 'package.json');
  const isOwn = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'jixiao';
  return isOwn ? path : packageFolder(dirname(path));
}

/** The version in its package.json. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(join(OWN, 'package.json'), 'utf8')) as { version: string }).version;
}

/** What to run, and the folder of the program it is in, for others to call. In a checkout it is always up to date. */
export function programFile(): { path: string; folder: string } {
  const source = join(OWN, 'src/jixiao.mjs');
  return { path: existsSync(source) ? source : join(OWN, 'dist/jixiao.mjs'), folder: OWN };
}

/** Of the program: other code may print otherwise. Its code, and the exact versions of the packages beside it. */
export function programIdentity(): string {
  const hash = createHash('sha256').update(readFileSync(join(OWN, 'package.json')));
  for (const name of readdirSync(CODE, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.[jt]s$/.test(name)) hash.update(name.replaceAll('\\', '/')).update(readFileSync(join(CODE, name)));
  }
  return hash.digest('hex');
}

export interface ProgramFile {
  name: string;
  /** For messages. */
  path: string;
  text: string;
}

/** The folder a command works in: the nearest one with a package.json, from the working directory upwards. */
export function defaultRoot(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}

/** All schemas: the root's own where there are any, the program's for the others. Core and scheme are the program's. */
export function readSchemas(root: string): ProgramFile[] {
  return readAll(root, /^schemas\/((?:[^/]+\/)?[^/]+)\.schema\.json$/);
}

/** The program's own schemas, for a version that has none. */
export function ownSchemas(): ProgramFile[] {
  return readSchemas(OWN);
}

/** All templates: the root's own where there are any, the program's for the others. */
export function readTemplates(root: string): ProgramFile[] {
  return readAll(root, /^templates\/([^/]+\/[^/]+)\.hbs$/);
}

/** @param pattern of paths; its group is the name of the file */
function readAll(root: string, pattern: RegExp): ProgramFile[] {
  const folder = pattern.source.startsWith('^schemas') ? 'schemas' : 'templates';
  const own = ownFiles(root, folder);
  const paths = new Set([...ownFiles(OWN, folder), ...own]);
  return [...paths].sort().flatMap((path) => {
    const name = pattern.exec(path)?.[1];
    const isOwn = own.has(path) && !SHARED.has(path);
    return name === undefined ? [] : [{ name, path, text: readOwnText(isOwn ? root : OWN, path) }];
  });
}

/** The words that code is written in: another version of them would be of another program. */
const SHARED = new Set(['schemas/core.schema.json', 'schemas/scheme.schema.json']);

/** A style: of print and screen, of the watermark, of what is changed in a form, of the page that tells of changes. */
export function readStyle(root: string, name: 'print' | 'draft' | 'redline' | 'review' = 'print'): ProgramFile {
  return read(root, `templates/assets/${name}.css`, `${name}.css`);
}

/** Where a user's own fonts may be. @throws UserError when something in `templates/` is no plain file or folder */
export function fontFolders(root: string): string[] {
  ownFiles(root, 'templates');
  return [join(root, 'templates/assets/fonts')];
}

/** A file of the root, or else of the program. @throws UserError when it cannot be read */
function read(root: string, path: string, name: string): ProgramFile {
  return { name, path, text: readOwnText(ownFiles(root, 'templates').has(path) ? root : OWN, path) };
}
