import { UserError } from '../../model/user-error.js';
import { numberText } from './content/number-text.js';
import { resourceName } from './page-font.js';
import type { PartPage } from './part.js';
import type { Glyph, UsedFont } from './printed-fonts.js';
import { decodeUtf16, glyphsOf, hex4 } from './to-unicode.js';

/** A text object of a margin. Lengths are in units of the print (0.75 pt), from the left and top of the page. */
interface Text {
  /** Operators before it: colour and the like. */
  state: string;
  /** Operators that show it, without its place. */
  shows: string;
  /** PostScript name of the font. */
  font: string;
  size: number;
  x: number;
  y: number;
  width: number;
  /** The number that it shows; `null` for other texts. */
  counts: 'page' | 'pages' | null;
}

/** The texts in the margins of a page, with places for page numbers. */
export interface Margins {
  /** The page it was read from, in pt. */
  width: number;
  height: number;
  /** Texts that follow each other, in order. */
  lines: Text[][];
  fonts: UsedFont[];
}

/** The margins of left and of right pages. */
export interface FrontMargins {
  even: Margins;
  odd: Margins;
}

/** A page of the front of a volume, for reading its margins. */
export interface MarginPage extends Pick<PartPage, 'margins' | 'width' | 'height'> {
  /** From 1. */
  number: number;
}

/** Returns the glyph of a digit in a font, and its width in 1/1000 em. */
export type DigitGlyph = (postScriptName: string, digit: string) => { glyph: number; width: number };

const TEXT = /BT\n(?:\/(\S+) ([\d.]+) Tf\n)?1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n([^]*?)ET\n|q\n([^]*?)(?=BT\n)/g;
const FONT = /^\/(\S+) ([\d.]+) Tf$/m;
const SHOWN = /^(-?[\d.]+) (-?[\d.]+) Td$|<([\dA-F]+)>(-?\d+)?|^(-?[\d.]+) Tc$/gm;
/** Units of the print in a point. */
const UNITS = 4 / 3;
/** A text that begins this near to the end of another one, in units, goes on with it. */
const NEAR = 1.5;

/**
 * Reads what Chromium printed in the margins of a page, so that it can be printed on other pages with their numbers.
 * A text is the number of the page if it is so on another page too, at the same place in the order of texts.
 *
 * @param other a page with the same margins but another number
 * @param count the number of pages in the print
 * @throws UserError when texts differ between the pages and are no such numbers
 */
export function readMargins(page: MarginPage, other: MarginPage, fonts: readonly UsedFont[], count: number): Margins {
  const [own, others] = [textsIn(page, fonts), textsIn(other, fonts)];
  const numbered = own.map(({ said }, index) =>
    said === String(page.number) && others[index]?.said === String(other.number));
  for (const [index, { said, text }] of own.entries()) {
    if (numbered[index]) text.counts = 'page';
    else if (own.length === others.length && said !== others[index]?.said) {
      throw new UserError(
        `汇编的页边上，“${said}”和另一页的“${others[index]?.said ?? ''}”不同，又不是阿拉伯数字的页码，装订时编不出别的页`,
        '样式里的页码用 counter(page)，不加别的计数样式',
      );
    }
  }
  const heights = new Set(own.filter((_, index) => numbered[index]).map(({ text }) => text.y));
  for (const { said, text } of own) if (!text.counts && said === String(count) && heights.has(text.y)) text.counts = 'pages';
  const lines: Text[][] = [];
  for (const { text } of own) {
    const line = lines.find(one => one[0]?.y === text.y && Math.abs(endOf(one) - text.x) < NEAR);
    if (line) line.push(text);
    else lines.push([text]);
  }
  const used = new Set(own.flatMap(({ text, glyphs }) => glyphs.map(glyph => `${text.font} ${glyph}`)));
  return {
    width: Number(page.width),
    height: Number(page.height),
    lines,
    fonts: fonts.map(font =>
      ({ ...font, glyphs: font.glyphs.filter(([glyph]) => used.has(`${font.postScriptName} ${glyph}`)) }))
      .filter(({ glyphs }) => glyphs.length > 0),
  };
}

interface ReadText {
  text: Text;
  said: string;
  glyphs: number[];
}

