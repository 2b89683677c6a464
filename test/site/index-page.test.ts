import { expect, test } from 'vitest';
import type { DepartmentEntry, FormEntry } from '../../src/site/entry.js';
import { indexPage } from '../../src/site/index-page.js';

const form = (budget: string | null, isRead = true): FormEntry => ({
  source: 'data/2024/甲/projects/01-乙.yaml', title: '乙', role: 'project', budget, indicators: 0, classes: [],
  problems: { 错误: 0, 必改: 0, 应改: 0, 可自动改: 0, 提示: 0 }, isDraft: false, isRead, text: '', initials: '',
});
const department = (folder: string, budget: string | null, forms = [form(budget)]): DepartmentEntry =>
  ({ year: '2024', folder, name: folder, initials: '', budget, forms });

/** Returns the shares of departments on the front page, in their order. */
function sharesOf(departments: DepartmentEntry[], missing: string[] = []): (string | undefined)[] {
  const year = { year: '2024', departments, missing, charts: [] };
  const page = indexPage([year], { documentsOf: () => ({ html: undefined, pdf: undefined }), isPublic: false });
  return [...page.matchAll(/ 万元<\/span> <span>([^<]*)<\/span>/g)].map(([, share]) => share);
}

test('a department has its share of the total of a year', () => {
  expect(sharesOf([department('甲', '30'), department('乙', '10')])).toEqual(['75%', '25%']);
  expect(sharesOf([department('甲', '0.1'), department('乙', '1.9')])).toEqual(['5.0%', '95%']);
});

test('no department has a share of a total in which something is missing', () => {
  const [one, two] = [department('甲', '30'), department('乙', '10')];
  expect(sharesOf([one, two], ['丙'])).toEqual(['', '']);
  expect(sharesOf([one, department('乙', null)])).toEqual(['', '']);
  expect(sharesOf([one, department('乙', '10', [form('10'), form(null, false)])])).toEqual(['', '']);
});

test('there is no share of nothing', () => {
  expect(sharesOf([department('甲', '0')])).toEqual(['']);
  expect(sharesOf([department('甲', '0'), department('乙', '5')])).toEqual(['0%', '100%']);
});
