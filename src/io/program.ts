import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SchemaName } from '../model/schema.js';

/** Where this program's own schemas and templates are. */
const OWN = fileURLToPath(new URL('../../', import.meta.url));

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
  const names = new Set<string>();
  for (const folder of [OWN, root]) {
    for (const part of ['', 'partials/']) {
      const path = join(folder, 'templates', part);
      if (!existsSync(path)) continue;
      for (const file of readdirSync(path)) if (file.endsWith('.hbs')) names.add(part + file.slice(0, -'.hbs'.length));
    }
  }
  return [...names].sort().map(name => read(root, `templates/${name}.hbs`, name));
}

/** The style of print and screen. */
export function readStyle(root: string): ProgramFile {
  return read(root, 'templates/assets/print.css', 'print.css');
}

/** Where a user's own fonts may be. */
export function fontFolders(root: string): string[] {
  return [join(root, 'templates/assets/fonts')];
}

function read(root: string, path: string, name: string): ProgramFile {
  const own = join(root, path);
  return { name, path, text: readFileSync(existsSync(own) ? own : join(OWN, path), 'utf8') };
}
