import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type CacheContent, type CacheEntry, encodeEntry, readContent, readEntry, readPart,
} from '../../../src/io/cache/cache-entry.js';
import { sha256Of } from '../../../src/model/document.js';
import { emptyFolder } from '../../support/run.js';

const KEY = sha256Of(Buffer.from('key'));
const PDF: CacheContent = { content: Buffer.from('%PDF-1.7 content'), part: Buffer.from('the part'), pages: 3 };
/** Bytes of the header. */
const HEAD = 136;

let path: string;

beforeEach(async () => {
  path = join(await emptyFolder(), 'entry');
  await writeFile(path, encodeEntry(KEY, PDF));
});

/** Reads all of an entry. */
async function read(key = KEY): Promise<{
  entry: CacheEntry | undefined;
  content?: Uint8Array | undefined;
  part?: Uint8Array | undefined;
}> {
  const entry = await readEntry(path, key);
  return entry ? { entry, content: await readContent(path, entry), part: await readPart(path, entry) } : { entry };
}

describe('an entry', () => {
  test('has its content, its part, and what the header says of them', async () => {
    expect(await read()).toEqual({
      entry: { sha256: sha256Of(PDF.content), pages: 3, length: PDF.content.length, partSha256: sha256Of(PDF.part) },
      content: PDF.content, part: PDF.part,
    });
  });

  test('is the same bytes for the same content', () => {
    expect(encodeEntry(KEY, PDF)).toEqual(encodeEntry(KEY, PDF));
    expect(encodeEntry(KEY, PDF)).toHaveLength(HEAD + PDF.content.length + PDF.part.length);
  });

  test.each([{ content: '', part: '' }, { content: 'a', part: '' }, { content: '', part: 'b' }])('may have nothing in it: %o', async ({ content, part }) => {
    const kept = { content: Buffer.from(content), part: Buffer.from(part), pages: 2 ** 32 - 1 };
    await writeFile(path, encodeEntry(KEY, kept));
    const found = await read();
    expect(found.entry?.pages).toBe(2 ** 32 - 1);
    expect([found.content, found.part]).toEqual([Buffer.from(content), Buffer.from(part)]);
  });

  test('of another key, and one that is not there, is none', async () => {
    expect(await readEntry(path, sha256Of(Buffer.from('other')))).toBeUndefined();
    expect(await readEntry(`${path}.missing`, KEY)).toBeUndefined();
    expect(await readEntry(join(path, 'below'), KEY)).toBeUndefined();
  });

  test('whose file is gone between two reads has neither content nor part', async () => {
    const entry = await readEntry(path, KEY) as CacheEntry;
    expect([await readContent(`${path}.gone`, entry), await readPart(`${path}.gone`, entry)]).toEqual([undefined, undefined]);
  });

  test('with any bit flipped lacks what the bit is in, and only that', async () => {
    const whole = await readFile(path);
    const contentEnd = HEAD + PDF.content.length;
    for (let bit = 0; bit < 8 * whole.length; bit += 1) {
      const flipped = Buffer.from(whole);
      const at = bit >> 3;
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
      await writeFile(path, flipped);
      const found = await read();
      if (at < HEAD) expect(found).toEqual({ entry: undefined });
      else expect([found.content !== undefined, found.part !== undefined]).toEqual([at >= contentEnd, at < contentEnd]);
    }
  });

  test('cut off anywhere lacks what is cut off', async () => {
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      const found = await read();
      expect(found.entry !== undefined).toBe(length >= HEAD);
      expect(found.content !== undefined).toBe(length >= HEAD + PDF.content.length);
      expect(found.part).toBeUndefined();
    }
  });

  test('with something behind its part has no part', async () => {
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.from('x')]));
    expect(await read()).toMatchObject({ content: PDF.content, part: undefined });
  });

  test('has its part read without its content', async () => {
    const entry = await readEntry(path, KEY) as CacheEntry;
    const damaged = await readFile(path);
    damaged.fill(0, HEAD, HEAD + PDF.content.length);
    await writeFile(path, damaged);
    expect(await readPart(path, entry)).toEqual(PDF.part);
    expect(await readContent(path, entry)).toBeUndefined();
  });
});

describe('the date of use', () => {
  const DAY = 24 * 3600 * 1000;
  const age = async (milliseconds: number): Promise<number> => {
    const time = new Date(Date.now() - milliseconds);
    await utimes(path, time, time);
    await readEntry(path, KEY);
    return Date.now() - (await stat(path)).mtimeMs;
  };

  test('is renewed once a day', async () => {
    expect(await age(DAY + 60_000)).toBeLessThan(60_000);
    expect(await age(DAY - 60_000)).toBeGreaterThan(DAY - 61_000);
  });

  test('is not renewed for another key', async () => {
    const old = new Date(Date.now() - 2 * DAY);
    await utimes(path, old, old);
    await readEntry(path, sha256Of(Buffer.from('other')));
    expect(Date.now() - (await stat(path)).mtimeMs).toBeGreaterThan(DAY);
  });
});
