import { describe, expect, test } from 'vitest';
import { dashed, type Rectangle } from '../../../../src/print/pdf/content/dashes.js';
import { numberText } from '../../../../src/print/pdf/content/number-text.js';

/** Dots in a row: of a size, from a place, at a distance from each other. */
const dots = (count: number, { x = 10, y = 20, width = 1, height = 1, step = 2 } = {}): Rectangle[] =>
  Array.from({ length: count }, (_, index): Rectangle => [x + step * index, y, width, height]);

const single = (rectangles: readonly Rectangle[]): string[] =>
  rectangles.flatMap(rectangle => [`${rectangle.join(' ')} re`, 'f']);

describe('a dotted line', () => {
  test('is one dashed line through the middle of its dots, from the first to the end of the last', () => {
    expect(dashed(dots(5))).toEqual(['q [1 1] 0 d 1 w 10 20.5 m 19 20.5 l S Q']);
    expect(dashed(dots(4, { x: 0.5, y: 3, width: 2, height: 0.5, step: 3.25 })))
      .toEqual(['q [2 1.25] 0 d 0.5 w 0.5 3.25 m 12.25 3.25 l S Q']);
  });

  test('has at least four dots', () => {
    expect(dashed(dots(3))).toEqual(single(dots(3)));
    expect(dashed(dots(4))).toHaveLength(1);
  });

  test('may have distances that differ by rounding, but by less than a thousandth in all', () => {
    const rounded = (error: number): Rectangle[] =>
      dots(4).map(([x, ...rest], index) => [x + (index === 3 ? error : 0), ...rest]);
    expect(dashed(rounded(0.0009))).toHaveLength(1);
    expect(dashed(rounded(-0.0009))).toHaveLength(1);
    expect(dashed(rounded(0.0011))).toHaveLength(8);
    const drifting = dots(20).map(([x, ...rest], index): Rectangle => [x + 0.0002 * index * index, ...rest]);
    expect(dashed(drifting).length).toBeGreaterThan(1);
  });

  test.each<[what: string, changed: Rectangle]>([
    ['lower', [14, 20.5, 1, 1]], ['wider', [14, 20, 1.5, 1]], ['higher', [14, 20, 1, 2]], ['farther', [14.5, 20, 1, 1]],
    ['nearer', [13.5, 20, 1, 1]],
  ])('is none when one of four is %s', (_, changed) => {
    const mixed = [...dots(2), changed, ...dots(1, { x: 16 })];
    expect(dashed(mixed)).toEqual(single(mixed));
  });

  test('is none when the rectangles touch, overlap, or go to the left', () => {
    for (const step of [1, 0.5, 0, -2]) expect(dashed(dots(6, { step }))).toEqual(single(dots(6, { step })));
  });

  test('ends where another begins, with another distance, size or height', () => {
    const rows = [dots(5), dots(4, { y: 30 }), dots(4, { x: 40, y: 30, width: 2, step: 4 })];
    expect(dashed(rows.flat())).toEqual(rows.flatMap(dashed));
    expect(dashed(rows.flat())).toHaveLength(3);
  });

  test('leaves what is before and behind it as it is, in order', () => {
    const [before, behind]: [Rectangle, Rectangle] = [[0, 0, 7, 7], [90, 90, 7, 7]];
    const expected = [...single([before]), ...dashed(dots(4)), ...single([behind])];
    expect(dashed([before, ...dots(4), behind])).toEqual(expected);
  });
});

test('no rectangle gives no operator, one gives itself', () => {
  expect(dashed([])).toEqual([]);
  expect(dashed([[1.23456, -2, 3, 0.1]])).toEqual(['1.235 -2 3 0.1 re', 'f']);
});

test('numbers have at most three decimals and no exponent', () => {
  expect([0, 1, -1, 0.1, 2.0004, 2.0005, -0.0001, 1e-7, 100000, 1 / 3].map(numberText))
    .toEqual(['0', '1', '-1', '0.1', '2', '2.001', '0', '0', '100000', '0.333']);
});
