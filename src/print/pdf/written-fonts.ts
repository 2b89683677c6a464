import { must } from '../../model/must.js';
import type { PrintFonts } from '../../model/pdf.js';
import { compressedAside, compressedRuns } from './compress.js';
import { nameOf } from './objects.js';
import type { ObjectWriter } from './object-writer.js';
import type { Glyph, UsedFont } from './printed-fonts.js';
import { toUnicode } from './to-unicode.js';

/** A font program with the glyphs that are used. */
interface CutFont {
  /** Sorted by number. */
  glyphs: [number: number, glyph: Glyph][];
  places: ReadonlyMap<number, number>;
  /** Compressed. */
  program: Uint8Array;
  /** Not compressed. */
  length: number;
}

/** A font of a document: the glyphs that its parts use. */
interface WrittenFont {
  number: number;
  descriptor: Record<string, string>;
  glyphs: Map<number, Glyph>;
}

/**
 * The fonts of a document. All parts refer to glyphs by their numbers in the whole font, so one font with the glyphs of
 * all serves them; its program is cut anew.
 */
export class WrittenFonts {
  private readonly fonts = new Map<string, WrittenFont>();

  /** @param reserved numbers of the fonts' objects, by PostScript name */
  constructor(private readonly writer: ObjectWriter, private readonly reserved: ReadonlyMap<string, number>) {}

  /** Adds glyphs to a font. */
  add({ postScriptName, descriptor, glyphs }: UsedFont): void {
    let font = this.fonts.get(postScriptName);
    if (!font) {
      font = { number: must(this.reserved.get(postScriptName), postScriptName), descriptor, glyphs: new Map() };
      this.fonts.set(postScriptName, font);
    }
    for (const [number, glyph] of glyphs) font.glyphs.set(number, glyph);
  }

  /** Returns the numbers of the objects by PostScript name. */
  numbers(): Map<string, number> {
    return new Map([...this.fonts].map(([name, { number }]) => [name, number]));
  }

  /** Writes the fonts; called once, after all glyphs were added. */
  async finish(fonts: PrintFonts): Promise<void> {
    const sorted = [...this.fonts].sort(([a], [b]) => (a < b ? -1 : 1));
    const cut = await Promise.all(sorted.map(async ([name, { glyphs }]): Promise<CutFont> => {
      const order = [...glyphs].sort(([a], [b]) => a - b);
      const { program, places } = fonts.cut(name, order.map(([glyph]) => glyph));
      return { glyphs: order, places, length: program.length, program: await compressedAside(program) };
    }));
    for (const [index, [name, font]] of sorted.entries()) {
      this.write(nameOf(`${String.fromCharCode(65 + index)}AAAAA+${name}`), font, cut[index] as CutFont);
    }
  }

  private write(tagged: string, { number, descriptor }: WrittenFont, cut: CutFont): void {
    const { writer } = this;
    const { glyphs: sorted, places, length, program } = cut;
    const file = writer.putStream(`/Length1 ${length}/Filter/FlateDecode`, program);
    const entries = Object.entries(descriptor).map(([key, value]) => `/${key}${/^[[(</]/.test(value) ? '' : ' '}${value}`).join('');
    const described = writer.put(`<</Type/FontDescriptor/FontName${tagged}${entries}/FontFile2 ${file} 0 R>>`);
    const map = Buffer.alloc(2 * ((sorted.at(-1)?.[0] ?? 0) + 1));
    for (const [glyph] of sorted) map.writeUInt16BE(places.get(glyph) ?? 0, 2 * glyph);
    const glyphMap = writer.putStream('/Filter/FlateDecode', compressedRuns(map));
    const { other, widths } = widthsText(sorted);
    const cidFont = writer.put([
      `<</Type/Font/Subtype/CIDFontType2/BaseFont${tagged}/FontDescriptor ${described} 0 R/CIDToGIDMap ${glyphMap} 0 R`,
      `/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW ${other}${widths}>>`,
    ].join(''));
    const texts = sorted.flatMap(([glyph, { text }]): [number, string][] => (text ? [[glyph, text]] : []));
    const unicode = writer.putCompressed('', Buffer.from(toUnicode(texts), 'latin1'));
    writer.put(
      `<</Type/Font/Subtype/Type0/BaseFont${tagged}/Encoding/Identity-H/DescendantFonts[${cidFont} 0 R]/ToUnicode ${unicode} 0 R>>`,
      number,
    );
  }
}

/** Returns `DW`, the most frequent width, and `W`, the others (ISO 32000-1, 9.7.4.3), in 1/1000 em. */
function widthsText(glyphs: readonly (readonly [number: number, glyph: Glyph])[]): { other: number; widths: string } {
  const counts = new Map<number, number>();
  for (const [, { width }] of glyphs) counts.set(width, (counts.get(width) ?? 0) + 1);
  const other = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), [1000, 0])[0];
  const runs: { first: number; widths: number[] }[] = [];
  for (const [number, { width }] of glyphs) {
    if (width === other) continue;
    const run = runs.at(-1);
    if (run && run.first + run.widths.length === number) run.widths.push(width);
    else runs.push({ first: number, widths: [width] });
  }
  const widths = runs.map(({ first, widths }) => `${first}[${widths.join(' ')}]`).join(' ');
  return { other, widths: widths && `/W[${widths}]` };
}
