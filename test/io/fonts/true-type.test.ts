import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { TrueType } from '../../../src/io/fonts/true-type.js';
import { TrueType as Checked } from '../../support/standards/truetype.js';

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xFFFF, 2 * index));
  return bytes;
};

/** A simple outline: a triangle of this size, of 18 bytes. */
const triangle = (size: number): Buffer =>
  Buffer.concat([words(1, 0, 0, size, size, 2, 0), Buffer.from([1, 1, 0x21, 0x11]), Buffer.alloc(0)]);

const [WORDS, XY, SCALE, MORE, TWO, MATRIX, INSTRUCTIONS] = [0x1, 0x2, 0x8, 0x20, 0x40, 0x80, 0x100];

/** A composite outline. @param components flags, glyph, and further bytes: arguments and scale */
const composite = (...components: [flags: number, glyph: number, rest: number[]][]): Buffer => {
  const parts = components.map(([flags, glyph, rest], index) =>
    Buffer.concat([words(flags | (index + 1 < components.length ? MORE : 0), glyph), Buffer.from(rest)]));
  return Buffer.concat([words(-1, 0, 0, 9, 9), ...parts]);
};

interface Shape {
  outlines: Buffer[];
  isLong?: boolean;
  /** Glyphs with a width of their own; the others have that of the last. */
  widths?: number[];
  more?: Record<string, Buffer>;
}

/** Makes a font file. Left side bearings are the glyph numbers. */
function fontOf({ outlines, isLong = true, widths, more = {} }: Shape): Buffer {
  const own = widths ?? outlines.map((_, glyph) => 500 + glyph);
  const even = isLong ? outlines : outlines.map(outline => Buffer.concat([outline, Buffer.alloc(outline.length % 2)]));
  const offsets = [0];
  for (const outline of even) offsets.push((offsets.at(-1) ?? 0) + outline.length);
  const loca = Buffer.alloc((isLong ? 4 : 2) * offsets.length);
  for (const [index, offset] of offsets.entries()) {
    if (isLong) loca.writeUInt32BE(offset, 4 * index);
    else loca.writeUInt16BE(offset / 2, 2 * index);
  }
  const head = Buffer.alloc(54);
  head.writeUInt32BE(0x5F0F3CF5, 12);
  head.writeUInt16BE(1000, 18);
  head.writeUInt32BE(0xDEADBEEF, 8);
  head.writeInt16BE(isLong ? 1 : 0, 50);
  const hhea = Buffer.alloc(36);
  hhea.writeUInt16BE(own.length, 34);
  const maxp = Buffer.alloc(32);
  maxp.writeUInt16BE(outlines.length, 4);
  const bearings = outlines.map((_, glyph) => glyph);
  const hmtx = words(...own.flatMap((width, glyph) => [width, glyph]), ...bearings.slice(own.length));
  const tables: Record<string, Buffer> = { glyf: Buffer.concat(even), head, hhea, hmtx, loca, maxp, ...more };
  const names = Object.keys(tables).sort();
  const directory = Buffer.alloc(12 + 16 * names.length);
  directory.writeUInt32BE(0x10000, 0);
  directory.writeUInt16BE(names.length, 4);
  let at = directory.length;
  for (const [index, name] of names.entries()) {
    directory.write(name, 12 + 16 * index, 'latin1');
    directory.writeUInt32BE(at, 12 + 16 * index + 8);
    directory.writeUInt32BE(tables[name]?.length ?? 0, 12 + 16 * index + 12);
    at += tables[name]?.length ?? 0;
  }
  return Buffer.concat([directory, ...names.map(name => tables[name] ?? Buffer.of())]);
}

/** Returns the tables of a font file, and the checksums in its directory. */
function tablesOf(font: Buffer): Map<string, { data: Buffer; offset: number; checksum: number }> {
  return new Map(Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const row = 12 + 16 * index;
    const offset = font.readUInt32BE(row + 8);
    return [font.toString('latin1', row, row + 4), {
      offset, checksum: font.readUInt32BE(row + 4), data: font.subarray(offset, offset + font.readUInt32BE(row + 12)),
    }];
  }));
}

/** Returns the outlines and metrics of a font that was cut. */
function glyphsOf(font: Buffer): { outline: Buffer; width: number; bearing: number }[] {
  const data = (tag: string): Buffer => tablesOf(font).get(tag)?.data ?? Buffer.of();
  const [loca, glyf, hmtx] = [data('loca'), data('glyf'), data('hmtx')];
  return Array.from({ length: data('maxp').readUInt16BE(4) }, (_, glyph) => ({
    outline: glyf.subarray(loca.readUInt32BE(4 * glyph), loca.readUInt32BE(4 * glyph + 4)),
    width: hmtx.readUInt16BE(4 * glyph), bearing: hmtx.readUInt16BE(4 * glyph + 2),
  }));
}

