import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProjectForm } from '../../src/model/form.js';
import type { Schema } from '../../src/model/schema.js';
import { Source } from '../../src/model/source.js';
import { check, type Unasked } from '../../src/load/check.js';
import { FieldNotThere, guarded, ifThere, missingFields, unguarded } from '../../src/load/expected-fields.js';
import { toEnglish } from '../../src/load/vocabulary.js';
import type { Context } from '../../src/rules/rule.js';
import { REPOSITORY } from '../support/run.js';
import { realScheme } from '../support/scheme.js';

const TEXT = readFileSync(join(REPOSITORY, 'schemas/project.schema.json'), 'utf8');
const read = (): Schema & Required<Pick<Schema, 'properties' | 'required'>> => JSON.parse(TEXT) as ReturnType<typeof read>;
const OWN = toEnglish(read());

const indicator = { level1: '产出', name: '甲', weight: '10', unit: '次', operator: '≥', target: '3' };
const DATA = {
  name: '甲', supervisor: '乙', budget: { total: '3', own: '3', transfer: '0' },
  summary: '甲。', basis: '甲。', goal: '乙。', indicators: [indicator],
};
type Data = ProjectForm['data'];
const guardedData = (data: unknown): Data => guarded(data, OWN) as Data;

test('what is as the program expects is read as if there were no guard', () => {
  const data = guardedData({ ...DATA, people: '300' });
  expect(JSON.stringify(data)).toBe(JSON.stringify({ ...DATA, people: '300' }));
  expect(data.indicators.map(({ name, level2 }) => [name, level2])).toEqual([['甲', undefined]]);
  expect(unguarded(data)).toEqual({ ...DATA, people: '300' });
});

test.each<[string, unknown, (data: Data) => unknown, string]>([
  ['is not there', { ...DATA, basis: undefined }, ({ basis }) => basis.length, '立项依据'],
  ['is a number and no group', { ...DATA, budget: '3' }, ({ budget }) => budget.total, '预算'],
  ['is not in the group', { ...DATA, budget: { total: '3' } }, ({ budget }) => budget.own, '本级支出'],
  ['is a list and no text', { ...DATA, goal: ['一'] }, ({ goal }) => goal.length, '当年绩效目标'],
  ['is a text and no number', { ...DATA, indicators: [{ ...indicator, weight: '一成' }] }, ({ indicators }) => indicators[0]?.weight, '指标权重'],
  ['is none of its words', { ...DATA, indicators: [{ ...indicator, operator: '约' }] }, ({ indicators }) => indicators[0]?.operator, '指标性质'],
])('a field that %s cannot be read', (_, data, use, label) => {
  expect(() => use(guardedData(data))).toThrow(new FieldNotThere(label));
  expect(ifThere(() => use(guardedData(data)))).toBeUndefined();
});

test('a mistake of the program stays one', () => {
  expect(() => ifThere(() => (undefined as unknown as string).length)).toThrow(TypeError);
});

test('a rule that reads a field that is not there is not asked; a rule with a mistake is no such rule', () => {
  const own = { name: '甲', form: {}, projects: [], hasGlyph: () => true };
  const department = { ...own, year: '2024', scheme: realScheme() } as unknown as Context;
  const ask = (data: unknown, unasked: Unasked[] = []): ReturnType<typeof check> => {
    const form: ProjectForm = { kind: 'project', source: new Source('p.yaml', new Uint8Array()), data: data as Data };
    return check([{ form, positions: new Map() }], department, false, unasked);
  };
  const unasked: Unasked[] = [];
  const found = ask(guardedData({ ...DATA, basis: undefined }), unasked);
  expect(unasked.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['document-missing', 'blanks']));
  expect(new Set(unasked.map(({ label }) => label))).toEqual(new Set(['立项依据']));
  expect(found.map(({ code }) => code)).toContain('few-indicators');
  expect(() => ask({ ...DATA, basis: undefined })).toThrow(TypeError);
});

test.each<[string, (schema: ReturnType<typeof read>) => void, string[]]>([
  ['the program’s own', () => undefined, []],
  ['one more field', ({ properties }) => void (properties['人数'] = { code: 'people', title: '人数', type: 'number' }), []],
  ['another name', (schema) => {
    schema.properties['依据'] = schema.properties['立项依据'] ?? {};
    delete schema.properties['立项依据'];
    schema.required[schema.required.indexOf('立项依据')] = '依据';
  }, []],
  ['a field less', (schema) => {
    delete schema.properties['立项依据'];
    schema.required = schema.required.filter(key => key !== '立项依据');
  }, ['立项依据']],
  ['a field that may be left out', schema => void (schema.required = schema.required.filter(key => key !== '预算')), ['预算']],
  ['another type', ({ properties }) => void (properties['预算'] = { code: 'budget', title: '预算', type: 'number' }), ['预算']],
  ['another word', schema => void schema.$defs?.indicator?.properties?.['性质']?.enum?.push('约'), ['指标性质']],
])('of a schema with %s, what the program lacks is found', (_, change, expected) => {
  const schema = read();
  change(schema);
  expect(missingFields(toEnglish(schema), OWN)).toEqual(expected);
});
