import { describe, expect, test } from 'vitest';
import { type PageFont, rewriteText } from '../../../../src/print/pdf/content/text.js';
import { seeded } from '../../../support/seeded.js';

/** Widths in 1/1000 em: 1000, but for glyphs below 0100. */
const width = (glyph: number): number => (glyph < 0x100 ? 500 + glyph : 1000);
const fontsOf = (used: string[] = []): Map<string, PageFont> => {
  const font = (name: string, widthOf: (glyph: number) => number): PageFont => ({
    name,
    glyph: (code) => {
      used.push(code);
      return { code, width: widthOf(parseInt(code, 16)) };
    },
  });
  return new Map([['F4', font('Own-Regular', width)], ['F5', font('Own-Bold', () => 600)]]);
};

const rewritten = (text: string): string[] => rewriteText(text.split('\n'), fontsOf());

interface Shown {
  code: string;
  x: number;
  y: number;
  font: string;
  size: number;
}

/** Paints a text object as a viewer does (ISO 32000-1, 9.4). @returns where its glyphs are */
function paint(lines: readonly string[], names: ReadonlyMap<string, PageFont>): Shown[] {
  const shown: Shown[] = [];
  let [font, size, spacing] = ['', 0, 0];
  let [lineX, lineY, x, scaleY] = [0, 0, 0, 1];
  const widthOf = (code: string): number => (names.get(font)?.glyph(code).width ?? 0) * size / 1000;
  for (const token of lines.join('\n').matchAll(/\s+|\[(.*?)\]TJ|<([\dA-F]*)> ?Tj|(\S+) (\S+) Td|(.*) Tm|\/(\S+) (\S+) Tf|(\S+) Tc|(.+)/g)) {
    const [, array, codes, dx, dy, matrix, name, points, space] = token;
    if (dx !== undefined) {
      lineX += Number(dx);
      lineY += Number(dy) * scaleY;
      x = lineX;
    } else if (matrix !== undefined) {
      const numbers = matrix.split(' ').map(Number);
      [lineX, lineY, scaleY] = [numbers[4] ?? 0, numbers[5] ?? 0, numbers[3] ?? 1];
      x = lineX;
    } else if (name !== undefined) [font, size] = [name, Number(points)];
    else if (space !== undefined) spacing = Number(space);
    else if (array !== undefined || codes !== undefined) {
      for (const [, hex, correction] of (array ?? `<${codes ?? ''}>`).matchAll(/<([\dA-F]*)>|(-?\d+)/g)) {
        if (correction !== undefined) x -= Number(correction) * size / 1000;
        for (const code of hex?.match(/.{4}/g) ?? []) {
          shown.push({ code, x, y: lineY, font, size });
          x += widthOf(code) + spacing;
        }
      }
    }
  }
  return shown;
}

/** Expects the glyphs at their places, to half a thousandth of the font size and the rounding of each move. */
function expectSamePlaces(text: string): string[] {
  const fonts = fontsOf();
  const after = rewriteText(text.split('\n'), fonts);
  const before = paint(text.split('\n'), fonts);
  const renamed = new Map([...fonts.values()].map(font => [font.name, font]));
  const now = paint(after, renamed);
  expect(now.map(({ code, font, size }) => [code, font, size]))
    .toEqual(before.map(({ code, font, size }) => [code, fonts.get(font)?.name, size]));
  const rounded = 0.0005 * after.filter(line => / T[cd]$/.test(line)).length + 1e-6;
  for (const [index, { x, y, size }] of before.entries()) {
    expect(Math.abs((now[index]?.x ?? NaN) - x)).toBeLessThanOrEqual(size / 2000 + rounded);
    expect(now[index]?.y).toBeCloseTo(y, 3);
  }
  return after;
}

const START = '/F4 10 Tf\n1 0 0 -1 5 20 Tm';

