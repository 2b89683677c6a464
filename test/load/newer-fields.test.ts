import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Source } from '../../src/model/source.js';
import { withNewerFields } from '../../src/load/newer-fields.js';
import { parse } from '../../src/load/parse.js';
import { createValidator } from '../../src/load/validate.js';
import { REPOSITORY } from '../support/run.js';

const TODAY = readFileSync(join(REPOSITORY, 'schemas/scheme.schema.json'), 'utf8');

test('a scheme of before there were reviews gets the defaults of today, and nothing else', () => {
  const older = JSON.parse(TODAY) as { properties: Record<string, unknown>; $defs?: unknown };
  delete older.properties['审核'];
  delete older.properties['字体'];
  delete older.$defs;
  const schema = withNewerFields(JSON.stringify(older), TODAY);
  const source = new Source('data/2024/scheme.yaml', readFileSync(join(REPOSITORY, 'data/2024/scheme.yaml')));
  const { data, diagnostics } = createValidator('scheme', schema, 'schema').validate(parse(source), source);
  expect(diagnostics).toEqual([]);
  expect(data).toMatchObject({ weightTotal: '90', review: { fewest: '4', qualitativeUnits: ['定性'] } });
  expect(JSON.parse(schema)).not.toHaveProperty(['properties', '字体']);
});

test('a field that a group lacks is added to the group', () => {
  const text = (fields: object): string => JSON.stringify({ properties: { 组: { code: 'group', properties: fields } } });
  const newer = text({ 旧: { code: 'old' }, 新: { code: 'new', default: 1 }, 必填: { code: 'required' } });
  expect(JSON.parse(withNewerFields(text({ 旧: { code: 'old' } }), newer))).toMatchObject(JSON.parse(text({
    旧: { code: 'old' }, 新: { code: 'new', default: 1 },
  })) as object);
  expect(withNewerFields('{', newer)).toBe('{');
});
