import { numberText } from './content/number-text.js';
import type { Glyph, UsedFont } from './printed-fonts.js';
import { resourceName } from './page-font.js';
import type { PartPage } from './part.js';
import { decodeUtf16, hex4 } from './to-unicode.js';

/** A run of glyphs in a margin. Lengths are in units of the print (0.75 pt), from the left and top of the page. */
interface Run {
  /** PostScript name. */
  font: string;
  size: number;
  /** In hex, four digits each. */
  codes: string;
}

/** A line of text in a margin. */
interface Line {
  x: number;
  y: number;
  width: number;
  /** The glyphs, or the number that stands between them. */
  pieces: (Run | { run: Run; number: 'page' | 'pages' })[];
}

/** What stands in the margins of a page, with places for page numbers. */
export interface Margins {
  /** The page it was read from, in pt. */
  width: number;
  height: number;
  /** Operators before the texts. */
  state: string;
  lines: Line[];
  fonts: UsedFont[];
}

/** Returns the glyph of a digit in a font, and its width in 1/1000 em. */
export type DigitGlyph = (postScriptName: string, digit: string) => { glyph: number; width: number };

const TEXT = /BT\n([^]*?)ET\n/g;
const FONT = /^\/(\S+) ([\d.]+) Tf$/m;
const PLACE = /^1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm$/m;
/** A text that begins so near to the end of another goes on with its line. */
const NEAR = 1;
/** Units of the print in a point. */
const UNITS = 4 / 3;

/**
 * Reads what Chromium printed in the margins of a page, so that it can be printed on other pages with their numbers:
 * the first text of a line that is the number of this page, and a text that is the number of pages.
 *
 * @param page a page of a part
 * @param at its number, from 1, and the number of pages in the print
 */
export function readMargins(
  { margins: content, width, height }: Pick<PartPage, 'margins' | 'width' | 'height'>,
  fonts: readonly UsedFont[],
  at: { number: number; of: number },
): Margins {
  const named = new Map(fonts.map(({ postScriptName, glyphs }) =>
    [resourceName(postScriptName), { postScriptName, glyphs: new Map(glyphs) }]));
  const lines: Line[] = [];
  const state = content.slice(content.indexOf('q\n') + 2, content.indexOf('BT\n'));
  const used = new Map<string, Set<number>>();
  for (const [, body = ''] of content.matchAll(TEXT)) {
    const [, name = '', size = '0'] = FONT.exec(body) ?? [];
    const [, x = '0', y = '0'] = PLACE.exec(body) ?? [];
    const font = named.get(name);
    if (!font) continue;
    const codes = [...body.matchAll(/<([\dA-F]+)>/g)].map(([, hex]) => hex).join('');
    const run: Run = { font: font.postScriptName, size: Number(size), codes };
    const glyphs = glyphsOf(codes);
    const runWidth = glyphs.reduce((sum, glyph) => sum + (font.glyphs.get(glyph)?.width ?? 0), 0) * run.size / 1000;
    const goesOn = (one: Line): boolean => one.y === Number(y) && Math.abs(one.x + one.width - Number(x)) < NEAR;
    let line = lines.find(goesOn);
    if (!line) {
      line = { x: Number(x), y: Number(y), width: 0, pieces: [] };
      lines.push(line);
    }
    line.width = Number(x) + runWidth - line.x;
    const text = glyphs.map(glyph => decodeUtf16(font.glyphs.get(glyph)?.text ?? '')).join('');
    const { pieces } = line;
    const has = (number: string): boolean => pieces.some(piece => 'number' in piece && piece.number === number);
    const isPage = !has('page') && text === String(at.number);
    const isPages = text === String(at.of) && (has('page') || at.number !== at.of);
    const number = isPage ? 'page' : isPages ? 'pages' : undefined;
    pieces.push(number ? { run, number } : run);
    const of = used.get(font.postScriptName) ?? new Set();
    used.set(font.postScriptName, of);
    for (const glyph of glyphs) of.add(glyph);
  }
  return {
    width: Number(width),
    height: Number(height),
    state,
    lines,
    fonts: fonts.filter(({ postScriptName }) => used.has(postScriptName)).map(font =>
      ({ ...font, glyphs: font.glyphs.filter(([glyph]) => used.get(font.postScriptName)?.has(glyph)) })),
  };
}

