import type { Content } from './content.js';
import { pdf, ua } from './faults.js';
import type { PdfFile } from './file.js';
import { checkGlyphs } from './glyphs.js';
import { type Dict, nameOf, numberOf, Stream, type Value } from './values.js';

const DESCRIPTOR = ['Flags', 'FontBBox', 'ItalicAngle', 'Ascent', 'Descent', 'CapHeight', 'StemV'];
const [SYMBOLIC, NONSYMBOLIC] = [4, 32];

/** Checks the fonts that the content uses, with the glyphs it uses. */
export function checkFonts(file: PdfFile, contents: readonly Content[]): void {
  const used = new Map<Dict, string[]>();
  for (const { font, kind, codes } of contents.flatMap(({ painted }) => painted)) {
    if (kind !== 'text') continue;
    if (!font) {
      file.faults.add('text without a font', pdf('9.3.1'));
      continue;
    }
    const texts = used.get(font) ?? [];
    texts.push(codes);
    used.set(font, texts);
  }
  const names = new Map<string, Value>();
  for (const [font, texts] of used) checkFont(file, font, texts, names);
}

function checkFont(file: PdfFile, font: Dict, texts: readonly string[], names: Map<string, Value>): void {
  const { faults } = file;
  const isComposite = nameOf(file.at(font, 'Subtype')) === 'Type0';
  const cid = isComposite ? file.dict(font, 'DescendantFonts', 0) : font;
  const descriptor = file.dict(cid, 'FontDescriptor');
  const program = file.at(descriptor, 'FontFile2') ?? file.at(descriptor, 'FontFile3') ?? file.at(descriptor, 'FontFile');
  if (!(program instanceof Stream)) {
    faults.add('font that is not embedded', ua('7.21.4.1'));
    return;
  }
  if (!isComposite || !/^Identity-[HV]$/.test(nameOf(file.at(font, 'Encoding')) ?? '') || !descriptor?.has('FontFile2')) {
    faults.practice('font that is not TrueType by the numbers of its glyphs');
    return;
  }
  const name = nameOf(file.at(font, 'BaseFont')) ?? '';
  const others = [file.at(cid, 'BaseFont'), file.at(descriptor, 'FontName')].map(nameOf);
  faults.must(others.every(other => other === name), 'font with different names', pdf('9.8.1'));
  faults.must(/^[A-Z]{6}\+./.test(name), 'font without a subset tag', pdf('9.6.4'));
  faults.must((names.get(name) ?? program) === program, 'font with the name and tag of another', pdf('9.6.4'));
  names.set(name, program);
  faults.must(DESCRIPTOR.every(key => descriptor.has(key)), 'font descriptor without a required key', pdf('9.8.1'));
  const flags = numberOf(file.at(descriptor, 'Flags')) ?? 0;
  const decided = Boolean(flags & SYMBOLIC) !== Boolean(flags & NONSYMBOLIC);
  faults.must(decided, 'font descriptor that is both or neither of symbolic and nonsymbolic', pdf('9.8.2'));
  faults.must(file.dict(cid, 'CIDSystemInfo') !== undefined, 'font without CIDSystemInfo', ua('7.21.3.1'));
  checkGlyphs(file, font, program, codesOf(file, texts));
}

/** Returns the character codes of two bytes in texts. */
function codesOf(file: PdfFile, texts: readonly string[]): Set<number> {
  const codes = new Set<number>();
  for (const text of texts) {
    file.faults.must(text.length % 2 === 0, 'text with half a character code', pdf('9.7.6.2'));
    for (let i = 0; i + 1 < text.length; i += 2) codes.add(text.charCodeAt(i) * 256 + text.charCodeAt(i + 1));
  }
  return codes;
}
