import { describe, expect, test } from 'vitest';
import { decodeParts, encodeParts, type StoredParts } from '../../../src/print/pdf/encode-part.js';
import type { Part } from '../../../src/print/pdf/part.js';

const PART: Part = {
  pages: [
    { width: '594.95996', height: '841.91998', body: Buffer.from([1, 0, 255]), margins: '甲\n', resources: '', parents: [0, null, 2] },
    { width: '841.91998', height: '594.95996', body: Buffer.of(), margins: '', resources: '/XObject &0R', parents: [] },
  ],
  objects: ['<</S/P/P ^R>>', '<</S/H1/T<FEFFD842DFB7>>>'],
  roots: [0, 1],
  links: [{ page: 1, rectangle: '1 2 3 4', target: { anchor: 'a' }, label: '𠮷', element: 1 }],
  fonts: [{ postScriptName: 'Own', descriptor: { Flags: '4' }, glyphs: [[1, { width: 500.5, text: '0041' }], [9, { width: 0, text: '' }]] }],
  extras: [{ text: '<<>>' }, { text: '<</A 1>>', data: Buffer.from([7]) }, { text: '<</B 1>>', data: Buffer.of() }],
  headings: [{ title: '甲', page: 0, place: '0 0', children: [{ title: '乙', page: 1, place: '', children: [] }] }],
  anchors: [['a', 1]],
};
const MARGINS: StoredParts['margins'] = {
  even: {
    width: 1, height: 2, fonts: PART.fonts,
    lines: [[{ state: 'q', shows: '<0001>Tj\n', font: 'Own', size: 9, x: 1, y: 2, width: 3, counts: 'page' }]],
  },
  odd: { width: 1, height: 2, fonts: [], lines: [] },
};

/** A part with its bytes as arrays, so that views and buffers compare equal. */
const plain = ({ parts, margins, overview }: StoredParts): unknown => ({
  margins, overview, parts: parts.map(part => ({
    ...part, pages: part.pages.map(page => ({ ...page, body: [...page.body] })),
    extras: part.extras.map(({ text, data }) => ({ text, data: data && [...data] })),
  })),
});

describe('an encoded part', () => {
  test.each([['with margins', MARGINS], ['without margins', null]])('is decoded as it was, %s', (_, margins) => {
    const stored = { parts: [PART, PART], margins, overview: 3 };
    expect(plain(decodeParts(encodeParts(stored)))).toEqual(plain(stored));
  });

  test('is decoded from the middle of a buffer, and again', () => {
    const encoded = encodeParts({ parts: [PART, PART], margins: null, overview: null });
    const whole = Buffer.concat([Buffer.alloc(3), encoded, Buffer.alloc(3)]).subarray(3, 3 + encoded.length);
    const expected = plain({ parts: [PART, PART], margins: null, overview: null });
    for (let time = 0; time < 2; time += 1) expect(plain(decodeParts(whole))).toEqual(expected);
  });

  test('of nothing is decoded as nothing', () => {
    const part: Part = {
      pages: [], objects: [], roots: [], links: [], fonts: [], extras: [], headings: [], anchors: [],
    };
    const stored = { parts: [part], margins: null, overview: null };
    expect(decodeParts(encodeParts(stored))).toEqual(stored);
  });

  test('is left unchanged by encoding, and equal for equal parts', () => {
    const before = JSON.stringify(PART);
    const stored = { parts: [PART, PART], margins: MARGINS, overview: 3 };
    const [one, other] = [encodeParts(stored), encodeParts(stored)];
    expect(Buffer.compare(one, other)).toBe(0);
    expect(JSON.stringify(PART)).toBe(before);
  });

  test('whose JSON is damaged or cut off is an error, not another part', () => {
    const encoded = Buffer.from(encodeParts({ parts: [PART, PART], margins: null, overview: null }));
    const length = encoded.readUInt32BE(0);
    expect(() => decodeParts(encoded.subarray(0, 3 + length))).toThrow(SyntaxError);
    for (const [at, byte] of [[4, 0], [5, 0x20], [3 + length, 0]] as const) {
      const damaged = Buffer.from(encoded);
      damaged[at] = byte;
      expect(() => decodeParts(damaged)).toThrow();
    }
    expect(() => decodeParts(Buffer.of())).toThrow();
  });
});
