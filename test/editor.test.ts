import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { globSync } from 'glob';
import { expect, test } from 'vitest';
import { parse } from '../src/load/parse.js';
import { Source } from '../src/model/source.js';
import { REPOSITORY } from './support/run.js';

/*
 * Editors take the schemas as plain JSON Schema: what a layout says beside a `$ref` is added to what the core says, and
 * cannot take anything of it back. So every file that the program takes must fit the schema in that reading too.
 */

const read = (path: string): object => JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8')) as object;

const files = ['data', ...globSync('test/fixtures/layouts/*/data', { cwd: REPOSITORY })]
  .flatMap(folder => globSync(`${folder}/**/*.yaml`, { cwd: REPOSITORY })).sort();

test('there are files of all layouts', () => {
  expect(files.length).toBeGreaterThan(30);
});

test.each(files)('%s fits the schema that it names, as an editor reads it', (file) => {
  const source = new Source(file, readFileSync(join(REPOSITORY, file)));
  const named = /\$schema=(\S+)/.exec(source.text)?.[1] ?? '';
  const path = join(dirname(file), named);
  expect(path).toMatch(/^(?:test\/fixtures\/layouts\/[a-z]+\/)?schemas\/(?:[a-z]+\/)?[a-z-]+\.schema\.json$/);
  const isShared = path.endsWith('/scheme.schema.json');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(read('schemas/core.schema.json'), 'file:///schemas/core.schema.json');
  const schema = { ...read(isShared ? 'schemas/scheme.schema.json' : path), $id: 'file:///schemas/x/form.schema.json' };
  const validate = ajv.compile(schema);
  validate(parse(source).data);
  expect(validate.errors ?? []).toEqual([]);
});
