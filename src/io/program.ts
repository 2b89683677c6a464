import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SchemaName } from '../model/schema.js';
import { ownFiles, readOwnText } from './output/own-files.js';

/** Where this program is: its own schemas and templates, wherever the bundle that runs was put. */
const OWN = packageFolder(fileURLToPath(import.meta.url));

function packageFolder(path: string): string {
  const file = join(path, 'package.json');
  const isOwn = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'jixiao';
  return isOwn ? path : packageFolder(dirname(path));
}

/** The version in its package.json. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(join(OWN, 'package.json'), 'utf8')) as { version: string }).version;
}

/** What to run, and the folder of the program it is in, for others to call. */
export function programFile(): { path: string; folder: string } {
  return { path: join(OWN, 'src/jixiao.mjs'), folder: OWN };
}

/** Of the program: other code may print otherwise. Its sources, and the exact versions of what it is made with. */
export function programIdentity(): string {
  const hash = createHash('sha256').update(readFileSync(join(OWN, 'package.json')));
  for (const name of readdirSync(join(OWN, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.ts')) hash.update(name.replaceAll('\\', '/')).update(readFileSync(join(OWN, 'src', name)));
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

/** A schema: the root's own, or the program's. */
export function readSchema(root: string, name: SchemaName): ProgramFile {
  return read(root, `schemas/${name}.schema.json`, name);
}

/** All templates: the root's own where there are any, the program's for the others. */
export function readTemplates(root: string): ProgramFile[] {
  const paths = [OWN, root].flatMap(folder => [...ownFiles(folder, 'templates')]);
  const names = paths.flatMap(path => /^templates\/((?:partials\/)?[^/]+)\.hbs$/.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort().map(name => read(root, `templates/${name}.hbs`, name));
}

/** A style: of print and screen, of the watermark, of what is changed in a form, of the page that tells of changes. */
export function readStyle(root: string, name: 'print' | 'draft' | 'redline' | 'review' = 'print'): ProgramFile {
  return read(root, `templates/assets/${name}.css`, `${name}.css`);
}

/** Where a user's own fonts may be. @throws UserError when something in `templates/` is no plain file or folder */
export function fontFolders(root: string): string[] {
  ownFiles(root, 'templates');
  return [join(root, 'templates/assets/fonts')];
}

/** The program's own schema, for a version that has none. */
export function ownSchema(name: SchemaName): ProgramFile {
  return readSchema(OWN, name);
}

/** A file of the root, or else of the program. @throws UserError when it cannot be read */
function read(root: string, path: string, name: string): ProgramFile {
  const isOwn = ownFiles(root, path.startsWith('schemas/') ? 'schemas' : 'templates').has(path);
  return { name, path, text: readOwnText(isOwn ? root : OWN, path) };
}