describe('a line of text', () => {
  test('is one string when its glyphs follow each other by their widths', () => {
    expect(rewritten(`${START}\n<0200> Tj\n10 0 Td <0201> Tj\n10 0 Td <0041> Tj\n5.65 0 Td <0202> Tj`))
      .toEqual(['/Own-Regular 10 Tf', '1 0 0 -1 5 20 Tm', '<0200020100410202>Tj']);
  });

  test('may have several glyphs in one string already', () => {
    expect(expectSamePlaces(`${START}\n<02000041> Tj\n15.65 0 Td <02010202> Tj`)).toContain('<0200004102010202>Tj');
    expectSamePlaces(`${START}\n<02000041> Tj\n19 0 Td <0201> Tj`);
  });

  test('has corrections where glyphs are nearer or farther, in thousandths of the size', () => {
    expect(rewritten(`${START}\n<0200> Tj\n10.2 0 Td <0201> Tj\n9.7 0 Td <0202> Tj`)).toContain('[<0200>-20<0201>30<0202>]TJ');
  });

  test('has none for less than half a thousandth, which never add up', () => {
    const line = `${START}\n<0200> Tj${'\n10.004 0 Td <0201> Tj'.repeat(2)}`;
    expect(rewritten(line)).toContain('[<02000201>-1<0201>]TJ');
    expectSamePlaces(`${START}\n<0200> Tj${'\n10.0049 0 Td <0201> Tj\n10.003 0 Td <0201> Tj'.repeat(100)}`);
  });

  test('that is letter-spaced has one spacing, which ends with it', () => {
    expect(rewritten(`${START}\n<0200> Tj${'\n12.5 0 Td <0201> Tj'.repeat(3)}`))
      .toEqual(['/Own-Regular 10 Tf', '1 0 0 -1 5 20 Tm', '2.5 Tc', '<0200020102010201>Tj', '0 Tc']);
    expect(rewritten(`${START}\n<0200> Tj${'\n8 0 Td <0201> Tj'.repeat(3)}`)).toContain('-2 Tc');
  });

  test('has no spacing for less than three equal gaps or half a thousandth of the size', () => {
    expect(rewritten(`${START}\n<0200> Tj${'\n12.5 0 Td <0201> Tj'.repeat(2)}`).join()).not.toContain('Tc');
    expect(rewritten(`${START}\n<0200> Tj${'\n10.004 0 Td <0201> Tj'.repeat(9)}`).join()).not.toContain('Tc');
    expect(rewritten(`${START}\n<0200> Tj${'\n10.005 0 Td <0201> Tj'.repeat(9)}`).join()).toContain('0.005 Tc');
  });

  test('has the spacing that most gaps have', () => {
    const gaps = [11, 11, 11, 12, 12, 12, 12, 13, 13, 13];
    const line = `${START}\n<0200> Tj${gaps.map(gap => `\n${gap} 0 Td <0201> Tj`).join('')}`;
    expect(expectSamePlaces(line)).toContain('2 Tc');
    const tie = [11, 11, 11, 12, 12, 12];
    expect(expectSamePlaces(`${START}\n<0200> Tj${tie.map(gap => `\n${gap} 0 Td <0201> Tj`).join('')}`)).toContain('1 Tc');
  });

  test('has no spacing when more glyphs have none', () => {
    const gaps = [10, 10, 10, 10, 12, 12, 12];
    const line = `${START}\n<0200> Tj${gaps.map(gap => `\n${gap} 0 Td <0201> Tj`).join('')}`;
    expect(expectSamePlaces(line).join()).not.toContain('Tc');
  });

  test('that is justified has its glyphs at their places', () => {
    const random = seeded(5);
    for (let time = 0; time < 50; time += 1) {
      const stretch = random() * 3;
      const glyphs = Array.from({ length: 60 }, () => {
        const isBlank = random() < 0.2;
        return `\n${(10 + (isBlank ? stretch : random() * 0.01)).toFixed(6)} 0 Td <0201> Tj`;
      });
      expectSamePlaces(`${START}\n<0200> Tj${glyphs.join('')}`);
    }
  });
});

describe('several lines', () => {
  test('are strings of their own, each from the place Chromium gives it', () => {
    const text = `${START}\n<0200> Tj\n10 0 Td <0201> Tj\n-10 -14 Td <0202> Tj\n10 0 Td <0203> Tj\n-8 -14 Td <0204> Tj`;
    expect(expectSamePlaces(text)).toEqual([
      '/Own-Regular 10 Tf', '1 0 0 -1 5 20 Tm', '<02000201>Tj', '0 -14 Td', '<02020203>Tj', '2 -14 Td', '<0204>Tj',
    ]);
  });

  test('may begin with a move by itself', () => {
    expect(expectSamePlaces(`${START}\n<0200> Tj\n10 0 Td <0201> Tj\n3 -14 Td\n<0202> Tj\n10 0 Td <0203> Tj\n10 -14 Td <0204> Tj`))
      .toContain('13 -14 Td');
  });

  test('may begin with a matrix', () => {
    expectSamePlaces(`${START}\n<0200> Tj\n10 0 Td <0201> Tj\n1 0 0 -1 50 60 Tm\n<0202> Tj\n10 0 Td <0203> Tj\n-5 -3 Td <0203> Tj`);
    expectSamePlaces(`${START}\n<0200> Tj\n10 0 Td <0201> Tj\n1 0 0 -1 50 60 Tm\n7 0 Td <0202> Tj\n10 0 Td <0203> Tj`);
  });
});

