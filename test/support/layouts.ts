import { join } from 'node:path';
import { readSchemas } from '../../src/io/program.js';
import { Layouts } from '../../src/load/layouts.js';
import type { Validator } from '../../src/load/validate.js';
import type { Kind } from '../../src/model/form.js';
import { REPOSITORY } from './run.js';

/** The layout of a scheme that names none. */
export const SHIPPED = 'shapingba';

/**
 * The shipped layouts.
 *
 * @param root a folder of the repository whose `schemas/` has more of them
 */
export function ownLayouts(root = ''): Layouts {
  return new Layouts(readSchemas(join(REPOSITORY, root)));
}

/** A kind of the shipped layout, and what judges its files. */
export function shipped(name: string, layouts = ownLayouts()): { kind: Kind; validator: Validator } {
  const kind = layouts.kinds(SHIPPED)?.find(one => one.name === name);
  if (!kind) throw new Error(`no kind ${name}`);
  return { kind, validator: layouts.validatorOf(kind) };
}
