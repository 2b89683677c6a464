import { beforeAll, describe, expect, test } from 'vitest';
import { digitFonts, type MarginPage, type Margins, marginsOf, readMargins } from '../../../src/print/pdf/margins.js';
import { type Part, partsOf } from '../../../src/print/pdf/part.js';
import { DocumentWriter } from '../../../src/print/pdf/document.js';
import { FONTS, printed } from '../../support/press.js';
import { Pdf } from '../../support/pdf.js';

const CSS = `@page { size: 200mm 100mm; margin: 20mm; font: 10pt own;
  @top-left { content: "甲乙"; } @top-right { content: "第" counter(page) "页"; }
  @bottom-left { content: counter(page) "丙"; } @bottom-center { content: "第" counter(page) "页，共" counter(pages) "页"; }
  @bottom-right { content: "共" counter(pages); } }
  @page plain { @top-left { content: "甲乙"; } @top-right { content: none; } @bottom-left { content: none; } @bottom-center { content: "丙"; }
  @bottom-right { content: none; } }
  @page bare { @top-left { content: none; } @top-right { content: none; } @bottom-left { content: none; }
    @bottom-center { content: none; } @bottom-right { content: none; } }
  @page school { @top-left { content: "第" "2" "页"; } }
  @page sides:left { @bottom-left { content: "丙" counter(page); } @bottom-right { content: none; } @bottom-center { content: none; } }
  @page sides:right { @bottom-right { content: "丙" counter(page); } @bottom-left { content: none; } @bottom-center { content: none; } }
  @page other { @bottom-center { content: counter(page, upper-roman); } }
  p { break-after: page; margin: 0; } p:last-child { break-after: auto; }`;
const SOURCE = { title: '甲', html: '' };

/** A print of three pages, one of a single page, and such without numbers or margins. */
let prints: Part[];

beforeAll(async () => {
  const pages = (count: number, name = ''): string => `<main style="page: ${name}">${'<p>甲</p>'.repeat(count)}</main>`;
  const made = await printed('甲乙丙第页共，0123456789 IVX', CSS, pages(3), pages(1), pages(2, 'plain'), pages(2, 'bare'),
    pages(3, 'school'), pages(3, 'sides'), pages(3, 'other'));
  prints = made.map(print => partsOf(print, SOURCE, FONTS)[0] as Part);
});

/** Reads the margins of a page of a print, from 1. */
function read(print: number, number: number): Margins {
  const { pages, fonts } = prints[print] as Part;
  const page = pages[number - 1] as Part['pages'][number];
  return readMargins({ ...page, number }, otherOf(pages, number), fonts, pages.length);
}

/** Another page of a print. */
function otherOf(pages: Part['pages'], number: number): MarginPage {
  const other = number === 1 ? 2 : number - 1;
  return { ...pages[other - 1] as Part['pages'][number], number: other };
}

interface Line {
  text: string;
  left: number;
  right: number;
  y: number;
}

/** Prints margins on a page of some size. @returns its lines from the upper left, in pt, and the number of texts */
async function lines(margins: Margins, number: number, of: number, width = '566.92999', height = '283.44'): Promise<{ lines: Line[]; texts: string[] }> {
  const texts = marginsOf(margins, { width, height, number, pages: of }, FONTS.digit);
  const document = new DocumentWriter(FONTS);
  document.addGlyphs(margins.fonts);
  document.addGlyphs(digitFonts(margins, FONTS.digit));
  const page = { ...(prints[3] as Part).pages[0] as Part['pages'][number], width, height };
  const part = { ...prints[3] as Part, pages: [page], links: [], anchors: [] };
  document.addParts([part], false, () => ({ margins: texts, shift: 0 }));
  const ending = { title: '', author: '', bookmarks: [], isOpen: true, attachments: [], destinations: new Map<string, string>() };
  const pdf = new Pdf(await document.finish(ending));
  const found = new Map<string, Line>();
  let last: { key: string; right: number } | undefined;
  pdf.document.loadPage(0).toStructuredText('preserve-whitespace').walk({
    onChar: (text, [x, y], _font, size, quad) => {
      if (size < 9 || size > 11) return; // the page itself
      const key = last && Math.abs(last.right - x) < 1 && last.key.startsWith(`${Math.round(y)} `) ? last.key : `${Math.round(y)} ${x}`;
      const line = found.get(key) ?? { text: '', left: x, right: x, y };
      found.set(key, line);
      line.text += text;
      line.right = quad[2];
      last = { key, right: quad[2] };
    },
  });
  return { lines: [...found.values()].sort((a, b) => a.y - b.y || a.left - b.left), texts };
}

const WIDTH = 566.92999;
const textsOf = (found: { lines: Line[] }): string[] => found.lines.map(({ text }) => text);