const SIMPLE = [triangle(1), triangle(2), Buffer.of(), triangle(3), triangle(4)];

describe('a font that is cut', () => {
  test('has glyph 0 first, then those that are asked for in their order, outlines byte for byte', () => {
    const { program, places } = new TrueType(fontOf({ outlines: SIMPLE })).cut([1, 3]);
    expect([...places]).toEqual([[0, 0], [1, 1], [3, 2]]);
    expect(glyphsOf(program).map(({ outline }) => outline)).toEqual([triangle(1), triangle(2), triangle(3)]);
  });

  test('has glyph 0 once, and a blank without outline', () => {
    const { program, places } = new TrueType(fontOf({ outlines: SIMPLE })).cut([0, 2, 4]);
    expect([...places]).toEqual([[0, 0], [2, 1], [4, 2]]);
    expect(glyphsOf(program).map(({ outline }) => outline.length)).toEqual([18, 0, 18]);
    expect(glyphsOf(new TrueType(fontOf({ outlines: SIMPLE })).cut([]).program)).toHaveLength(1);
  });

  test('has the widths and bearings of its glyphs', () => {
    const metrics = glyphsOf(new TrueType(fontOf({ outlines: SIMPLE })).cut([1, 3]).program);
    expect(metrics.map(({ width, bearing }) => [width, bearing])).toEqual([[500, 0], [501, 1], [503, 3]]);
  });

  test('has the last width for glyphs without one of their own, with their own bearings', () => {
    const font = fontOf({ outlines: SIMPLE, widths: [500, 600] });
    const metrics = glyphsOf(new TrueType(font).cut([1, 2, 3, 4]).program);
    const expected = [[500, 0], [600, 1], [600, 2], [600, 3], [600, 4]];
    expect(metrics.map(({ width, bearing }) => [width, bearing])).toEqual(expected);
  });

  test('is read from short locations too, and has long ones', () => {
    const outlines = [triangle(1), Buffer.alloc(0), triangle(2), triangle(3)];
    const { program } = new TrueType(fontOf({ outlines, isLong: false })).cut([1, 3]);
    expect(glyphsOf(program).map(({ outline }) => outline)).toEqual([triangle(1), Buffer.of(), triangle(3)]);
    expect(tablesOf(program).get('head')?.data.readInt16BE(50)).toBe(1);
  });

  test('may be in the middle of a buffer', () => {
    const whole = Buffer.concat([Buffer.alloc(5), fontOf({ outlines: SIMPLE })]);
    expect(glyphsOf(new TrueType(whole.subarray(5)).cut([4]).program).at(-1)?.outline).toEqual(triangle(4));
  });

  test('is left as it was', () => {
    const font = fontOf({ outlines: [triangle(1), triangle(2), composite([XY, 1, [0, 0]])] });
    const before = Buffer.from(font);
    new TrueType(font).cut([2]);
    expect(font).toEqual(before);
  });
});

describe('a composite glyph', () => {
  test('brings its components, with their new numbers in it and nothing else changed', () => {
    const last = composite([XY, 3, [1, 2]], [WORDS | XY, 1, [1, 2, 3, 4]]);
    const outlines = [triangle(1), triangle(2), triangle(3), triangle(4), last];
    const { program, places } = new TrueType(fontOf({ outlines })).cut([4]);
    expect([...places]).toEqual([[0, 0], [4, 1], [3, 2], [1, 3]]);
    const found = glyphsOf(program).map(({ outline }) => outline);
    const renumbered = composite([XY, 2, [1, 2]], [WORDS | XY, 3, [1, 2, 3, 4]]);
    expect(found).toEqual([triangle(1), renumbered, triangle(4), triangle(2)]);
  });

  test.each<[what: string, flags: number, rest: number]>([
    ['bytes', XY, 2], ['words', WORDS | XY, 4], ['a scale', SCALE, 4], ['two scales', TWO, 6], ['a matrix', MATRIX, 10],
    ['words and a scale', WORDS | SCALE, 6], ['words and two scales', WORDS | TWO, 8], ['words and a matrix', WORDS | MATRIX, 12],
  ])('may have components with %s', (_, flags, rest) => {
    const bytes = Array.from({ length: rest }, () => 0xFF);
    const withLast = (...numbers: [number, number, number]): Buffer =>
      composite(
        [flags, numbers[0], bytes], [flags, numbers[1], bytes], [XY | INSTRUCTIONS, numbers[2], [0, 0, 0, 1, 9]],
      );
    const outlines = [triangle(1), triangle(2), triangle(3), triangle(4), withLast(3, 2, 1)];
    const { program, places } = new TrueType(fontOf({ outlines })).cut([4]);
    expect([...places.keys()]).toEqual([0, 4, 3, 2, 1]);
    expect(glyphsOf(program)[1]?.outline).toEqual(withLast(2, 3, 4));
  });

  test('may be of composite glyphs, of glyph 0, and of glyphs that are there already', () => {
    const one = (number: number): Buffer => composite([XY, number, [0, 0]]);
    const two = (number: number): Buffer => composite([XY, 0, [0, 0]], [XY, number, [0, 0]]);
    const outlines = [triangle(1), one(2), two(3), triangle(4)];
    const { program, places } = new TrueType(fontOf({ outlines })).cut([1, 3]);
    expect([...places]).toEqual([[0, 0], [1, 1], [3, 2], [2, 3]]);
    const found = glyphsOf(program).map(({ outline }) => outline);
    expect(found).toEqual([triangle(1), one(3), triangle(4), two(2)]);
  });
});

