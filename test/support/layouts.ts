import { join } from 'node:path';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { readInputs } from '../../src/io/inputs/inputs.js';
import { readSchemas } from '../../src/io/program.js';
import { Layouts } from '../../src/load/layouts.js';
import { load } from '../../src/load/load.js';
import type { Validator } from '../../src/load/validate.js';
import type { Department, Kind } from '../../src/model/form.js';
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

/** A department with the forms of the fixture about which there is nothing to say. */
export function shippedDepartment(layouts = ownLayouts()): Department {
  const folder = join(REPOSITORY, 'test/fixtures/clean');
  const inputs = readInputs(folder, sources => layouts.kindsFor(sources));
  const { departments: [department] } = load(inputs, layouts, new FontLibrary([]));
  if (!department) throw new Error('the fixture has a department');
  return department;
}
