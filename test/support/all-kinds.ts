import { join } from 'node:path';
import { readTemplates } from '../../src/io/program.js';
import type { Layouts } from '../../src/load/layouts.js';
import type { Kind } from '../../src/model/form.js';
import { createRenderer, type Renderer } from '../../src/print/render.js';
import { ownLayouts } from './layouts.js';
import { REPOSITORY } from './run.js';

/** A kind of form, and what reads and prints it. */
export interface KnownKind {
  name: string;
  kind: Kind;
  layouts: Layouts;
  render: Renderer;
}

/** Returns every kind of form of the program and of the layouts in the fixtures. */
export function allKinds(): KnownKind[] {
  const known = new Map<string, KnownKind>();
  for (const root of ['', ...['ministry', 'sheet', 'county', 'bureau'].map(name => `test/fixtures/layouts/${name}`)]) {
    const layouts = ownLayouts(root);
    const render = createRenderer(readTemplates(join(REPOSITORY, root)));
    for (const kind of layouts.allKinds()) {
      const name = `${kind.layout}/${kind.name}`;
      if (!known.has(name)) known.set(name, { name, kind, layouts, render });
    }
  }
  return [...known.values()];
}

/** Returns the path of a file of a kind. */
export function pathIn({ files }: Kind): string {
  return `data/2024/甲/${files.replace('*', '01-乙')}`;
}
