import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileKind, Layouts } from '../../src/load/layouts.js';
import { parse } from '../../src/load/parse.js';
import { createValidator } from '../../src/load/validate.js';
import type { Schema } from '../../src/model/schema.js';
import { Source } from '../../src/model/source.js';
import { REPOSITORY } from '../support/run.js';

/* What an author of a schema may get wrong: each is told with its place in the file. */

const core = JSON.parse(readFileSync(join(REPOSITORY, 'schemas/core.schema.json'), 'utf8')) as Schema;
const CORE = '../core.schema.json#/$defs/';

/** The faults of a schema of a project with these properties, as `place: message`. */
function faultsOf(properties: Record<string, unknown>, more: Record<string, unknown> = {}): string[] {
  const schema = { title: '表', form: { role: 'project', files: 'projects/*.yaml' }, type: 'object', properties, ...more };
  return compileKind({ path: 'schemas/x/project.schema.json', text: JSON.stringify(schema) }, core)
    .faults.map(({ pointer, message }) => `${pointer}: ${message}`);
}

const NAME = { 项目名称: { $ref: `${CORE}name` } };

test('a schema whose properties refer to the core is right', () => {
  expect(faultsOf(NAME)).toEqual([]);
});

test('a schema of another draft', () => {
  const faults = faultsOf(NAME, { $schema: 'http://json-schema.org/draft-07/schema#' });
  expect(faults).toEqual([expect.stringMatching(/^: .*draft-07/)]);
});

test('a concept that does not exist', () => {
  expect(faultsOf({ 甲: { $ref: `${CORE}gaol` } })).toEqual(['/properties/甲: $ref ../core.schema.json#/$defs/gaol 没有对应的概念或 $defs，是不是 goal']);
  expect(faultsOf({ 甲: { code: 'gaol', type: 'string' } })).toEqual(['/properties/甲: 没有概念 gaol，是不是 goal']);
});

test('two properties of one concept', () => {
  expect(faultsOf({ 甲: { $ref: `${CORE}goal` }, 乙: { $ref: `${CORE}goal` } })).toEqual(['/properties/乙: 属性“甲”和“乙”是同一个概念 goal']);
});

test('two properties of one concept in a group, in a row, or once as it is in the core and once under a name', () => {
  const amounts = { 中央: { $ref: `${CORE}money.total` }, 市级: { $ref: `${CORE}money.total` } };
  expect(faultsOf({ 资金: { $ref: `${CORE}budget`, type: 'object', properties: amounts } })).toEqual([
    '/properties/资金/properties/市级: 属性“中央”和“市级”是同一个概念 money.total',
  ]);
  const columns = { 名称: { $ref: `${CORE}indicator.name` }, 分值: { $ref: `${CORE}indicator.weight` }, 权重: { $ref: `${CORE}indicator.weight` } };
  expect(faultsOf({ 指标: { $ref: `${CORE}indicators`, items: { type: 'object', properties: columns } } })).toEqual([
    '/properties/指标/items/properties/权重: 属性“分值”和“权重”是同一个概念 indicator.weight',
  ]);
  expect(faultsOf({ 甲: { $ref: '#/$defs/目标' }, 乙: { $ref: `${CORE}goal` } }, { $defs: { 目标: { $ref: `${CORE}goal` } } })).toEqual([
    '/properties/乙: 属性“甲”和“乙”是同一个概念 goal',
  ]);
});

test('a field that is required and not there, a keyword that does not exist, a title that cannot be printed', () => {
  expect(faultsOf(NAME, { required: ['项目名称', '目标'] })).toEqual(['/required: required 里的“目标”不在 properties 中']);
  expect(faultsOf({ 甲: { $ref: `${CORE}line`, maxLenght: 9 } })).toEqual(['/properties/甲/maxLenght: 不认识的写法 maxLenght，是不是 maxLength']);
  expect(faultsOf({ 甲: { $ref: `${CORE}line`, title: ' ' } })[0]).toContain('/properties/甲/title: title 是空的');
  expect(faultsOf({ 甲: { $ref: `${CORE}line`, title: '一\n二' } })).toEqual(['/properties/甲/title: title 里不能换行']);
});

