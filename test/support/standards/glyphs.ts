import { pdf, pdfa, ua } from './faults.js';
import type { PdfFile } from './file.js';
import { type Glyph, TrueType } from './truetype.js';
import { unicodeOf } from './unicode.js';
import { type Dict, listOf, nameOf, numberOf, Stream } from './values.js';

const PRIVATE = /[\uE000-\uF8FF\u{F0000}-\u{10FFFF}]/u;

/** Checks the program of a Type0 font, and the glyphs that are shown by these codes. */
export function checkGlyphs(file: PdfFile, font: Dict, program: Stream, codes: ReadonlySet<number>): void {
  const { faults } = file;
  const cid = file.dict(font, 'DescendantFonts', 0);
  const map = file.at(cid, 'CIDToGIDMap');
  faults.must(nameOf(map) === 'Identity' || map instanceof Stream, 'font without CIDToGIDMap', ua('7.21.3.2'));
  const data = file.data(program);
  faults.must(file.at(program, 'Length1') === data.length, 'font program of another length', pdf('9.9'));
  let parsed: TrueType;
  try {
    parsed = new TrueType(data);
  } catch {
    faults.add('font program that is damaged', ua('7.21.4.1'));
    return;
  }
  const indexes = map instanceof Stream ? file.data(map) : undefined;
  const widths = widthsOf(file, cid);
  const texts = unicodeOf(file, file.at(font, 'ToUnicode'));
  for (const code of codes) {
    const index = indexes ? (indexes[2 * code] ?? 0) * 256 + (indexes[2 * code + 1] ?? 0) : code;
    checkGlyph(file, index, parsed.glyph(index), widths(code), texts.get(code));
  }
}

function checkGlyph(
  file: PdfFile, index: number, glyph: Glyph | undefined, width: number, text: string | undefined,
): void {
  const { faults } = file;
  if (index === 0) {
    faults.add('glyph .notdef', ua('7.21.8'));
    return;
  }
  if (text === undefined || text === '') faults.add('glyph without Unicode', ua('7.21.7'));
  else faults.must(!/[\0\uFEFF\uFFFE]/.test(text), 'glyph with Unicode 0, FEFF or FFFE', ua('7.21.7'));
  faults.must(!PRIVATE.test(text ?? ''), 'glyph with Unicode of private use', pdfa('6.2.11.7.3'));
  if (!glyph) {
    faults.add('glyph that the font does not have', ua('7.21.4.1'));
    return;
  }
  faults.must(!glyph.empty || /^[\s\u200B-\u200D]*$/.test(text ?? ''), 'glyph without an outline', ua('7.21.4.1'));
  faults.must(Math.abs(glyph.width - width) <= 1, 'glyph of another width', ua('7.21.5'));
}

/** Returns the widths by W and DW. */
function widthsOf(file: PdfFile, font: Dict | undefined): (code: number) => number {
  const widths = new Map<number, number>();
  const values = listOf(file.at(font, 'W')).map(value => file.resolve(value));
  for (let i = 0; i < values.length;) {
    const [first, second] = [Number(values[i]), values[i + 1]];
    if (Array.isArray(second)) {
      second.forEach((width, n) => widths.set(first + n, Number(file.resolve(width))));
      i += 2;
    } else {
      for (let code = first; code <= Number(second); code += 1) widths.set(code, Number(values[i + 2]));
      i += 3;
    }
  }
  const rest = numberOf(file.at(font, 'DW')) ?? 1000;
  return code => widths.get(code) ?? rest;
}
