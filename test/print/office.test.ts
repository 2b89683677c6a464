import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compare, type Side } from '../../src/compare/compare.js';
import { trackedWord } from '../../src/compare/redline.js';
import { load } from '../../src/load/load.js';
import { openProject } from '../../src/load/project.js';
import type { MeasuredPage } from '../../src/model/measured.js';
import { must } from '../../src/model/must.js';
import { SOURCES_PART, textsDigest } from '../../src/model/office-sources.js';
import { wordDocument } from '../../src/print/office/word/document.js';
import { attachmentsOf, formsOf } from '../../src/print/print.js';
import { viewForm } from '../../src/print/views/form.js';
import { sourcesOf } from '../../src/model/inputs.js';
import { readTemplates } from '../../src/io/program.js';
import { createRenderer } from '../../src/print/render.js';
import { openPress, type Press } from '../support/press.js';
import { edit, emptyFolder, REPOSITORY } from '../support/run.js';
import { partsOf, readWord, settled, type WordTable } from '../support/word.js';

/* Word files of real forms and of every layout, laid out by the real browser. */

const ROOTS = ['', 'ministry', 'sheet', 'county', 'bureau'].map(name => join(REPOSITORY, name && `test/fixtures/layouts/${name}`));

interface Made {
  html: string;
  page: MeasuredPage;
  bytes: Uint8Array;
  again: Uint8Array;
  yaml: string;
}

const made = new Map<string, Made>();
const renders = ROOTS.map(root => createRenderer(readTemplates(root)));
let press: Press;

beforeAll(async () => {
  const loaded = ROOTS.map((root) => {
    const { inputs, layouts, fonts } = openProject(root, []);
    const { departments } = load(inputs, layouts, fonts);
    return { tasks: formsOf(departments), texts: sourcesOf(inputs).map(({ text }) => text) };
  });
  press = openPress(must(ROOTS[0], 'a root'), loaded.flatMap(({ texts }) => texts).join(''));
  for (const [index, { tasks }] of loaded.entries()) {
    for (const { department, form } of index ? tasks : tasks.slice(0, 2)) {
      const view = viewForm(form, department);
      const html = must(renders[index], 'a renderer')('form', view);
      const page = await press.tools.layOut(html, form.source.path);
      const { documentTitle: title, author } = view.page;
      const options = { title, author, isDraft: false, attachments: attachmentsOf(form, department) };
      const [bytes, again] = [await wordDocument(page, options), await wordDocument(page, options)];
      made.set(`${form.kind.layout} ${form.source.path}`, { html, page, bytes, again, yaml: form.source.text });
    }
  }
}, 120_000);
afterAll(() => press.close());

/** The texts of a page, without blanks and what is hidden from readers. */
function textsOf(html: string): string {
  const body = html.slice(html.indexOf('<body')).replace(/<(thead|tfoot|div)[^>]* aria-hidden="true">.*?<\/\1>/gs, '');
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': '\'', '#x3D': '=', '#x60': '`' };
  return body.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (_, name: string) => must(signs[name], name)).replace(/\s/g, '');
}

const inOrder = ({ rows }: WordTable): string => rows.flatMap(({ cells }) => cells.map(({ text }) => text)).join('');

