import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PdfCache } from '../../../src/io/cache/cache.js';
import { sha256Of } from '../../../src/model/document.js';
import type { MadePdf } from '../../../src/model/pdf.js';
import { emptyFolder, filesOf } from '../../support/run.js';

const PDF = Buffer.from('%PDF-1.4 a short one');

const PART = Buffer.from('what volumes are bound of');

const pdf = (bytes: Uint8Array = PDF): MadePdf => ({ bytes, pages: 3, part: PART });

/** Gets a PDF from a cache, with its part or without. @returns what came, and how often it had to be made */
async function get(cache: PdfCache, part: string, bytes?: Uint8Array): Promise<Record<string, unknown>> {
  let made = 0;
  const got = await cache.store([part], () => {
    made += 1;
    return Promise.resolve(pdf(bytes));
  });
  const read = { bytes: Buffer.from(await got.bytes()).toString(), part: Buffer.from(await got.part()).toString() };
  return { sha256: got.sha256, pages: got.pages, partSha256: got.partSha256, ...read, made };
}

const RIGHT = {
  sha256: sha256Of(PDF), pages: 3, partSha256: sha256Of(PART), bytes: PDF.toString(), part: PART.toString(),
};

async function onlyFile(folder: string): Promise<string> {
  const names = [...(await filesOf(folder)).keys()];
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
}

test('an entry with a flipped bit, truncated, or all zero is created again, once', async () => {
  const folder = await emptyFolder();
  const cache = new PdfCache(folder, ['identity']);
  expect(await get(cache, 'form')).toEqual({ ...RIGHT, made: 1 });
  const path = await onlyFile(folder);
  const whole = await readFile(path);
  const damaged = [Buffer.alloc(whole.length), Buffer.alloc(0), Buffer.from('{}')];
  for (let index = 0; index < whole.length; index += 7) { // each one: cache-entry.test.ts
    const flipped = Buffer.from(whole);
    flipped[index] = (flipped[index] ?? 0) ^ (1 << (index % 8));
    damaged.push(flipped, whole.subarray(0, index));
  }
  for (const bytes of damaged) {
    await writeFile(path, bytes);
    expect(await get(cache, 'form')).toEqual({ ...RIGHT, made: 1 });
    expect(await get(cache, 'form')).toEqual({ ...RIGHT, made: 0 });
  }
});

test('the part is read when it is needed, and made again when it is gone or damaged by then', async () => {
  const folder = await emptyFolder();
  const cache = new PdfCache(folder, ['identity']);
  let made = 0;
  const make = (): Promise<MadePdf> => {
    made += 1;
    return Promise.resolve(pdf());
  };
  const first = await cache.store(['form'], make);
  await truncate(await onlyFile(folder), 150);
  expect(Buffer.from(await first.part())).toEqual(PART);
  expect(made).toBe(2);
  await rm(await onlyFile(folder));
  await cache.store(['form'], make);
  const known = await cache.store(['form'], make);
  expect(made).toBe(3);
  await rm(await onlyFile(folder));
  expect([Buffer.from(await known.part()), Buffer.from(await known.bytes())]).toEqual([PART, PDF]);
  expect(made).toBe(4);
});

test('a PDF is recalled by its key as far as volumes need it, while it is whole', async () => {
  const folder = await emptyFolder();
  const cache = new PdfCache(folder, ['identity']);
  const { key } = await cache.store(['form'], () => Promise.resolve(pdf()));
  const found = await cache.recallPdf(key);
  expect(found).toMatchObject({ key, pages: 3, partSha256: sha256Of(PART) });
  expect(Buffer.from(await found?.part() ?? [])).toEqual(PART);
  expect(await cache.recallPdf(sha256Of(Buffer.from('other')))).toBeUndefined();
  const path = await onlyFile(folder);
  await truncate(path, (await readFile(path)).length - 1);
  expect(await cache.recallPdf(key)).toBeUndefined();
});

test('a cache that cannot be written is not used, and the PDF comes from memory', async () => {
  const folder = join(await emptyFolder(), 'file');
  await writeFile(folder, '');
  const cache = new PdfCache(folder, ['identity']);
  for (let time = 0; time < 2; time += 1) expect(await get(cache, 'form')).toEqual({ ...RIGHT, made: 1 });
});

