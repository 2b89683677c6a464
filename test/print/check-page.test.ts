import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTemplates } from '../../src/io/program.js';
import { compileKind } from '../../src/load/layouts.js';
import type { Kind } from '../../src/model/form.js';
import type { Schema } from '../../src/model/schema.js';
import { checkPage } from '../../src/print/check-page.js';
import type { Template } from '../../src/print/render.js';
import { REPOSITORY } from '../support/run.js';

/* What `layouts check` finds in the page of a kind. */

const core = JSON.parse(readFileSync(join(REPOSITORY, 'schemas/core.schema.json'), 'utf8')) as Schema;
const shared = readTemplates(REPOSITORY);
const ref = (name: string, more: object = {}): object => ({ $ref: `../core.schema.json#/$defs/${name}`, ...more });

function kindOf(name: string, form: object, properties: object): Kind {
  const text = JSON.stringify({ title: '表', form, type: 'object', properties });
  const { compiled, faults } = compileKind({ path: `schemas/x/${name}.schema.json`, text }, core);
  expect(faults).toEqual([]);
  if (!compiled) throw new Error('the schema is right');
  return compiled.kind;
}

function messages(kinds: Kind[], kind: Kind, page: string): string[] {
  const template: Template = { name: `x/${kind.name}`, path: `templates/x/${kind.name}.hbs`, text: `{{#> form this}}${page}{{/form}}` };
  return checkPage(kind, kinds, [...shared, template]).map(({ message }) => message);
}

test('of two fields to tick with the same words, the one that is not printed is reported', () => {
  const tick = ref('tick', { enum: ['是', '否'] });
  const kind = kindOf('project', { role: 'project', files: 'projects/*.yaml' }, { 名称: ref('name'), 新增: tick, 基建: tick });
  expect(messages([kind], kind, '<p>{{名称.text}}{{> ticks 新增}}</p>')).toEqual(['“基建”没有印在表上']);
  expect(messages([kind], kind, '<p>{{名称.text}}{{> ticks 新增}}{{> value 基建}}</p>')).toEqual([]);
});

test('a field to tick several words reaches its page by its boxes', () => {
  const kind = kindOf('project', { role: 'project', files: 'projects/*.yaml' }, {
    名称: ref('name'), 属性: ref('ticks', { words: ['新增', '延续'] }),
  });
  expect(messages([kind], kind, '<p>{{名称.text}}{{> ticks 属性}}</p>')).toEqual([]);
  expect(messages([kind], kind, '<p>{{名称.text}}</p>')).toEqual(['“属性”没有印在表上']);
});

test('a later stage of the whole department is about its form, not about a project', () => {
  const whole = kindOf('department', { role: 'department', files: 'department.yaml' }, { 部门: ref('department'), 年度目标: ref('goal') });
  const project = kindOf('project', { role: 'project', files: 'projects/*.yaml' }, { 名称: ref('name') });
  const stage = kindOf('self', { role: 'stage', files: '自评/department.yaml' }, { 完成: ref('prose') });
  const page = '<p>{{#if target}}{{target.年度目标.text}}{{/if}}{{完成.text}}</p>';
  expect(messages([whole, project, stage], stage, page)).toEqual([]);
});

test('a table of 30 columns is told, with how many fit', () => {
  const many = Object.fromEntries(Array.from({ length: 29 }, (_, index) => [`栏${index}`, ref('line')]));
  const items = { type: 'object', properties: { 三级: ref('indicator.name'), ...many } };
  const kind = kindOf('project', { role: 'project', files: 'projects/*.yaml' }, { 名称: ref('name'), 绩效指标: ref('indicators', { items }) });
  expect(messages([kind], kind, '<p>{{名称.text}}</p>{{> indicators 绩效指标}}')).toEqual(['表格有 31 列，一页最多放得下 16 列']);
});
