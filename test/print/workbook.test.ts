import { expect, test } from 'vitest';
import type { Cell, MeasuredPage, Paragraph, Row } from '../../src/model/measured.js';
import { must } from '../../src/model/must.js';
import { SOURCES_PART, textsDigest } from '../../src/model/office-sources.js';
import { workbook, type WorkbookContent, type WorkbookForm } from '../../src/print/office/excel/workbook.js';
import { partsOf } from '../support/word.js';
import { all, type Element, first, parseXml } from '../support/xml.js';

/* Workbooks, from pages as the browser measures them. */

const SIDES = { top: 1, right: 1, bottom: 1, left: 1 };
const paragraph = (text: string): Paragraph => ({
  level: 0, align: 'center', firstLine: 0, left: 0, right: 0, line: 16, keepNext: false, tabs: [],
  runs: text ? [{ text, size: 10.5, families: ['Noto Serif SC'], bold: false, spacing: 0, change: null }] : [],
});
const cell = (column: number, text: string, columns = 1, rows = 1): Cell =>
  ({ column, columns, rows, isLabel: false, vertical: 'center', padding: SIDES, borders: SIDES, paragraphs: [paragraph(text)] });
const row = (cells: Cell[], height = 20): Row =>
  ({ isHeader: false, isWhole: true, keepNext: false, height, isStretched: false, cells });

const PAGE: MeasuredPage = {
  width: 595.3, height: 841.9, margins: { top: 60, right: 50, bottom: 60, left: 50 }, fits: true, footer: '',
  header: { first: { left: '', center: '', right: '' }, next: { left: 'A&B', center: '', right: '' } },
  marginFont: { size: 9, families: ['serif'] },
  blocks: [
    { kind: 'paragraph', gap: 0, paragraph: { ...paragraph('单位：甲\t单位：万元'), tabs: [{ at: 495, align: 'right' }] } },
    { kind: 'table', gap: 4, left: 0, table: { widths: [100, 200, 195.3], rows: [
      row([cell(0, '名称', 1, 2), cell(1, '=cmd|\'/C calc\'!A0'), cell(2, '3,860,000.00')]),
      row([cell(1, '39.30'), cell(2, '00123')]),
      row([cell(0, '长文'), cell(1, '+1-2', 2)], 900),
    ] } },
    { kind: 'table', gap: 0, left: 0, table: { widths: [250, 245.3], rows: [row([cell(0, '13800000000'), cell(1, '≥95%_x0041_x0042_')])] } },
  ],
};
const form = (sheet: string, shownBy: number): WorkbookForm => ({
  sheet, shownBy, kind: '申报表', name: '@项目', budget: '39.30', indicators: 1,
  attachments: sheet ? [{ name: '01.yaml', bytes: Buffer.from('名称: 甲\r\n') }] : [],
});
const CONTENT: WorkbookContent = {
  title: '甲　2024年度', author: '甲', isDraft: true,
  forms: [form('01-甲/乙', 0), form('01-甲:乙', 1), form('', 0)],
  targets: { head: ['年度', '名称'], rows: [['2024', '-2+3'], ['2024', '次数']] },
};

async function made(): Promise<{ parts: Map<string, string>; sheets: Element[]; strings: string[]; names: string[] }> {
  const parts = partsOf(await workbook(CONTENT, new Map([[0, PAGE], [1, PAGE]])));
  const strings = all(parseXml(must(parts.get('xl/sharedStrings.xml'), 'strings')), 'si')
    .map(one => all(one, 't').flatMap(({ children }) => children.map(({ text }) => text)).join(''));
  const names = all(parseXml(must(parts.get('xl/workbook.xml'), 'a workbook')), 'sheet').map(({ attributes }) => attributes.name ?? '');
  const sheets = names.map((_, index) => parseXml(must(parts.get(`xl/worksheets/sheet${index + 1}.xml`), 'a sheet')));
  return { parts, sheets, strings, names };
}

function valuesOf(sheet: Element, strings: readonly string[]): Map<string, string | number> {
  return new Map(all(sheet, 'c').flatMap(({ attributes, children }) => {
    const value = first({ name: '', attributes: {}, children, text: '' }, 'v')?.children[0]?.text;
    if (value === undefined) return [];
    return [[attributes.r ?? '', attributes.t === 's' ? must(strings[Number(value)], value) : Number(value)] as const];
  }));
}

