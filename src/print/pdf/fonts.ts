import { codePointOf, unicodeName } from '../../model/characters.js';
import type { PrintFonts } from '../../model/pdf.js';
import { UserError } from '../../model/user-error.js';
import type { PrintedFont } from './printed-fonts.js';
import { decodeUtf16 } from './to-unicode.js';

/**
 * Checks that a print has only fonts of the scheme, and a glyph for every character. For a character that these
 * fonts lack, Chromium uses a font of the machine or prints a box, which differs between machines.
 *
 * @param printed every font object of the print
 * @param contents the content of every page and form XObject
 * @param page the title of the document and the HTML it is printed from, for the message
 * @throws UserError with the name of the font and, if they are known, the characters
 */
export function requireOwnFonts(
  printed: readonly PrintedFont[],
  contents: readonly string[],
  { title, html }: { title: string; html: string },
  fonts: PrintFonts,
): void {
  const foreign = foreignFonts(printed, fonts);
  const absent = absentGlyphs(contents);
  if (!foreign.length && absent === undefined) return;
  const lacking = [...html].filter(sign => sign >= ' ' && !fonts.covers(codePointOf(sign)));
  const characters = [...new Set([...lacking, ...absent ?? '', ...foreign.map(({ text }) => text).join('')])];
  const shown = characters.map(sign => `“${sign}”（${unicodeName(sign)}）`).join('、');
  const names = [...new Set(foreign.map(({ name }) => name))].join('、');
  const isLacking = characters.some(sign => !fonts.covers(codePointOf(sign)));
  throw new UserError(
    `“${title}”里有口径的字体印不出的字${shown && `：${shown}`}${names && `，浏览器换用了这台机器的字体 ${names}`}`,
    isLacking
      ? '数据已经核对过，这个字在模板、样式或表样定义里：换一个字，或在口径的“字体”里指定有这个字的字体'
      : '模板和样式里直接写字符本身，不写 &rarr;、\\2192 这类代号',
  );
}

/**
 * Returns fonts with other names, and further fonts with the name of an earlier one, each with the text set in them.
 * The machine may have a font with the same name as ours, and the PDF does not show which of the two is ours.
 */
function foreignFonts(printed: readonly PrintedFont[], fonts: PrintFonts): { name: string; text: string }[] {
  const own = new Set(fonts.names());
  const found = new Set<string>();
  const foreign = [];
  for (const { postScriptName: name, isTrueType, glyphs } of printed) {
    const isOther = !isTrueType || !own.has(name);
    const text = isOther ? [...glyphs.values()].map(glyph => decodeUtf16(glyph.text)).join('') : '';
    if (isOther || found.has(name)) foreign.push({ name, text });
    found.add(name);
  }
  return foreign;
}

/**
 * Returns the text of absent characters as far as it is known; undefined when there are none. They are shown by glyph 0
 * (ISO 32000-1, 9.7.4.2).
 */
function absentGlyphs(contents: readonly string[]): string | undefined {
  let absent: string | undefined;
  for (const text of contents) {
    if (!/<(?:(?!0000)\w{4})*0000(?:\w{4})*> Tj/.test(text)) continue;
    const spans = text.matchAll(/ActualText <FEFF(\w+)> >> BDC\s[^<]*<(?:0000)+> Tj/g);
    absent = (absent ?? '') + [...spans].map(([, hex = '']) => decodeUtf16(hex)).join('');
  }
  return absent;
}