describe('Word files', () => {
  test('there is one for every form of every layout', () => {
    expect(made.size).toBe(10);
    expect(new Set([...made.keys()].map(name => name.split(' ')[0]))).toEqual(new Set(['shapingba', 'ministry', 'sheet', 'county', 'bureau']));
  });

  test('have all texts of the page, and no other', () => {
    for (const [name, { html, bytes }] of made) {
      const { paragraphs, tables } = readWord(bytes);
      const seen = [...paragraphs, ...tables.map(inOrder)].join('').replace(/\s/g, '');
      const expected = textsOf(html);
      expect([...seen].sort().join(''), name).toBe([...expected].sort().join(''));
      for (const table of tables) expect(expected, name).toContain(inOrder(table).replace(/\s/g, ''));
    }
  });

  test('have rows that fill their table, as wide as the page', () => {
    for (const [name, { bytes, page }] of made) {
      const { tables } = readWord(bytes);
      expect(tables.length, name).toBe(page.blocks.filter(({ kind }) => kind === 'table').length);
      for (const { grid, rows } of tables) {
        const inner = (page.width - page.margins.left - page.margins.right) * 20;
        expect(Math.abs(grid.reduce((sum, width) => sum + width, 0) - inner), name).toBeLessThan(60);
        let above: WordTable['rows'][number]['cells'] = [];
        for (const { cells } of rows) {
          expect(cells.reduce((sum, { columns }) => sum + columns, 0), name).toBe(grid.length);
          let column = 0;
          for (const { columns, width, goesOn, text } of cells) {
            expect(width, name).toBe(grid.slice(column, column + columns).reduce((sum, one) => sum + one, 0));
            if (goesOn) expect([text, startsAt(above, column)], name).toEqual(['', columns]);
            column += columns;
          }
          above = cells;
        }
      }
    }
  });

  test('repeat the header of the indicators, and say what is a header', () => {
    for (const [name, { html, bytes }] of made) {
      const heads = [...html.matchAll(/<thead>/g)].length;
      const tables = readWord(bytes).tables.filter(({ rows }) => rows[0]?.isHeader);
      expect(tables.length, name).toBe(heads);
      const xml = must(partsOf(bytes).get('word/document.xml'), name);
      expect([...xml.matchAll(/<w:tblLook[^>]*w:firstRow="true"/g)].length, name).toBe(heads);
      expect(xml, name).toContain('w:val="Heading1"');
    }
  });

  test('are the same bytes again, without times', () => {
    for (const [name, { bytes, again }] of made) {
      expect(Buffer.compare(bytes, again), name).toBe(0);
      const parts = partsOf(bytes);
      for (const [part, text] of parts) expect(text, `${name} ${part}`).not.toMatch(/20\d\d-\d\d-\d\dT|Un-named/);
      expect(parts.get('word/styles.xml')).toContain('w:eastAsia="zh-CN"');
    }
  });

  test('hold their YAML, and a digest of their texts', () => {
    for (const [name, { bytes, yaml }] of made) {
      const parts = partsOf(bytes);
      const [, texts, base64 = ''] = must(/texts="(\w+)">([^<]+)</.exec(must(parts.get(SOURCES_PART), name)), name);
      expect(Buffer.from(base64, 'base64').toString(), name).toBe(yaml);
      const document = must(parts.get('word/document.xml'), name);
      const all = [...document.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'));
      expect(textsDigest(all), name).toBe(texts);
    }
  });

  test('lie on their side where the page does', () => {
    const [, { bytes }] = must([...made].find(([name]) => name.startsWith('sheet')), 'a sheet');
    const [size] = /<w:pgSz [^>]*>/.exec(must(partsOf(bytes).get('word/document.xml'), 'a document')) ?? [];
    expect(size).toBe('<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>');
  });

  test('have the watermark of drafts on all pages', async () => {
    const [, { page }] = must([...made][0], 'a form');
    const parts = partsOf(await wordDocument(page, { title: '甲', author: '乙', isDraft: true, attachments: [] }));
    for (const part of ['word/header1.xml', 'word/header2.xml']) expect(parts.get(part)).toContain('string="草稿"');
    const clean = partsOf(must([...made][0], 'a form')[1].bytes);
    expect([...clean.values()].join('')).not.toContain('草稿');
  });
});

/** Returns how many columns the cell covers that begins at a column. */
function startsAt(cells: WordTable['rows'][number]['cells'], column: number): number | undefined {
  let at = 0;
  for (const { columns } of cells) {
    if (at === column) return columns;
    at += columns;
  }
  return undefined;
}

describe('tracked changes', () => {
  const rowsIn = (tables: readonly WordTable[]): string[][] =>
    tables.flatMap(({ rows }) => rows.map(({ cells }) => cells.map(({ text }) => text).filter(Boolean)));

  test.each([
    ['shapingba', '', 'data/2024/沙坪坝街道/projects/08-卫生健康.yaml', spoilReal],
    ['county', 'test/fixtures/layouts/county', 'data/2024/县交通局/项目/01-农村公路养护.yaml', spoilCounty],
  ])('of %s are the old form when rejected, the new one when accepted', async (_, from, path, spoil) => {
    const [before, after] = [await emptyFolder(), await emptyFolder()];
    for (const root of [before, after]) {
      for (const folder of from ? ['data', 'schemas', 'templates'] : ['data']) {
        await cp(join(REPOSITORY, from, folder), join(root, folder), { recursive: true });
      }
    }
    await edit(join(after, path), spoil);
    const sideOf = (root: string): Side => {
      const { inputs, layouts, fonts } = openProject(root, []);
      return { version: { name: root, commit: null }, inputs, layouts, loaded: load(inputs, layouts, fonts) };
    };
    const sides = { before: sideOf(before), after: sideOf(after) };
    const changes = must(compare(sides.before, sides.after, new Map(), 0).departments[0]?.forms.find(form => form.path === path), 'a change');
    const tools = { ...press.tools, render: must(renders[from ? 3 : 0], 'a renderer') };
    const redline = await must(await trackedWord({ changes, ...sides }, tools), 'a redline').bytes();
    const xml = must(partsOf(redline).get('word/document.xml'), 'a document');
    const rows = [...xml.matchAll(/<w:trPr>(?:(?!<\/w:trPr>).)*<w:(ins|del) w:id="\d+" w:author="jixiao"\/>/gs)].map(([, mark]) => mark);
    expect(new Set(rows)).toEqual(new Set(['ins', 'del']));
    expect(xml.includes('w:date')).toBe(false);
    for (const [side, how] of [['before', 'rejected'], ['after', 'accepted']] as const) {
      const department = must(sides[side].loaded.departments[0], 'a department');
      const form = must(department.projects.find(({ source }) => source.path === path), path);
      const page = await tools.layOut(tools.render('form', viewForm(form, department)), path);
      const plain = readWord(await wordDocument(page, { title: '', author: '', isDraft: false, attachments: [] }));
      const own = settled(redline, how);
      expect(rowsIn(own.tables)).toEqual(rowsIn(plain.tables));
      expect(own.paragraphs).toEqual(plain.paragraphs);
    }
  });
});

/** A row goes, one comes, one moves to the top; words and paragraphs change. */
function spoilReal(yaml: string): string {
  const [head = '', list = ''] = yaml.split(/(?<=^绩效指标:\n)/m);
  const rows = list.split(/^(?= {2}- )/m);
  const [one = '', two = '', three = '', ...rest] = rows;
  const added = one.replace(/名称: .*/, '名称: 新增的一个指标');
  return head.replace(/(项目概况: \|\n)/, '$1  新写的一段。\n\n').replace('爱国卫生', '健康卫生') + [three, two, added, ...rest].join('');
}

/** The first row of a merged class goes, one comes before the last. */
function spoilCounty(yaml: string): string {
  const parts = yaml.split(/^(?= {2}- )/m);
  const last = must(parts.at(-1), 'a row');
  const added = last.replace(/三级: [^,}]*/, '三级: 新增的一个指标').replace(/\n.*/s, '\n');
  return [must(parts[0], 'a head'), ...parts.slice(2, -1), added, last].join('');
}
