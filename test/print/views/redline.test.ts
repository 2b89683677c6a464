import { expect, test } from 'vitest';
import type { RowMatch } from '../../../src/model/change.js';
import { marksToHtml } from '../../../src/model/marks.js';
import { Source } from '../../../src/model/source.js';
import { type FormView, viewForm } from '../../../src/print/views/form.js';
import { redlineView, type Show } from '../../../src/print/views/redline.js';
import { shipped } from '../../support/layouts.js';
import { realScheme } from '../../support/scheme.js';

const { kind } = shipped('project');
const scheme = realScheme();
const source = new Source('data/2024/甲/projects/01-甲.yaml', new Uint8Array());

const row = (name: string, target: string) => ({ level1: '产出', level2: '数量', name, weight: '10', unit: '次', operator: '≥', target });
function viewOf(...indicators: ReturnType<typeof row>[]): FormView {
  const form = { kind, source, data: { name: '甲', goal: '一\n二', indicators } };
  return viewForm(form, { year: '2024', name: '甲', scheme, form: undefined, projects: [form], stages: [] });
}
const pair = (before: number[], after: number[], moved = false): RowMatch => ({ before, after, moved });

function names(before: FormView | null, after: FormView | null, rows: RowMatch[], show: Show): string[] {
  const matchRows = (key: string): RowMatch[] | undefined => (key === '绩效指标' ? rows : undefined);
  const view = redlineView(before, after, matchRows, show, (old, now) => [{ kind: 'deleted', text: old }, { kind: 'inserted', text: now }]);
  const { 绩效指标: table } = view as unknown as { 绩效指标: { rows: Record<string, { text: string }>[] } };
  return table.rows.map(one => marksToHtml(`${one.名称?.text} ${one.指标值?.text}`));
}

test('one table shows added, removed, changed and moved rows', () => {
  const before = viewOf(row('甲', '1'), row('乙', '2'), row('丙', '3'));
  const after = viewOf(row('丙', '3'), row('甲', '4'), row('丁', '5'));
  const rows = [pair([2], [0], true), pair([0], [1]), pair([1], []), pair([], [2])];
  expect(names(before, after, rows, 'both')).toEqual([
    '丙<ins></ins> 3', '甲 <del>1</del><ins>4</ins>', '<del>乙</del> <del>2</del>', '<ins>丁</ins> <ins>5</ins>',
  ]);
  expect(names(before, after, rows, 'before')).toEqual(['甲 <del>1</del>', '<del>乙</del> <del>2</del>', '丙<ins></ins> 3']);
  expect(names(before, after, rows, 'after')).toEqual(['丙<ins></ins> 3', '甲 <ins>4</ins>', '<ins>丁</ins> <ins>5</ins>']);
});

test('a split row keeps its place and its second part is marked as inserted; for a merged row the second is marked as deleted', () => {
  const one = viewOf(row('甲及乙', '1'));
  const two = viewOf(row('甲', '1'), row('乙', '1'));
  expect(names(one, two, [pair([0], [0, 1])], 'both')).toEqual(['<del>甲及乙</del><ins>甲</ins> 1', '<ins>乙</ins> <ins>1</ins>']);
  expect(names(two, one, [pair([0, 1], [0])], 'both')).toEqual(['<del>甲</del><ins>甲及乙</ins> 1', '<del>乙</del> <del>1</del>']);
});

test('of a form that is only in one version all is marked; what belongs to the document is not', () => {
  const view = redlineView(null, viewOf(row('甲', '1')), () => undefined, 'both', () => []);
  expect(view.page.documentTitle).toBe('甲 2024年部门专项绩效目标申报表');
  expect(view.page.fonts).toBeNull();
  const { paragraphs } = view.绩效目标 as { paragraphs: string[] };
  expect(paragraphs.map(marksToHtml)).toEqual(['<ins>一</ins>', '<ins>二</ins>']);
  expect(names(viewOf(row('甲', '1')), null, [], 'both')).toEqual(['<del>甲</del> <del>1</del>']);
});

test('marks within a tag are dropped, and mark characters in the data have no effect', () => {
  expect(marksToHtml('<p title="\uE0F0a\uE0F1">\uE0F0b\uE0F1</p>')).toBe('<p title="a"><del>b</del></p>');
  expect(names(viewOf(row('\uE0F0甲', '1')), viewOf(row('\uE0F0甲', '1')), [pair([0], [0])], 'both')).toEqual(['甲 1']);
});
