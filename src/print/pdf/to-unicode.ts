/** An entry of bfrange: `first last text`, where the text is that of the first glyph, or `first last [text text …]`. */
const RANGE = /<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]*)\])/g;

/**
 * Returns the texts of the glyphs of a font, from the bfchar and bfrange sections of its ToUnicode CMap (ISO 32000-1,
 * 9.10.3).
 *
 * @returns glyph number → hex of its UTF-16BE text
 */
export function textsOf(cmap: string): Map<number, string> {
  const texts = new Map<number, string>();
  for (const [, body = ''] of cmap.matchAll(/beginbfchar\s([^]*?)endbfchar/g)) {
    for (const [, glyph = '', text = ''] of body.matchAll(/<(\w+)>\s*<(\w+)>/g)) texts.set(parseInt(glyph, 16), text);
  }
  for (const [, body = ''] of cmap.matchAll(/beginbfrange\s([^]*?)endbfrange/g)) {
    for (const [, from = '', to = '', start, list = ''] of body.matchAll(RANGE)) {
      const [first, last] = [parseInt(from, 16), parseInt(to, 16)];
      const listed = [...list.matchAll(/<(\w+)>/g)];
      for (let glyph = first; glyph <= last; glyph += 1) {
        const text = start === undefined ? listed[glyph - first]?.[1] : plus(start, glyph - first);
        if (text) texts.set(glyph, text);
      }
    }
  }
  return texts;
}

/** Returns the hex of a text with its last UTF-16 unit increased by `offset`. */
function plus(hex: string, offset: number): string {
  const unit = parseInt(hex.slice(-4), 16) + offset;
  return hex.slice(0, -4) + unit.toString(16).toUpperCase().padStart(4, '0');
}

/** Returns the text for hex of UTF-16BE. */
export function decodeUtf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map(unit => String.fromCharCode(parseInt(unit, 16))).join('');
}

/** Returns the ToUnicode CMap of some glyphs, sorted by number (ISO 32000-1, 9.10.3). */
export function toUnicode(texts: readonly (readonly [glyph: number, text: string])[]): string {
  const lines = texts.map(([glyph, text]) => `<${hex4(glyph)}> <${text}>`);
  const sections = [];
  for (let index = 0; index < lines.length; index += 100) {
    const section = lines.slice(index, index + 100);
    sections.push(`${section.length} beginbfchar\n${section.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${sections.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

/** Returns the glyph numbers that a text shows: four hex digits each. */
export function glyphsOf(codes: string): number[] {
  return (codes.match(/.{4}/g) ?? []).map(code => parseInt(code, 16));
}

/** Returns a glyph number as it is written in texts: 4 hex digits. */
export function hex4(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, '0');
}