test('two swapped entries are not used', async () => {
  const folder = await emptyFolder();
  const cache = new PdfCache(folder, ['identity']);
  await get(cache, 'one');
  const one = await onlyFile(folder);
  const other = Buffer.from('%PDF-1.4 another');
  await get(cache, 'two', other);
  const two = [...(await filesOf(folder)).keys()].map(name => join(folder, name)).find(path => path !== one) ?? '';
  await rename(one, `${one}.aside`);
  await rename(two, one);
  await rename(`${one}.aside`, two);
  expect(await get(cache, 'one')).toEqual({ ...RIGHT, made: 1 });
  expect(await get(cache, 'two', other)).toMatchObject({ bytes: other.toString(), made: 1 });
});

test('a stored value that is damaged, truncated or no JSON is not used', async () => {
  const folder = await emptyFolder();
  const cache = new PdfCache(folder, ['identity']);
  cache.remember(['department'], { entries: [1] });
  expect(await cache.recall(['department'])).toEqual({ entries: [1] });
  const path = await onlyFile(folder);
  const whole = await readFile(path);
  for (let index = 0; index < whole.length; index += 1) {
    const flipped = Buffer.from(whole);
    flipped[index] = (flipped[index] ?? 0) ^ 1;
    await writeFile(path, flipped);
    expect(await cache.recall(['department'])).toBeUndefined();
  }
  await writeFile(path, whole);
  await truncate(path, whole.length - 1);
  expect(await cache.recall(['department'])).toBeUndefined();
  await writeFile(path, '{}');
  expect(await cache.recall(['department'])).toBeUndefined();
});

test('differently divided parts, and values and PDFs, have separate entries', async () => {
  const folder = await emptyFolder();
  const cache = new PdfCache(folder, ['identity', '']);
  const keys: string[][] = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], ['3\0abc'], ['é'], ['e', '\u0301'], ['pdf', 'abc']];
  for (const parts of keys) cache.remember(parts, parts);
  for (const parts of keys) expect(await cache.recall(parts)).toEqual(parts);
  expect(await new PdfCache(folder, ['identity', 'x']).recall(['abc'])).toBeUndefined();
  expect(await get(cache, 'abc')).toEqual({ ...RIGHT, made: 1 });
});

describe('a cache above its limit of 1 GB', () => {
  const DAY = 24 * 3600 * 1000;
  /** A file in the cache, of blanks that take no room on the disk. */
  const entry = async (folder: string, name: string, megabytes: number, days: number): Promise<void> => {
    await writeFile(join(folder, name), '');
    await truncate(join(folder, name), megabytes * 1024 ** 2);
    const used = new Date(Date.now() - days * DAY);
    await utimes(join(folder, name), used, used);
  };
  const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder)).filter(name => name.endsWith('MB')).sort();

  test('loses those entries that were not used for the longest time, and no more than it must', async () => {
    const folder = await emptyFolder();
    const cache = new PdfCache(folder, ['identity']);
    await entry(folder, 'new 500 MB', 500, 1);
    await entry(folder, 'oldest 300 MB', 300, 9);
    await entry(folder, 'older 300 MB', 300, 7);
    await entry(folder, 'old 400 MB', 400, 5);
    cache.remember(['now'], 'value');
    await cache.trim();
    expect(await namesIn(folder)).toEqual(['new 500 MB', 'old 400 MB']);
    expect(await cache.recall(['now'])).toBe('value');
  });

  test('is left alone by a run that added nothing', async () => {
    const folder = await emptyFolder();
    await entry(folder, '1500 MB', 1500, 1);
    await new PdfCache(folder, ['identity']).trim();
    expect(await namesIn(folder)).toEqual(['1500 MB']);
  });

  test('is left alone below it', async () => {
    const folder = await emptyFolder();
    const cache = new PdfCache(folder, ['identity']);
    await entry(folder, '900 MB', 900, 300);
    cache.remember(['now'], 'value');
    await cache.trim();
    expect(await namesIn(folder)).toEqual(['900 MB']);
  });
});

test('what a killed run left half written is removed after a minute', async () => {
  const folder = await emptyFolder();
  const cache = new PdfCache(folder, ['identity']);
  const [young, old] = [`ab.${randomUUID()}`, `cd.${randomUUID()}`];
  for (const name of [young, old]) await writeFile(join(folder, name), 'half');
  const before = new Date(Date.now() - 61_000);
  await utimes(join(folder, old), before, before);
  cache.remember(['now'], 'value');
  await cache.trim();
  expect((await readdir(folder)).filter(name => name.includes('.'))).toEqual([young]);
});
