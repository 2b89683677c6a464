import { readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PdfCache } from '../../../src/io/cache/cache.js';
import { sha256Of } from '../../../src/model/document.js';
import type { ReadyPdf } from '../../../src/model/pdf.js';
import { emptyFolder, filesOf } from '../../support/run.js';

const PDF = Buffer.from('%PDF-1.4 a short one');

function pdf(bytes: Uint8Array = PDF): ReadyPdf {
  return { sha256: sha256Of(bytes), pages: 3, bytes: () => Promise.resolve(bytes) };
}

/** Gets a PDF from a cache. @returns what came, and whether it had to be made */
async function get(cache: PdfCache, part: string, bytes?: Uint8Array): Promise<unknown> {
  let made = false;
  const got = await cache.store([part], () => {
    made = true;
    return Promise.resolve(pdf(bytes));
  });
  return { sha256: got.sha256, pages: got.pages, bytes: Buffer.from(await got.bytes()).toString(), made };
}

const RIGHT = { sha256: sha256Of(PDF), pages: 3, bytes: PDF.toString() };

async function onlyFile(folder: string): Promise<string> {
  const names = [...(await filesOf(folder)).keys()];
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
}

test('an entry with a flipped bit, truncated anywhere, or all zero is created again, once', async () => {
  const folder = await emptyFolder();
  const cache = new PdfCache(folder, ['identity']);
  expect(await get(cache, 'form')).toEqual({ ...RIGHT, made: true });
  const path = await onlyFile(folder);
  const whole = await readFile(path);
  const damaged = [Buffer.alloc(whole.length), Buffer.alloc(0), Buffer.from('{}')];
  for (let index = 0; index < whole.length; index += 1) {
    const flipped = Buffer.from(whole);
    flipped[index] = (flipped[index] ?? 0) ^ (1 << (index % 8));
    damaged.push(flipped, whole.subarray(0, index));
  }
  for (const bytes of damaged) {
    await writeFile(path, bytes);
    expect(await get(cache, 'form')).toEqual({ ...RIGHT, made: true });
    expect(await get(cache, 'form')).toEqual({ ...RIGHT, made: false });
  }
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
  expect(await get(cache, 'one')).toEqual({ ...RIGHT, made: true });
  expect(await get(cache, 'two', other)).toMatchObject({ bytes: other.toString(), made: true });
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
  expect(await get(cache, 'abc')).toEqual({ ...RIGHT, made: true });
});