describe('kinds of one layout that do not go together', () => {
  const kind = (name: string, form: object): { path: string; text: string } => ({
    path: `schemas/x/${name}.schema.json`, text: JSON.stringify({ title: name, form, type: 'object', properties: NAME }),
  });
  const coreFile = { path: 'schemas/core.schema.json', text: JSON.stringify(core) };
  const problems = (...kinds: { path: string; text: string }[]): string[] =>
    new Layouts([coreFile, ...kinds]).problemsOf('x').faults.map(({ path, message }) => `${path.split('/')[2]?.split('.')[0] ?? ''}: ${message}`);
  const whole = kind('whole', { role: 'department', files: 'department.yaml' });
  const project = kind('project', { role: 'project', files: 'projects/*.yaml' });
  const stage = kind('stage', { role: 'stage', files: 'stages/*.yaml' });

  test('a department, projects and later stages of either go together', () => {
    expect(problems(whole, project, stage)).toEqual([]);
    expect(problems(whole, stage)).toEqual([]);
    expect(problems(project, stage)).toEqual([]);
    expect(problems(whole, kind('project', { role: 'project', files: 'projects/*.yaml', template: null }))).toEqual([]);
  });

  test.each([
    ['two kinds in one place', [project, kind('other', { role: 'project', files: 'projects/*.yaml' })], ['other: 和 project 的 form.files 都是 projects/*.yaml']],
    [
      'two forms of a department', [whole, kind('second', { role: 'department', files: 'second.yaml' })],
      ['second: 一个版式最多一种部门表，这里有 whole、second'],
    ],
    ['later stages of nothing', [stage], ['stage: 只有后续阶段的表，没有它所对应的部门表或项目表']],
    [
      'a form of a department without a template', [kind('whole', { role: 'department', files: 'department.yaml', template: null })],
      ['whole: 只有项目表可以不要模板，由部门表来印'],
    ],
    [
      'projects that nothing prints', [kind('project', { role: 'project', files: 'projects/*.yaml', template: null })],
      ['project: 没有模板的项目由部门表来印，这个版式却没有部门表'],
    ],
  ])('%s', (_, kinds, expected) => expect(problems(...kinds)).toEqual(expected));
});

test('a loop of $ref, directly or through properties', () => {
  expect(faultsOf({ 甲: { $ref: '#/$defs/a' } }, { $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } })[0]).toContain('引用了自己');
  const loop = { type: 'object', properties: { 乙: { $ref: '#/$defs/a' }, 丙: { $ref: '#/$defs/a' } } };
  expect(faultsOf({ 甲: { $ref: '#/$defs/a' } }, { $defs: { a: loop } })).toHaveLength(2);
});

test('a source may hold sources, for their fields are written in place', () => {
  const source = (title: string, properties: object): object => ({ $ref: `${CORE}source`, title, properties });
  const tree = source('财政', { 上级: source('上级', { 中央: { $ref: `${CORE}amount` } }) });
  expect(faultsOf({ 资金: { $ref: `${CORE}budget`, type: 'object', properties: { 财政: tree } } })).toEqual([]);
});

test('money of another year is a group of the layout’s own, with its total', () => {
  const group = { $ref: `${CORE}source`, title: '{年度+1}年', properties: { 小计: { $ref: `${CORE}money.total` }, 拨款: { $ref: `${CORE}amount` } } };
  expect(faultsOf({ 下年资金: group })).toEqual([]);
});

test('a title may hold the year, one before it or one after it, and nothing else in braces', () => {
  expect(faultsOf({ 甲: { $ref: `${CORE}line`, title: '{年度-2}年实际值' }, 乙: { $ref: `${CORE}line`, title: '{年度}—{年度+2}年' } })).toEqual([]);
  expect(faultsOf({ 甲: { $ref: `${CORE}line`, title: '{年度*2}年' } })).toEqual([
    '/properties/甲/title: title 里的 {年度*2} 不认识，可以写 {年度}、{年度-1}、{年度+2}',
  ]);
});

test('500 properties are compiled', () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`栏目${index}`, { $ref: `${CORE}line` }]));
  expect(faultsOf(many)).toEqual([]);
});

test('a concept of money outside of a budget, of an indicator outside of a table', () => {
  expect(faultsOf({ 甲: { $ref: `${CORE}money.total` } })).toEqual(['/properties/甲: 概念 money.total 只能用在 budget、termBudget 或一组 source 里']);
  expect(faultsOf({ 甲: { $ref: `${CORE}indicator.weight` } })).toEqual([
    '/properties/甲: 概念 indicator.weight 只能用在 indicators 或 termIndicators 里',
  ]);
  const rows = { $ref: `${CORE}table`, items: { type: 'object', properties: { 甲: { $ref: `${CORE}goal` } } } };
  expect(faultsOf({ 表格: rows })[0]).toContain('概念 goal 只能用在 表的最外层');
});

