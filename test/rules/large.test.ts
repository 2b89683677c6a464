import { describe, expect, test } from 'vitest';
import type { Form, Indicator } from '../../src/model/form.js';
import { Source } from '../../src/model/source.js';
import { bounded } from '../../src/model/bounded.js';
import { Copies } from '../../src/rules/reading/copies.js';
import { KnownNames } from '../../src/rules/reading/known-names.js';
import { check } from '../../src/load/check.js';
import { shipped } from '../support/layouts.js';
import { realScheme } from '../support/scheme.js';

/*
 * Rules read texts of any shape. A file has at most 256 kB: 80,000 Chinese characters, or a text and 2,000 indicators.
 * A rule whose work grows with the square of that takes minutes, the others together less than two seconds; the
 * timeout ends a test whose rules take minutes.
 */

const LETTERS = 80_000;
const TIMEOUT = 60_000;

const scheme = realScheme();
const kinds = { department: shipped('department').kind, project: shipped('project').kind };

function indicator(name: string, unit: string, target: string): Indicator {
  return { level1: '产出', level2: '数量', name, weight: '1', unit, operator: '≥', target };
}

function project(text: string, indicators: Indicator[] = [], name = '甲'): Form {
  const source = new Source(`data/2024/甲/projects/${name}.yaml`, new Uint8Array());
  const data = {
    name, supervisor: '乙', budget: { total: '3', own: '3', transfer: '0' },
    summary: text, basis: text, goal: `${text}。`, indicators,
  };
  return { kind: kinds.project, source, data };
}

/** @returns what all rules find */
function checkAll(projects: Form[]): ReturnType<typeof check> {
  const source = new Source('data/2024/甲/department.yaml', new Uint8Array());
  const data = { department: '甲', supervisor: '乙', budget: '3', goal: '甲。', indicators: [] };
  const form = { kind: kinds.department, source, data };
  const department = { year: '2024', name: '甲', scheme, form, projects, stages: [], hasProjects: true, hasGlyph: () => true, lastYear: [], elsewhere: new Copies(), knownNames: new KnownNames() };
  const forms = [form, ...projects].map(one => ({ form: one, positions: new Map() }));
  return check(forms, department, true);
}

/** A text as long as fits into a file. */
const fill = (text: string, rest = ''): string => text.repeat(Math.floor(LETTERS / text.length)) + rest;
const halves = (one: string, other: string): string =>
  [one, other].map(text => text.repeat(Math.floor(LETTERS / 2 / text.length))).join('');
const each = (length: number, make: (index: number) => string): string =>
  Array.from({ length: Math.floor(LETTERS / length) }, (_, index) => make(index)).join('');
const han = (index: number): string => String.fromCodePoint(0x4E00 + index % 20_000);

describe('no rule takes minutes', () => {
  test.each([
    ['figures', fill('1个')],
    ['figures about one thing', each(10, index => `人行道绿化${index + 10_000}个`)],
    ['amounts', fill('预算总额1元')],
    ['blanks', fill('甲 ')],
    ['blanks in a title', `《${fill('甲 ')}`],
    ['empty lines', fill('\n')],
    ['blanks after a year', `沙府发〔2021〕${fill(' ')}`],
    ['open brackets', fill('（')],
    ['brackets of two kinds', halves('（', '》')],
    ['brackets in brackets', halves('(', ')')],
    ['brackets of western and Chinese kind', halves('（', ')')],
    ['a title of brackets', `《${fill('（')}）》`],
    ['document numbers', fill('沙府发〔2021〕1号、')],
    ['document numbers behind titles', fill('《绿》沙府发〔2021〕1号')],
    ['document numbers in look-alike brackets', fill('沙府发﹝2021﹞1号、')],
    ['signs as title marks', fill('<绿绿>')],
    ['names of people', each(6, index => `遗属王${han(index)}${han(index * 7)}、`)],
    ['clauses', each(15, index => `甲乙丙丁戊己庚辛壬${String(index).padStart(5, '0')}，`)],
    ['digits', fill('9')],
    ['stops', fill('一.')],
    ['list numbers', fill('1.甲\n')],
    ['years', fill('2023年计划、')],
    ['Chinese', fill('绿')],
  ])('over a text of %s', { timeout: TIMEOUT }, (_, text) => {
    expect(checkAll([project(text)]).length).toBeGreaterThan(0);
  });

  test.each<[string, string, (index: number) => Indicator]>([
    ['figures', '1个', index => indicator(`绿化${index % 7}数`, '个', String(index + 100_000))],
    ['amounts', '1元', index => indicator('金额', ['元', '万元', '万人'][index % 3] ?? '', String(index + 2))],
    ['counts and rates', '甲', index => indicator(index % 2 ? '补助人数' : '满意率', index % 2 ? '人' : '%', index % 2 ? '9' : '99')],
    ['long names', '绿', index => indicator(each(800, one => han(index * 100 + one)), '个', '1')],
    ['names of many things', '绿', index => indicator('甲、'.repeat(50), `个${index}`, '1')],
    ['units that are unknown', '绿', index => indicator('甲', `万${han(index)}`, '0.5')],
  ])('over 2,000 indicators and a text: %s', { timeout: TIMEOUT }, (_, text, row) => {
    const indicators = Array.from({ length: 2000 }, (__, index) => row(index));
    expect(checkAll([project(fill(text).slice(0, 30_000), indicators)]).length).toBeGreaterThan(0);
  });

  test('over 300 projects with the same documents and indicators', { timeout: TIMEOUT }, () => {
    const documents = '沙府发〔2021〕1号、'.repeat(200);
    const rows = Array.from({ length: 20 }, (_, index) => indicator(`绿化${index}数`, ['栋', '幢'][index % 2] ?? '', '3'));
    const found = checkAll(Array.from({ length: 300 }, (_, index) => project(documents, rows, `项目${index}`)));
    expect(found.filter(({ code }) => code === 'document-duplicate').length).toBeGreaterThan(50_000);
  });
});

test('of very many findings a report lists a hundred of each rule and file, and says how many more there are', () => {
  const found = checkAll([project('（'.repeat(1000), [], '一'), project('（'.repeat(100), [], '二')]);
  const own = (list: typeof found, name: string): typeof found =>
    list.filter(({ code, file }) => code === 'brackets' && file.endsWith(`${name}.yaml`));
  const listed = bounded(found);
  expect(own(found, '一')).toHaveLength(3000);
  expect(own(listed, '一')).toHaveLength(101);
  expect(own(listed, '一').at(-1)?.message).toBe('从这里起，这个文件里还有 2900 处同样的问题，没有一一列出');
  expect(own(listed, '二').at(-1)?.message).toContain('还有 200 处');
});
