import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildYear } from '../../src/print/bind.js';
import type { BoundVolume } from '../../src/print/bound.js';
import { must } from '../../src/model/must.js';
import { fillSmallRoot } from '../support/run.js';
import { Pdf } from '../support/pdf.js';
import { openPress, type Press } from '../support/press.js';
import { standardFaults } from '../support/standards/index.js';

/* A year whose front is too long for one print: made of one real department, again and again. */

let folder: string;
let press: Press;
let bytes: Uint8Array;
let printed: string[];
const [DEPARTMENTS, FORMS] = [60, 18];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  await fillSmallRoot(folder);
  press = openPress(folder, '0123456789第个部门');
  const bound = must((await press.volumes()).bound[0], 'a department');
  const form = must(bound.forms[0], 'a form');
  const row = must(bound.group.rows[0], 'a project');
  const departments = Array.from({ length: DEPARTMENTS }, (_, index): BoundVolume => ({
    ...bound,
    forms: Array.from({ length: FORMS }, () => form),
    group: {
      ...bound.group,
      name: `第${index + 1}个部门`,
      entries: Array.from({ length: FORMS }, () => must(bound.group.entries[0], 'an entry')),
      rows: Array.from({ length: FORMS - 1 }, () => row),
    },
  }));
  printed = [];
  const tools = {
    ...press.tools,
    print: (html: string, label: string) => {
      printed.push(label);
      return press.tools.print(html, label);
    },
  };
  bytes = await (await buildYear(departments, tools)).document.bytes();
});

afterAll(async () => {
  await press.close();
  await rm(folder, { recursive: true, force: true });
});

test('a front of more than a thousand lines is printed in sections, the overview once', () => {
  // Two sections of contents, at first and with the right numbers, and two of the overview.
  expect(printed).toHaveLength(2 * 2 + 2);
});

test('the volume conforms, every page is counted, and the contents lead to the pages they say', () => {
  expect(standardFaults(bytes)).toEqual([]);
  const pdf = new Pdf(bytes);
  const texts = Array.from({ length: pdf.pages }, (_, page) => pdf.text(page));
  const front = texts.findIndex((text, page) => page > 0 && text.startsWith('2024年部门预算绩效目标汇编' +
    '重庆市'));
  expect(pdf.pages).toBe(front + DEPARTMENTS * (1 + FORMS));
  for (const [page, text] of texts.entries()) {
    const isLeaf = page === 0 || (page >= front && (page - front) % (1 + FORMS) === 0);
    expect(/第\d+页共\d+页/.exec(text)?.[0]).toBe(isLeaf ? undefined : `第${page + 1}页共${pdf.pages}页`);
  }
  const links = Array.from({ length: front }, (_, page) =>
    pdf.document.loadPage(page).getLinks().map(link => pdf.document.resolveLink(link) + 1)).flat();
  const said = pdf.tagged().filter(({ tag }) => tag === 'Link').map(({ text }) => Number(/(\d+)$/.exec(text)?.[1]));
  expect(links).toEqual(said);
  expect(links).toHaveLength(1 + DEPARTMENTS * (1 + FORMS));
  expect(links.at(-1)).toBe(pdf.pages);
  expect(texts.filter(text => text.includes('目录'))).toHaveLength(1);
  expect(texts.filter(text => text.includes('项目一览表') && text.includes('序号'))).toHaveLength(1);
  expect(texts.slice(0, front).filter(text => text.includes('合计'))).toHaveLength(2); // on the cover and below the table
});