test('a free field may be called like a concept, in any script', () => {
  const { compiled, faults } = compileKind({
    path: 'schemas/x/project.schema.json',
    text: JSON.stringify({
      title: '表', form: { role: 'project', files: 'projects/*.yaml' }, type: 'object',
      properties: { goal: { $ref: `${CORE}line` }, 目标: { $ref: `${CORE}goal` } },
    }),
  }, core);
  expect(faults).toEqual([]);
  expect(Object.keys(compiled?.kind.schema.properties ?? {})).toEqual(['=goal', 'goal']);
});

test.each(['__proto__', 'constructor', 'toString', 'page', 'rows'])('a field may not be called %s', (label) => {
  const text = `{"title":"表","form":{"role":"project","files":"projects/*.yaml"},"type":"object","properties":{"${label}":{"$ref":"${CORE}line"}}}`;
  const { faults } = compileKind({ path: 'schemas/x/project.schema.json', text }, core);
  expect(faults[0]?.message).toContain(`栏目不能叫“${label}”`);
});

test.each([
  [{ role: 'projct', files: 'projects/*.yaml' }, 'form.role'],
  [{ role: 'project', files: '../../x.yaml' }, 'form.files'],
  [{ role: 'project', files: 'a/b/*.yaml' }, 'form.files'],
  [{ role: 'project', files: 'projects/*.yaml', template: '../x' }, 'form.template'],
  [{ role: 'department', files: '*.yaml' }, '部门表只有一份'],
  [{ role: 'project', files: 'volume.yaml' }, '这个名称程序自己要用'],
  [{ role: 'project', files: '../*.yaml' }, 'form.files'],
  [{ role: 'project', files: 'projects/*.yaml', pages: 2 }, 'form 里没有 pages'],
])('form: %j is refused', (form, message) => {
  expect(faultsOf(NAME, { form })[0]).toContain(message);
});

test('a field to tick without words', () => {
  expect(faultsOf({ 甲: { $ref: `${CORE}tick` } })).toEqual(['/properties/甲: 勾选的栏目要有 enum，写明有哪几个词']);
});

test('a field to tick several words has them in `words`', () => {
  const ticks = { $ref: `${CORE}ticks` };
  expect(faultsOf({ 甲: { ...ticks, words: ['新增', '延续'] } })).toEqual([]);
  expect(faultsOf({ 甲: ticks })).toEqual(['/properties/甲: 勾选几个的栏目要有 words，写明有哪几个词']);
  expect(faultsOf({ 甲: { ...ticks, words: ['新增'], enum: ['新增'] } })[0]).toContain('ticks 的词写在 words 里');
  expect(faultsOf({ 甲: { ...ticks, words: ['新增、延续'] } })[0]).toContain('不能有、');
  expect(faultsOf({ 甲: { $ref: `${CORE}line`, words: ['新增'] } })[0]).toContain('words 只用在 ticks 里');
});

test('no JSON, no object, no JSON Schema', () => {
  for (const text of ['{', '[]', '"x"', 'null', '{"type": 3}', '{"properties": []}']) {
    expect(compileKind({ path: 'schemas/x/project.schema.json', text }, core).faults, text).toHaveLength(1);
  }
});

test('levels without end, and names that nobody sees or that a log would obey', () => {
  const deep = JSON.parse(`${'{"allOf":['.repeat(1000)}{}${']}'.repeat(1000)}`) as Record<string, unknown>;
  expect(faultsOf(NAME, deep)).toEqual([': 套了 64 层以上']);
  const faults = ['/properties/甲\u202E: 栏目的名称里有看不见的字符，重新打一遍', '/properties/乙: 栏目的名称里有看不见的字符，重新打一遍'];
  expect(faultsOf({ '甲\u202E': { type: 'string' }, 乙: { type: 'string', title: '乙\u001B[31m' } })).toEqual(faults);
  expect(faultsOf(NAME, { form: { role: 'project', files: '甲\n乙/*.yaml' } })).toEqual([expect.stringContaining('/form: form.files 写部门文件夹里的位置')]);
});

test('a pattern that would judge a text for years is given up, and the schema named', () => {
  const field = { type: 'string', key: '甲', pattern: '^(a+)+$' };
  const schema: Schema = { type: 'object', properties: { 甲: field } };
  const validator = createValidator(schema, 'schemas/x/project.schema.json');
  const source = new Source('甲.yaml', Buffer.from(`甲: ${'a'.repeat(50)}!\n`));
  expect(() => validator.validate(parse(source), source)).toThrow(/^表样定义 schemas\/x\/project\.schema\.json 有错：核对 甲\.yaml 用了 3 秒还没有结果，多半是 pattern/);
  const sound = new Source('甲.yaml', Buffer.from(`甲: ${'a'.repeat(20)}\n`));
  expect(validator.validate(parse(sound), sound).diagnostics).toEqual([]);
});
