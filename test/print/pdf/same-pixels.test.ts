import { inflateSync } from 'node:zlib';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finish } from '../../../src/print/finish.js';
import { type Part, partsOf } from '../../../src/print/pdf/part.js';
import { formsOf, type PrintTask } from '../../../src/print/print.js';
import { longForm, openPress, type Press, pressRedline, type Pressed } from '../../support/press.js';
import { Pdf } from '../../support/pdf.js';
import { edit, PROJECT, REPOSITORY } from '../../support/run.js';

/*
 * A print of Chromium and the document made of it look the same. Glyphs may move by half a thousandth of their size and
 * the rounding of a distance, which is less than 0.02 pt. The pictures have 2 pixels a point, and mupdf draws glyphs
 * at steps of a quarter pixel, those of 24 pixels and more at steps of half a pixel: where a glyph moves over the
 * limit of a step, a pixel at its edge changes by a quarter or half of the way from black to white.
 */
const SCALE = 2;
const QUARTER = 66;
const HALF = 130;

const CLEAN = join(REPOSITORY, 'test/fixtures/clean');
const FRONT = '2024/沙坪坝街道/volume 目录';

let press: Press;
let folder: string;
const documents = new Map<string, Pressed>();

beforeAll(async () => {
  press = openPress(REPOSITORY);
  const add = (made: Pressed, name = made.name): unknown => documents.set(name, made);
  for (const form of await press.forms()) add(form);
  await press.volumes();
  const { html = '', printed = Buffer.of() } = press.raw.get(FRONT) ?? {};
  const { bytes } = await finish(printed, { title: '甲', author: '乙', html, attachments: [] }, press.tools.fonts);
  add({ name: 'front', html, printed, bytes });
  const [, task] = formsOf(press.departments) as [PrintTask, PrintTask];
  add(await press.form({ ...task, form: longForm(task.form, 20), isDraft: false }), 'long');
  add(await press.form({ ...task, form: longForm(task.form, 5), isDraft: true }), 'draft');
  folder = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  await cp(CLEAN, folder, { recursive: true });
  await edit(join(folder, PROJECT), text => text.replace('保证机关', '保障单位').replace('盘点次数', '每年盘点次数'));
  const after = openPress(folder, '修订对照稿 → 甲乙');
  add(await pressRedline(CLEAN, folder, after));
  await after.close();
});

afterAll(async () => {
  await press.close();
  await rm(folder, { recursive: true, force: true });
});

const namesOfForms = (): string[] => [...documents.keys()].filter(name => name.startsWith('2024/'));
const pairOf = (name: string): [Pdf, Pdf] => {
  const { printed, bytes } = documents.get(name) as Pressed;
  const pair: [Pdf, Pdf] = [new Pdf(printed), new Pdf(bytes)];
  expect(pair[1].pages).toBe(pair[0].pages);
  return pair;
};

/** Returns the largest difference of a pixel, from 0 to 255, on each page. */
function differences(name: string): number[] {
  const [before, after] = pairOf(name);
  return Array.from({ length: before.pages }, (_, page) => {
    const [one, other] = [before.picture(page, SCALE), after.picture(page, SCALE)];
    expect([other.width, other.height]).toEqual([one.width, one.height]);
    let most = 0;
    for (let at = 0; at < one.data.length; at += 1) {
      most = Math.max(most, Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0)));
    }
    return most;
  });
}

interface Char {
  text: string;
  x: number;
  y: number;
  size: number;
}

/** Returns the characters of a page with their places in pt. */
function charsOf(pdf: Pdf, page: number): Char[] {
  const chars: Char[] = [];
  pdf.document.loadPage(page).toStructuredText('preserve-whitespace,accurate-bboxes').walk({
    onChar: (text, [x, y], _font, size) => void chars.push({ text, x, y, size }),
  });
  return chars;
}

/** Expects the same characters in the same order, each less than 0.02 pt from its place. @returns their number */
function expectSamePlaces(name: string): number {
  const [before, after] = pairOf(name);
  let count = 0;
  for (let page = 0; page < before.pages; page += 1) {
    const [one, other] = [charsOf(before, page), charsOf(after, page)];
    expect(other.map(({ text }) => text).join('')).toBe(one.map(({ text }) => text).join(''));
    const moved = one.map(({ x, y, size }, index) => {
      const { x: nowX = NaN, y: nowY = NaN, size: nowSize = NaN } = other[index] ?? {};
      return Math.max(Math.abs(nowX - x), Math.abs(nowY - y), Math.abs(nowSize - size));
    });
    expect(moved.reduce((most, next) => Math.max(most, next), 0)).toBeLessThan(0.02);
    count += one.length;
  }
  return count;
}

describe('a finished form', () => {
  test('has the pixels that were printed', () => {
    expect(namesOfForms()).toHaveLength(18);
    for (const difference of namesOfForms().flatMap(differences)) expect(difference).toBeLessThanOrEqual(QUARTER);
  });

  test('has its glyphs where they were printed', () => {
    for (const name of namesOfForms()) expect(expectSamePlaces(name)).toBeGreaterThan(200);
  });

  test('of five pages has both on each', () => {
    const found = differences('long');
    expect(found).toHaveLength(5);
    for (const difference of found) expect(difference).toBeLessThanOrEqual(QUARTER);
    expectSamePlaces('long');
  });
});

describe('other documents', () => {
  test('are the same as printed: the front of a volume, whose cover has large glyphs', () => {
    const [cover = NaN, ...others] = differences('front');
    expect(cover).toBeLessThanOrEqual(HALF);
    for (const difference of others) expect(difference).toBeLessThanOrEqual(QUARTER);
    expectSamePlaces('front');
  });

  test('are the same as printed: a redline, whose deleted text is struck through', () => {
    for (const difference of differences('redline')) expect(difference).toBeLessThanOrEqual(QUARTER);
    expectSamePlaces('redline');
  });

  test('are the same as printed: a draft, whose watermark is large', () => {
    const found = differences('draft');
    expect(found.length).toBeGreaterThan(1);
    for (const difference of found) expect(difference).toBeLessThanOrEqual(HALF);
    expectSamePlaces('draft');
  });
});

test('the watermark of a draft is the first thing in the content of each page, and an artifact', () => {
  const { printed, html } = documents.get('draft') as Pressed;
  const [{ pages, fonts }] = partsOf(printed, { title: '甲', html }, press.tools.fonts) as [Part];
  const codes = fonts.flatMap(({ glyphs }) => glyphs.filter(([, { text }]) => text === '8349' || text === '7A3F').map(([glyph]) => glyph));
  expect(pages.length).toBeGreaterThan(1);
  for (const { body, margins } of pages) {
    const content = inflateSync(body).toString('latin1');
    const [, first = '', shown = ''] = /([^]*?)(?:<([\dA-F]+)>|$)/.exec(content) ?? [];
    expect(first).toMatch(/\/Artifact BMC\nBT\n[^]*$/);
    expect((shown.match(/.{4}/g) ?? []).map(code => parseInt(code, 16)).every(code => codes.includes(code))).toBe(true);
    expect(margins).not.toContain(shown);
  }
});

test('the comparison notices another page', () => {
  const [{ printed }, { bytes }] = namesOfForms().map(name => documents.get(name)) as [Pressed, Pressed];
  documents.set('changed', { name: 'changed', html: '', printed, bytes });
  expect(differences('changed')[0]).toBe(255);
  expect(() => expectSamePlaces('changed')).toThrow();
});