/** Returns the texts in the margins of a page, and what they say. */
function textsIn({ margins }: MarginPage, fonts: readonly UsedFont[]): ReadText[] {
  const named = new Map(fonts.map(({ postScriptName, glyphs }) =>
    [resourceName(postScriptName), { postScriptName, glyphs: new Map(glyphs) }]));
  const found: ReadText[] = [];
  let state = '';
  for (const [, name, points, x = '0', y = '0', body = '', begun] of margins.matchAll(TEXT)) {
    if (begun !== undefined) {
      state = begun;
      continue;
    }
    const [, laterName = '', laterPoints = '0'] = FONT.exec(body) ?? [];
    const font = named.get(name ?? laterName);
    if (!font) continue;
    const size = Number(points ?? laterPoints);
    let [left, width, spacing, said] = [Number(x), 0, 0, ''];
    const glyphs: number[] = [];
    for (const [, dx, , codes, correction, tc] of body.matchAll(SHOWN)) {
      if (dx !== undefined && !width) left += Number(dx);
      if (tc !== undefined) spacing = Number(tc);
      for (const glyph of glyphsOf(codes ?? '')) {
        const { width: own = 0, text = '' } = font.glyphs.get(glyph) ?? {};
        width += own * size / 1000 + spacing;
        said += decodeUtf16(text);
        glyphs.push(glyph);
      }
      if (correction !== undefined) width -= Number(correction) * size / 1000;
    }
    const shows = body.replace(FONT, '').replace(/^-?[\d.]+ 0 Td\n/m, '').replace(/^\n/, '');
    const text = { state, shows, font: font.postScriptName, size, x: left, y: Number(y), width, counts: null };
    found.push({ text, said, glyphs });
  }
  return found;
}

function endOf(line: readonly Text[]): number {
  const last = line.at(-1);
  return last ? last.x + last.width : 0;
}

/** The page that margins are printed on. */
interface TargetPage {
  /** In pt. */
  width: string;
  height: string;
  /** From 1. */
  number: number;
  pages: number;
}

/**
 * Returns the margins of a page as page content: a text that is the same on many pages by itself, so that they share
 * it, and one with the numbers of this page.
 */
export function marginsOf(margins: Margins, page: TargetPage, digitGlyph: DigitGlyph): string[] {
  const isNumbered = (line: readonly Text[]): boolean => line.some(({ counts }) => counts);
  return [margins.lines.filter(line => !isNumbered(line)), margins.lines.filter(isNumbered)]
    .filter(lines => lines.length > 0)
    .map(lines => `/Artifact <</Type/Pagination>>BDC\n${
      lines.map(line => lineText(line, margins, page, digitGlyph)).join('')}EMC\n`);
}

/** Returns every digit that page numbers may need, as glyphs of the fonts they are in. */
export function digitFonts({ lines, fonts }: Margins, digitGlyph: DigitGlyph): UsedFont[] {
  const names = new Set(lines.flat().filter(({ counts }) => counts).map(({ font }) => font));
  return fonts.filter(({ postScriptName }) => names.has(postScriptName)).map(font => ({
    ...font,
    glyphs: Array.from('0123456789', (digit): [number, Glyph] => {
      const { glyph, width } = digitGlyph(font.postScriptName, digit);
      return [glyph, { width, text: hex4(digit.charCodeAt(0)) }];
    }),
  }));
}

/** Returns a line as page content. It keeps its distance from the nearest edge of the page, or from the middle. */
function lineText(line: readonly Text[], margins: Margins, page: TargetPage, digitGlyph: DigitGlyph): string {
  const numbers = line.map(({ counts }) => (counts ? String(counts === 'page' ? page.number : page.pages) : undefined));
  const widths = line.map(({ font, size, width }, index) => {
    const number = numbers[index];
    if (number === undefined) return width;
    return Array.from(number).reduce((sum, digit) => sum + digitGlyph(font, digit).width * size / 1000, 0);
  });
  const grown = widths.reduce((sum, width, index) => sum + width - (line[index]?.width ?? 0), 0);
  const [first] = line;
  const left = first?.x ?? 0;
  const [oldWidth, newWidth] = [margins.width * UNITS, Number(page.width) * UNITS];
  const middle = (left + endOf(line)) / 2;
  const isLower = (first?.y ?? 0) > margins.height * UNITS / 2;
  const down = isLower ? (Number(page.height) - margins.height) * UNITS : 0;
  let shift = Math.abs(middle - oldWidth / 2) < oldWidth / 20
    ? (newWidth - oldWidth) / 2 - grown / 2
    : middle < oldWidth / 2 ? 0 : newWidth - oldWidth - grown;
  let content = '';
  for (const [index, { state, shows, font, size, x, y, width }] of line.entries()) {
    const number = numbers[index];
    const digits = Array.from(number ?? '', digit => hex4(digitGlyph(font, digit).glyph)).join('');
    // The origin of prints is the upper left corner: the first matrix says how high it is.
    const own = state.replace(/^(\.23999999 0 0 -\.23999999 0) [\d.]+ cm/, `$1 ${page.height} cm`);
    const place = `/${resourceName(font)} ${numberText(size)} Tf\n1 0 0 -1 ${numberText(x + shift)} ${numberText(y + down)} Tm`;
    content += `q\n${own}BT\n${place}\n${number === undefined ? shows : `<${digits}>Tj\n`}ET\nQ\n`;
    shift += (widths[index] ?? 0) - width;
  }
  return content;
}
