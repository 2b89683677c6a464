import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FontLibrary } from '../../../src/io/fonts/library.js';
import { emptyFolder } from '../../support/run.js';

/* The fonts that a user puts beside the templates. */

const SHIPPED = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');

/** A library with a font of the user: the shipped one, whose first four bytes say that it is something else. */
async function libraryWith(version: string): Promise<FontLibrary> {
  const folder = await emptyFolder();
  const font = readFileSync(SHIPPED);
  font.write(version, 0, 'latin1');
  writeFileSync(join(folder, '公文宋体.ttf'), font);
  return new FontLibrary([folder]);
}

test.each([['\0\x01\0\0', 'of Windows'], ['true', 'of a Mac']])('a TrueType font is taken: version %j, %s', async (version) => {
  expect((await libraryWith(version)).names(['公文宋体'])).toEqual(['NotoSerifSC-Regular']);
});

test.each([['OTTO', 'outlines of CFF'], ['ttcf', 'a collection of fonts'], ['wOF2', 'compressed for the web'], ['%PDF', 'no font']])(
  'a file called .ttf that is no TrueType is refused: version %j, %s', async (version) => {
    const library = await libraryWith(version);
    expect(() => library.names(['公文宋体'])).toThrow(/^字体 .*公文宋体\.ttf 不是 TrueType$/);
  },
);

test('an empty file called .ttf is refused', async () => {
  const folder = await emptyFolder();
  writeFileSync(join(folder, '公文宋体.ttf'), '');
  expect(() => new FontLibrary([folder]).names(['公文宋体'])).toThrow('不是 TrueType');
});

test('a file larger than any font is refused, and not read', async () => {
  const folder = await emptyFolder();
  writeFileSync(join(folder, '公文宋体.ttf'), '');
  truncateSync(join(folder, '公文宋体.ttf'), 129 * 1024 ** 2);
  expect(() => new FontLibrary([folder]).names(['公文宋体'])).toThrow(/^读不了字体 .*公文宋体\.ttf/);
});