test('a workbook has an overview, all indicators, and a sheet for each form, whatever it is called', async () => {
  const { sheets, strings, names } = await made();
  expect(names).toEqual(['概览', '指标', '01-甲-乙', '01-甲-乙（2）']);
  const [overview, indicators] = sheets.map(sheet => [...valuesOf(sheet, strings).values()]);
  expect(overview).toEqual([
    '甲　2024年度（草稿）', '序号', '表', '名称', '预算（万元）', '指标数',
    1, '申报表', '@项目', 39.3, 1, 2, '申报表', '@项目', 39.3, 1, 3, '申报表', '@项目', 39.3, 1,
  ]);
  expect(indicators).toEqual(['年度', '名称', 2024, '-2+3', 2024, '次数']);
  expect(first(sheets[1], 'autoFilter')?.attributes.ref).toBe('A1:B3');
  expect(first(sheets[1], 'pane')?.attributes).toMatchObject({ ySplit: '1', state: 'frozen' });
});

test('numbers are numbers with their digits, all else is text, and nothing is a formula', async () => {
  const { parts, sheets, strings } = await made();
  for (const sheet of sheets) expect(all(sheet, 'f')).toEqual([]);
  const values = [...valuesOf(must(sheets[2], 'a form'), strings).values()];
  expect(values).toEqual([
    '草稿', '单位：甲', '单位：万元', '名称', '=cmd|\'/C calc\'!A0', 3860000, 39.3, '00123', '长文', '+1-2', '13800000000',
    '≥95%_x005F_x0041_x005F_x0042_', // Excel reads _x0041_ as an A
  ]);
  const styles = parseXml(must(parts.get('xl/styles.xml'), 'styles'));
  const formats = all(styles, 'numFmt').map(({ attributes }) => attributes.formatCode);
  expect(formats).toEqual(expect.arrayContaining(['@', '0.00', '#,##0.00']));
});

test('a form is one page wide; merged cells do not meet, and a high row is several', async () => {
  const { parts, sheets } = await made();
  const sheet = must(sheets[2], 'a form');
  expect(first(sheet, 'pageSetup')?.attributes).toMatchObject({ paperSize: '9', fitToHeight: '0' });
  const heights = all(sheet, 'row').map(({ attributes }) => Number(attributes.ht));
  expect(heights.every(height => height <= 409)).toBe(true);
  const taken = new Set<string>();
  const merges = all(sheet, 'mergeCell').map(({ attributes }) => attributes.ref ?? '');
  expect(merges).toContain('A5:A7'); // 长文
  for (const merge of merges) {
    const [, from = '', top = '', to = '', bottom = ''] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(merge) ?? [];
    for (let column = from.charCodeAt(0); column <= to.charCodeAt(0); column += 1) {
      for (let line = Number(top); line <= Number(bottom); line += 1) {
        expect(taken.has(`${column},${line}`), merge).toBe(false);
        taken.add(`${column},${line}`);
      }
    }
  }
  // Excel takes names that begin with a digit for damage unless they are quoted.
  const areas = all(parseXml(must(parts.get('xl/workbook.xml'), 'a workbook')), 'definedName').map(({ children }) => children[0]?.text);
  expect(areas).toContain('\'01-甲-乙\'!$A$1:$D$8');
});

test('a workbook is the same bytes again, without times, and holds its YAML', async () => {
  const [one, other] = [await workbook(CONTENT, new Map([[0, PAGE]])), await workbook(CONTENT, new Map([[0, PAGE]]))];
  expect(Buffer.compare(one, other)).toBe(0);
  const { parts, sheets, strings } = await made();
  for (const text of parts.values()) expect(text).not.toMatch(/20\d\d-\d\d-\d\dT/);
  const [source] = all(parseXml(must(parts.get(SOURCES_PART), 'the sources')), 'source');
  expect(source?.attributes).toMatchObject({ name: '01.yaml', sheet: '01-甲-乙' });
  expect(Buffer.from(source?.children[0]?.text ?? '', 'base64').toString()).toBe('名称: 甲\r\n');
  const texts = [...valuesOf(must(sheets[2], 'a form'), strings).values()].map(text => String(text).replaceAll('_x005F_', '_'));
  expect(source?.attributes.texts).toBe(textsDigest(texts));
});
