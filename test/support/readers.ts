import { join } from 'node:path';
import { readWorld } from '../../src/commands/import/existing.js';
import { type LayoutReader, layoutReader } from '../../src/import/recognise/attempts.js';
import { readTemplates } from '../../src/io/program.js';
import { templateOf } from '../../src/model/kinds.js';
import { ownLayouts } from './layouts.js';
import { REPOSITORY } from './run.js';

const known = new Map<string, LayoutReader[]>();

/** Returns what reads office files with the shipped layout and one of the fixtures. */
export function readersOf(layout: string): LayoutReader[] {
  const made = known.get(layout);
  if (made) return made;
  const root = `test/fixtures/layouts/${layout}`;
  const layouts = ownLayouts(root);
  const templates = new Map(readTemplates(join(REPOSITORY, root)).map(({ path, text }) => [path, text]));
  const { schemeOf } = readWorld(join(REPOSITORY, root), layouts);
  const readers = layouts.names().map(name =>
    layoutReader(name, layouts.kinds(name) ?? [], layouts.core, schemeOf('2024'), kind => templates.get(templateOf(kind)) ?? ''));
  known.set(layout, readers);
  return readers;
}
