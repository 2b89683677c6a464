import { expect, test } from 'vitest';
import type { Form, Kind } from '../../../src/model/form.js';
import type { Schema } from '../../../src/model/schema.js';
import { Source } from '../../../src/model/source.js';
import { viewForm } from '../../../src/print/views/form.js';
import { type ListView, viewList } from '../../../src/print/views/list.js';
import { realScheme } from '../../support/scheme.js';

const scheme = { ...realScheme(), taxonomy: { 产出: ['数量', '质量'], 满意度: [] } };
const context = { year: '2024', scheme, words: {} };

const column = (code: string, key: string): [string, Schema] =>
  [code.replace('indicator.', ''), { code: code.includes('.') ? code : undefined, key, title: key } as Schema];
const schemaOf = (columns: [string, Schema][]): Schema =>
  ({ code: 'indicators', key: '绩效指标', items: { properties: Object.fromEntries(columns) } });
const LEVELS = [column('indicator.level1', '一级'), column('indicator.level2', '二级'), column('indicator.name', '三级')];
const VALUES = [column('indicator.target', '指标值'), column('indicator.unit', '单位'), column('indicator.weight', '分值')];

test('columns have their usual widths where these leave room for the others', () => {
  const { columns, labelWidth } = viewList([], schemaOf([...LEVELS, ...VALUES]), context);
  expect(columns.map(({ width }) => width)).toEqual(['narrow', 'narrow', 'name', 'value', 'short', 'short']);
  expect(labelWidth).toBe('label');
});

test('many columns are narrower, so that a number fits into those that take what is left', () => {
  const years = ['前年', '上年', '下年', '后年'].map(key => column(key, key));
  const { columns, labelWidth } = viewList([], schemaOf([...LEVELS, ...VALUES, ...years]), context);
  expect(columns.map(({ width }) => width)).toEqual(['narrow', 'narrow', 'label', '', 'mark', 'mark', '', '', '', '']);
  expect(labelWidth).toBe('mark');
});

test('a later stage has an empty row for each class that is empty in its target', () => {
  const kindOf = (role: Kind['role'], items: Schema): Kind => ({
    layout: 'x', name: role, title: '表', role, files: `${role}/*.yaml`, template: role, concepts: new Set(),
    schema: { properties: { indicators: items } },
  });
  const formOf = (role: Kind['role'], items: Schema, indicators: Form['data']['indicators']): Form => ({
    kind: kindOf(role, items), source: new Source(`data/2024/甲/${role}/01-甲.yaml`, new Uint8Array()), data: { ...indicators ? { indicators } : {} },
  });
  const project = formOf('project', schemaOf([...LEVELS, ...VALUES]), [
    { level1: '产出', level2: '数量', name: '甲', target: '3' }, { level1: '满意度', name: '乙', target: '90%' },
  ]);
  const stage = formOf('stage', schemaOf([column('indicator.name', '三级'), column('indicator.actual', '完成')]), [
    { name: '乙', actual: '95%' }, { name: '甲', actual: '4' },
  ]);
  const view = viewForm(stage, { year: '2024', name: '甲', scheme, form: undefined, projects: [project], stages: [stage] });
  const { allRows, allCount, rows } = view.绩效指标 as ListView;
  const texts = allRows.map(row => [row.target?.一级?.text, row.target?.二级?.text, row.三级?.text, row.完成?.text]);
  expect(texts).toEqual([['产出', '数量', '甲', '4'], ['产出', '质量', '', ''], ['满意度', '', '乙', '95%']]);
  expect(allRows[0]?.target?.一级).toMatchObject({ starts: true, span: '2' });
  expect([allCount, rows.length]).toEqual(['3', 2]);
});