describe('a text that is interrupted', () => {
  const SPAN = '/Span <</ActualText <FEFF0066> >> BDC';

  test('by a replacement text goes on from its own place', () => {
    const text = `${START}\n<0200> Tj\n${SPAN}\n10 0 Td <0201> Tj\nEMC\n11 0 Td <0202> Tj\n10 0 Td <0203> Tj\n-31 -9 Td <0204> Tj`;
    expect(expectSamePlaces(text)).toEqual([
      '/Own-Regular 10 Tf', '1 0 0 -1 5 20 Tm', '<0200>Tj', SPAN, '10 0 Td', '<0201>Tj', 'EMC', '11 0 Td', '<02020203>Tj',
      '-21 -9 Td', '<0204>Tj',
    ]);
  });

  test('may go on behind the last glyph without a move, and count its next moves from where it did before', () => {
    expectSamePlaces(`${START}\n<0200> Tj\n10 0 Td <0041> Tj\n${SPAN}\n<0202> Tj\nEMC\n<0203> Tj\n30 0 Td <0204> Tj\n1 -9 Td <0205> Tj`);
  });

  test('may change its font and size', () => {
    const text = `${START}\n<0200> Tj\n10 0 Td <0041> Tj\n/F5 20 Tf\n7 0 Td <0202> Tj\n12 0 Td <0203> Tj\n/F4 10 Tf\n12 0 Td <0204> Tj`;
    expect(expectSamePlaces(text)).toEqual([
      '/Own-Regular 10 Tf', '1 0 0 -1 5 20 Tm', '<02000041>Tj', '/Own-Bold 20 Tf', '17 0 Td', '<02020203>Tj', '/Own-Regular 10 Tf',
      '24 0 Td', '<0204>Tj',
    ]);
    expectSamePlaces(`${START}\n<0200> Tj\n10 0 Td <0041> Tj\n/F5 20 Tf\n<0202> Tj\n30 0 Td <0202> Tj`);
  });

  test('of any kind has its glyphs at their places', () => {
    const random = seeded(7);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    for (let time = 0; time < 200; time += 1) {
      const lines = [START];
      for (let count = 0; count < 30; count += 1) {
        const [dx, dy] = [(random() * 30 - 5).toFixed(4), (random() * 20 - 10).toFixed(3)];
        const codes = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(['0200', '0041', '0123'])).join('');
        lines.push(pick([
          `${dx} 0 Td <${codes}> Tj`, `${dx} 0 Td <${codes}> Tj`, `12 0 Td <${codes}> Tj`, `${dx} ${dy} Td <${codes}> Tj`, `<${codes}> Tj`,
          `${dx} ${dy} Td`, `${SPAN}\n${dx} 0 Td <${codes}> Tj\nEMC`, `${SPAN}\n<${codes}> Tj\nEMC`, `1 0 0 -1 ${dx} ${dy} Tm`,
          `/${pick(['F4', 'F5'])} ${pick(['9', '10.5'])} Tf`,
        ]));
      }
      expectSamePlaces(lines.join('\n'));
    }
  });
});

describe('the rest', () => {
  test('of a text object without glyphs is nothing', () => {
    expect(rewritten(START)).toEqual([]);
    expect(rewritten(`${START}\n3 4 Td`)).toEqual([]);
    expect(rewritten('')).toEqual([]);
  });

  test('of the operators stays: modes of painting and matrices', () => {
    expect(rewritten(`${START}\n2 Tr\n0.8 0 0 -1 1 2 Tm\n<0200> Tj\n0 Tr`))
      .toEqual(['/Own-Regular 10 Tf', '1 0 0 -1 5 20 Tm', '2 Tr', '0.8 0 0 -1 1 2 Tm', '<0200>Tj', '0 Tr']);
  });

  test('of the fonts keeps its name when it is not known', () => {
    expect(rewritten('/F9 10 Tf\n<0200> Tj')).toEqual(['/F9 10 Tf', '<0200>Tj']);
  });

  test('of the glyphs is asked of the font for each', () => {
    const used: string[] = [];
    rewriteText(`${START}\n<02000041> Tj\n10 0 Td <0200> Tj\n/F5 9 Tf\n<0300> Tj`.split('\n'), fontsOf(used));
    expect(used).toEqual(['0200', '0041', '0200', '0300']);
  });

  test('of the glyphs is written with their numbers in the whole font', () => {
    const font: PageFont = { name: 'Own', glyph: code => ({ code: `A${code.slice(1)}`, width: 1000 }) };
    expect(rewriteText(['/F4 10 Tf', '<02000041> Tj'], new Map([['F4', font]]))).toEqual(['/Own 10 Tf', '<A200A041>Tj']);
  });
});
