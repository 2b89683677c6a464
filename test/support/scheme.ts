import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scheme } from '../../src/model/form.js';
import { Source } from '../../src/model/source.js';
import { parse } from '../../src/load/parse.js';
import { createValidator } from '../../src/load/validate.js';
import { REPOSITORY } from './run.js';

/** The scheme of the real data, for what is checked without files. */
export function realScheme(): Scheme {
  const read = (path: string): Buffer => readFileSync(join(REPOSITORY, path));
  const source = new Source('data/2024/scheme.yaml', read('data/2024/scheme.yaml'));
  const validator = createValidator('scheme', read('schemas/scheme.schema.json').toString(), 'scheme');
  return validator.validate(parse(source), source).data as Scheme;
}