/**
 * Returns the margins of a page as page content: a text that is the same on many pages by itself, so that they share
 * it, and one with the numbers of this page.
 *
 * @param page its size in pt, its number, from 1, and the number of pages
 */
export function marginsOf(
  margins: Margins,
  page: { width: string; height: string; number: number; pages: number },
  digitGlyph: DigitGlyph,
): string[] {
  const { lines } = margins;
  const isNumbered = ({ pieces }: Line): boolean => pieces.some(piece => 'number' in piece);
  return [lines.filter(line => !isNumbered(line)), lines.filter(isNumbered)]
    .filter(some => some.length > 0)
    .map(some => contentOf(some.map(line => placedLine(line, margins, page, digitGlyph)), margins, page.height));
}

/** Returns every digit that page numbers may need, as glyphs of the fonts they are in. */
export function digitFonts({ lines, fonts }: Margins, digitGlyph: DigitGlyph): UsedFont[] {
  const names = new Set(lines.flatMap(({ pieces }) => pieces.flatMap(piece => ('number' in piece ? [piece.run.font] : []))));
  return fonts.filter(({ postScriptName }) => names.has(postScriptName)).map(font => ({
    ...font,
    glyphs: Array.from('0123456789', (digit): [number, Glyph] => {
      const { glyph, width } = digitGlyph(font.postScriptName, digit);
      return [glyph, { width, text: hex4(digit.charCodeAt(0)) }];
    }),
  }));
}

interface PlacedLine {
  x: number;
  y: number;
  runs: Run[];
}

function placedLine(
  { x, y, width, pieces }: Line,
  margins: Margins,
  page: { width: string; height: string; number: number; pages: number },
  digitGlyph: DigitGlyph,
): PlacedLine {
  let [before, now] = [0, 0];
  const runs = pieces.map((piece): Run => {
    if (!('number' in piece)) return piece;
    const { run, number } = piece;
    const widthOf = (digit: string): number => digitGlyph(run.font, digit).width * run.size / 1000;
    const digits = Array.from(String(number === 'page' ? page.number : page.pages));
    const codes = digits.map(digit => hex4(digitGlyph(run.font, digit).glyph)).join('');
    now += digits.reduce((sum, digit) => sum + widthOf(digit), 0);
    before += glyphsOf(run.codes).reduce((sum, glyph) => sum + widthIn(margins, run, glyph), 0);
    return { ...run, codes };
  });
  const [oldWidth, newWidth] = [margins.width * UNITS, Number(page.width) * UNITS];
  const grown = now - before;
  const middle = x + width / 2;
  const isLower = y > margins.height * UNITS / 2;
  // A line keeps its distance from the nearest edge of the page, or from the middle.
  const placed = Math.abs(middle - oldWidth / 2) < oldWidth / 20
    ? x + (newWidth - oldWidth) / 2 - grown / 2
    : middle < oldWidth / 2 ? x : x + newWidth - oldWidth - grown;
  return { x: placed, y: isLower ? y + (Number(page.height) - margins.height) * UNITS : y, runs };
}

function widthIn({ fonts }: Margins, run: Run, glyph: number): number {
  const font = fonts.find(({ postScriptName }) => postScriptName === run.font);
  return (font?.glyphs.find(([number]) => number === glyph)?.[1].width ?? 0) * run.size / 1000;
}

function contentOf(lines: readonly PlacedLine[], { state }: Margins, height: string): string {
  // The origin of prints is the upper left corner: the first matrix says how high it is.
  const own = state.replace(/^(.23999999 0 0 -.23999999 0) [\d.]+ cm/, `$1 ${height} cm`);
  const texts = lines.map(({ x, y, runs }) => {
    const shown = joined(runs).map(({ font, size, codes }) => `/${resourceName(font)} ${numberText(size)} Tf\n<${codes}>Tj\n`);
    return `BT\n1 0 0 -1 ${numberText(x)} ${numberText(y)} Tm\n${shown.join('')}ET\n`;
  });
  return `/Artifact <</Type/Pagination>>BDC\nq\n${own}${texts.join('')}Q\nEMC\n`;
}

/** Returns runs with neighbours of one font and size as one. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last?.font === run.font && last.size === run.size) last.codes += run.codes;
    else out.push({ ...run });
  }
  return out;
}

function glyphsOf(codes: string): number[] {
  return (codes.match(/.{4}/g) ?? []).map(code => parseInt(code, 16));
}
