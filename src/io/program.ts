import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownFiles, readOwnText } from './output/own-files.js';

const HERE = fileURLToPath(import.meta.url);

/** The folder of this program, with its schemas and templates; it does not depend on the place of the bundle. */
const OWN = packageFolder(HERE);

/** The folder of its code; a bundle has all code in one folder. */
const CODE = HERE.endsWith('.ts') ? join(OWN, 'src') : dirname(HERE);

function packageFolder(path: string): string {
  const file = join(path, 'package.json');
  const isOwn = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'jixiao';
  return isOwn ? path : packageFolder(dirname(path));
}

/** Returns the version in its package.json. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(join(OWN, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Returns the file to run and the folder of the program, for other programs that call it. */
export function programFile(): { path: string; folder: string } {
  const source = join(OWN, 'src/jixiao.mjs');
  return { path: existsSync(source) ? source : join(OWN, 'dist/jixiao.mjs'), folder: OWN };
}

/**
 * Returns the identity of the program: its sources and the exact versions of its dependencies. Other code may print
 * differently.
 */
export function programIdentity(): string {
  const hash = createHash('sha256').update(readFileSync(join(OWN, 'package.json')));
  for (const name of readdirSync(CODE, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.[jt]s$/.test(name)) hash.update(name.replaceAll('\\', '/')).update(readFileSync(join(CODE, name)));
  }
  return hash.digest('hex');
}

export interface ProgramFile {
  name: string;
  /** The path for messages. */
  path: string;
  text: string;
}

/** Returns the folder of a command: the nearest one with a package.json, from the working directory upwards. */
export function defaultRoot(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}

/**
 * Returns all schemas: those of the root, and those of the program that the root does not replace. Core and scheme are
 * always the program's.
 */
export function readSchemas(root: string): ProgramFile[] {
  return readAll(root, 'schemas', /^schemas\/(.+)\.json$/);
}

/** Returns the program's schemas, for a version without schemas. */
export function ownSchemas(): ProgramFile[] {
  return readSchemas(OWN);
}

/** True if a root has a schema of its own: a program's is nothing that an editor finds. */
export function hasSchema(root: string, path: string): boolean {
  return ownFiles(root, 'schemas').has(path);
}

/** Returns all templates: those of the root, and those of the program that the root does not replace. */
export function readTemplates(root: string): ProgramFile[] {
  return readAll(root, 'templates', /^templates\/([^/]+\/[^/]+)\.hbs$/);
}

/** @param pattern of paths; its group is the name of the file */
function readAll(root: string, folder: 'schemas' | 'templates', pattern: RegExp): ProgramFile[] {
  const own = ownFiles(root, folder);
  const paths = new Set([...ownFiles(OWN, folder), ...own]);
  return [...paths].sort().flatMap((path) => {
    const name = pattern.exec(path)?.[1];
    const isOwn = own.has(path) && !SHARED.has(path);
    return name === undefined ? [] : [{ name, path, text: readOwnText(isOwn ? root : OWN, path) }];
  });
}

/** The code depends on these words, so the root cannot replace them. */
const SHARED = new Set(['schemas/core.schema.json', 'schemas/scheme.schema.json']);

/**
 * Returns a style: `print` for print and screen, `draft` for the watermark, `redline` for marked changes, `review` for
 * the page with the changes, `site` for the catalogue. It is that of the root, or else of the program.
 *
 * @throws UserError when it cannot be read
 */
export function readStyle(root: string, name: 'print' | 'draft' | 'redline' | 'review' | 'site' = 'print'): string {
  const path = `templates/assets/${name}.css`;
  return readOwnText(ownFiles(root, 'templates').has(path) ? root : OWN, path);
}

/**
 * Returns a script of `templates/assets/`, always the program's own: a root has data and looks, and no program.
 *
 * @throws UserError when it cannot be read
 */
export function readScript(name: 'catalogue' | 'library' | 'preview'): string {
  return readOwnText(OWN, `templates/assets/${name}.js`);
}

/** Returns the library that searches in pages, as a script for browsers. */
export function readSearchLibrary(): string {
  const path = createRequire(import.meta.url).resolve('@leeoniya/ufuzzy');
  return readFileSync(join(dirname(path), 'uFuzzy.iife.min.js'), 'utf8');
}

/** Returns the style of the preview, always the program's own. @throws UserError when it cannot be read */
export function readPreviewStyle(): string {
  return readOwnText(OWN, 'templates/assets/preview.css');
}

/**
 * Returns the folders of the user's fonts. @throws UserError when `templates/` contains anything but plain files and
 * folders
 */
export function fontFolders(root: string): string[] {
  ownFiles(root, 'templates');
  return [join(root, 'templates/assets/fonts')];
}