describe('the margins of a page', () => {
  test('are printed again as they were', async () => {
    const found = await lines(read(0, 2), 2, 3);
    expect(textsOf(found)).toEqual(['甲乙', '第2页', '2丙', '第2页，共3页', '共3']);
  });

  test('have the numbers of the page they are printed on', async () => {
    expect(textsOf(await lines(read(0, 2), 137, 2048))).toEqual(['甲乙', '第137页', '137丙', '第137页，共2048页', '共2048']);
  });

  test('have both numbers where the page is the last one', async () => {
    expect(textsOf(await lines(read(0, 3), 5, 60))).toContain('第5页，共60页');
    expect(textsOf(await lines(read(0, 2), 3, 3))).toContain('第3页，共3页');
  });

  test('may have no numbers, and may be empty', async () => {
    const plain = read(2, 1);
    expect(textsOf(await lines(plain, 9, 10))).toEqual(['甲乙', '丙']);
    expect(digitFonts(plain, FONTS.digit)).toEqual([]);
    const bare = read(3, 1);
    expect(bare.lines).toEqual([]);
    expect(marginsOf(bare, { width: '1', height: '1', number: 1, pages: 1 }, FONTS.digit)).toEqual([]);
  });

  test('are one text that is the same on all pages, and one with the numbers', () => {
    const margins = read(0, 2);
    const on = (number: number): string[] => marginsOf(margins, { width: '566.92999', height: '283.44', number, pages: 99 }, FONTS.digit);
    expect(on(7)).toHaveLength(2);
    expect(on(7)[0]).toBe(on(8)[0]);
    expect(on(7)[1]).not.toBe(on(8)[1]);
    expect(marginsOf(read(2, 1), { width: '566.92999', height: '283.44', number: 7, pages: 99 }, FONTS.digit)).toHaveLength(1);
  });

  test('keep a number that is a part of a name', async () => {
    expect(textsOf(await lines(read(4, 2), 7, 99))).toContain('第2页');
  });

  test('differ between left and right pages', async () => {
    const [left, right] = [await lines(read(5, 2), 8, 99), await lines(read(5, 3), 9, 99)];
    const placed = [left, right].map(found => found.lines.find(({ text }) => text.startsWith('丙')));
    expect(placed.map(line => line?.text)).toEqual(['丙8', '丙9']);
    expect(placed[0]?.left).toBeLessThan(WIDTH / 4);
    expect(placed[1]?.left).toBeGreaterThan(WIDTH * 3 / 4);
  });

  test('are refused when they count otherwise than in digits', () => {
    expect(() => read(6, 2)).toThrow('不是阿拉伯数字的页码');
  });

  test('are artifacts of pagination', () => {
    for (const text of marginsOf(read(0, 2), { width: '566.92999', height: '283.44', number: 7, pages: 99 }, FONTS.digit)) {
      expect(text).toMatch(/^\/Artifact <<\/Type\/Pagination>>BDC\nq\n[^]*ET\nQ\nEMC\n$/);
    }
  });

  test('keep only the fonts and glyphs they use', () => {
    const used = read(2, 1).fonts.flatMap(({ glyphs }) => glyphs.map(([, { text }]) => text)).sort();
    expect(used).toEqual(['4E19', '4E59', '7532']);
  });
});

describe('the lines', () => {
  const place = async (number: number, of: number, text: RegExp, ...size: [string?, string?]): Promise<Line> => {
    const found = (await lines(read(0, 2), number, of, ...size)).lines.find(line => text.test(line.text));
    if (!found) throw new Error(`no line ${String(text)}`);
    return found;
  };
  const middle = ({ left, right }: Line): number => (left + right) / 2;

  test('in the middle stay in the middle, however many digits there are', async () => {
    const before = await place(2, 3, /共\d+页/);
    expect(Math.abs(middle(before) - WIDTH / 2)).toBeLessThan(0.5);
    for (const [number, of] of [[1, 1], [12, 345], [1234, 5678]] as const) {
      expect(Math.abs(middle(await place(number, of, /共\d+页/)) - middle(before))).toBeLessThan(0.05);
    }
  });

  test('at the left keep their left edge', async () => {
    const before = await place(2, 3, /丙/);
    const after = await place(1234, 5678, /丙/);
    expect(Math.abs(after.left - before.left)).toBeLessThan(0.01);
    expect(after.right - after.left).toBeGreaterThan(before.right - before.left + 10);
  });

  test('at the right keep their right edge', async () => {
    const before = await place(2, 3, /^第\d+页$/);
    const after = await place(1234, 5678, /^第\d+页$/);
    expect(Math.abs(after.right - before.right)).toBeLessThan(0.05);
    expect(after.left).toBeLessThan(before.left - 10);
  });

  test('keep their distance from the edges of a page of another size', async () => {
    const [wide, high] = [WIDTH + 200, 283.44 + 100];
    for (const text of [/^甲乙$/, /^第\d+页$/, /丙/, /共\d+页/, /^共\d+$/]) {
      const before = await place(2, 3, text);
      const after = await place(2, 3, text, String(wide), String(high));
      const moved = { 左: 0, 中: 100, 右: 200 }[text.source === '共\\d+页' ? '中' : /甲乙|丙/.test(text.source) ? '左' : '右'];
      expect(Math.abs(after.left - before.left - moved)).toBeLessThan(0.05);
      const lower = before.y > 283.44 / 2;
      expect(Math.abs(after.y - before.y - (lower ? 100 : 0))).toBeLessThan(0.05);
    }
  });
});

test('the digits are there in each font that has numbers, with texts and widths', () => {
  const [font, ...others] = digitFonts(read(0, 2), FONTS.digit);
  expect(others).toEqual([]);
  expect(font?.postScriptName).toBe('NotoSerifSC-Regular');
  expect(font?.glyphs.map(([, { text }]) => String.fromCharCode(parseInt(text, 16))).join('')).toBe('0123456789');
  for (const [index, [glyph, { width }]] of (font?.glyphs ?? []).entries()) {
    expect({ glyph, width }).toEqual(FONTS.digit('NotoSerifSC-Regular', String(index)));
  }
});
