import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scheme } from '../../src/model/form.js';
import { Source } from '../../src/model/source.js';
import { parse } from '../../src/load/parse.js';
import { completeScheme } from '../../src/load/scheme.js';
import { ownLayouts } from './layouts.js';
import { REPOSITORY } from './run.js';

/** The scheme of the real data, for what is checked without files. */
export function realScheme(): Scheme {
  const source = new Source('data/2024/scheme.yaml', readFileSync(join(REPOSITORY, 'data/2024/scheme.yaml')));
  const { scheme } = ownLayouts();
  return completeScheme([scheme.validate(parse(source), source).data], scheme.schema);
}