describe('the file', () => {
  test('has the tables that a PDF needs, in order, with their checksums and at multiples of four', () => {
    const more = { 'cvt ': words(1), fpgm: Buffer.from([1]), prep: Buffer.from([1, 2, 3]), GSUB: words(1), name: words(1), cmap: words(1) };
    const tables = tablesOf(new TrueType(fontOf({ outlines: SIMPLE, more })).cut([1]).program);
    expect([...tables.keys()]).toEqual(['cvt ', 'fpgm', 'prep', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp']);
    expect([tables.get('cvt ')?.data, tables.get('fpgm')?.data, tables.get('prep')?.data]).toEqual([more['cvt '], more.fpgm, more.prep]);
    expect([...tables.values()].map(({ offset }) => offset % 4)).toEqual(Array.from({ length: 9 }, () => 0));
    expect([tables.get('fpgm')?.checksum, tables.get('prep')?.checksum]).toEqual([0x01000000, 0x01020300]);
    const loca = tables.get('loca');
    expect(loca?.data.length).toBe(4 * 3);
    expect(loca?.checksum).toBe([0, 18, 36].reduce((sum, offset) => sum + offset, 0));
  });

  test('has checksums that may exceed 32 bits', () => {
    const prep = Buffer.from('ffffffff00000003ff', 'hex');
    expect(tablesOf(new TrueType(fontOf({ outlines: SIMPLE, more: { prep } })).cut([1]).program).get('prep')?.checksum).toBe(0xFF000002);
  });

  test('has a directory with its search fields (OpenType, "Table Directory")', () => {
    const { program } = new TrueType(fontOf({ outlines: SIMPLE })).cut([1]);
    expect([0, 2, 4, 6, 8, 10].map(at => program.readUInt16BE(at))).toEqual([1, 0, 6, 64, 2, 32]);
    const nine = new TrueType(fontOf({ outlines: SIMPLE, more: { 'cvt ': words(1), fpgm: words(1), prep: words(1) } })).cut([1]).program;
    expect([4, 6, 8, 10].map(at => nine.readUInt16BE(at))).toEqual([9, 128, 3, 16]);
  });

  test('says how many glyphs and widths it has', () => {
    const tables = tablesOf(new TrueType(fontOf({ outlines: SIMPLE })).cut([1, 3]).program);
    expect([tables.get('maxp')?.data.readUInt16BE(4), tables.get('hhea')?.data.readUInt16BE(34)]).toEqual([3, 3]);
    expect(tables.get('head')?.data.readUInt32BE(8)).toBe(0);
  });

  test('cannot be made of a font that lacks a table', () => {
    const font = fontOf({ outlines: SIMPLE });
    font.write('mbxp', font.indexOf('maxp'), 'latin1');
    expect(() => new TrueType(font).cut([1])).toThrow('the font has no table maxp');
  });
});

test('the font that every project has is cut with the outlines and widths it has', () => {
  const path = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');
  const bytes = readFileSync(path);
  const numbers = Array.from({ length: 60 }, (_, index) => 1 + 500 * index);
  const { program, places } = new TrueType(bytes).cut(numbers);
  expect([...places.keys()].slice(0, 61)).toEqual([0, ...numbers]);
  const [whole, cut] = [new Checked(bytes), new Checked(program)];
  for (const glyph of numbers) expect(cut.glyph(places.get(glyph) ?? -1)).toEqual(whole.glyph(glyph));
  expect(program.length).toBeLessThan(bytes.length / 50);
});
