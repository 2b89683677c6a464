/** Tables that a font program in a PDF needs (ISO 32000-1, 9.9), besides those made here. */
const KEPT = ['cvt ', 'fpgm', 'prep'];

/** Flags of a component of a composite glyph (OpenType, "glyf — Glyph Data"). */
const [ARE_WORDS, HAS_SCALE, MORE, HAS_TWO_SCALES, HAS_MATRIX] = [0x1, 0x8, 0x20, 0x40, 0x80];

/** A TrueType font from which glyphs are taken for documents. */
export class TrueType {
  private readonly tables = new Map<string, Buffer>();
  private readonly data: Buffer;

  /** @param font a whole TrueType file */
  constructor(font: Uint8Array) {
    this.data = Buffer.from(font.buffer, font.byteOffset, font.byteLength);
    for (let index = 0; index < this.data.readUInt16BE(4); index += 1) {
      const row = 12 + 16 * index;
      const start = this.data.readUInt32BE(row + 8);
      const table = this.data.subarray(start, start + this.data.readUInt32BE(row + 12));
      const tag = this.data.toString('latin1', row, row + 4);
      this.tables.set(tag, table);
    }
  }

  /**
   * Returns a font with some glyphs, numbered anew without gaps: where glyphs keep their numbers, three tables have
   * 30,000 entries.
   *
   * @param glyphs numbers in this font, sorted
   * @returns the font file, and the place in it of every glyph number, for CIDToGIDMap (ISO 32000-1, table 117)
   */
  cut(glyphs: readonly number[]): { program: Buffer; places: ReadonlyMap<number, number> } {
    const places = this.withComponents(glyphs);
    const outlines = [...places.keys()].map(glyph => this.renumbered(glyph, places));
    const locations = Buffer.alloc(4 * (outlines.length + 1));
    const metrics = Buffer.alloc(4 * outlines.length);
    let offset = 0;
    for (const [index, glyph] of [...places.keys()].entries()) {
      this.metricsOf(glyph).copy(metrics, 4 * index);
      offset += outlines[index]?.length ?? 0;
      locations.writeUInt32BE(offset, 4 * (index + 1));
    }
    const head = Buffer.from(this.table('head'));
    head.writeUInt32BE(0, 8); // the checksum of the file, which no reader of PDF checks
    head.writeInt16BE(1, 50); // locations have four bytes
    const hhea = Buffer.from(this.table('hhea'));
    hhea.writeUInt16BE(outlines.length, 34);
    const maxp = Buffer.from(this.table('maxp'));
    maxp.writeUInt16BE(outlines.length, 4);
    const kept = KEPT.flatMap((tag): [string, Buffer][] => (this.tables.has(tag) ? [[tag, this.table(tag)]] : []));
    const program = fontFile([
      ...kept, ['glyf', Buffer.concat(outlines)], ['head', head], ['hhea', hhea], ['hmtx', metrics], ['loca', locations], ['maxp', maxp],
    ]);
    return { program, places };
  }

  /** Returns the glyphs with the components of composite ones, and their new numbers. Number 0 is the missing glyph. */
  private withComponents(glyphs: readonly number[]): Map<number, number> {
    const places = new Map([[0, 0]]);
    const add = (glyph: number): void => {
      if (!places.has(glyph)) places.set(glyph, places.size);
    };
    glyphs.forEach(add);
    for (const glyph of places.keys()) for (const { number } of componentsOf(this.outline(glyph))) add(number);
    return places;
  }

  private renumbered(glyph: number, places: ReadonlyMap<number, number>): Buffer {
    const outline = this.outline(glyph);
    const components = componentsOf(outline);
    if (!components.length) return outline;
    const copy = Buffer.from(outline);
    for (const { number, at } of components) copy.writeUInt16BE(places.get(number) ?? 0, at);
    return copy;
  }

  private outline(glyph: number): Buffer {
    const locations = this.table('loca');
    const isLong = this.table('head').readInt16BE(50) === 1;
    const at = (index: number): number =>
      isLong ? locations.readUInt32BE(4 * index) : 2 * locations.readUInt16BE(2 * index);
    return this.table('glyf').subarray(at(glyph), at(glyph + 1));
  }

  /** Returns the advance width and left side bearing: glyphs behind the last with its own width have that width. */
  private metricsOf(glyph: number): Buffer {
    const table = this.table('hmtx');
    const count = this.table('hhea').readUInt16BE(34);
    if (glyph < count) return table.subarray(4 * glyph, 4 * glyph + 4);
    const bearing = 4 * count + 2 * (glyph - count);
    return Buffer.concat([table.subarray(4 * (count - 1), 4 * (count - 1) + 2), table.subarray(bearing, bearing + 2)]);
  }

  private table(tag: string): Buffer {
    const table = this.tables.get(tag);
    if (!table) throw new Error(`the font has no table ${tag}`);
    return table;
  }
}

/** Returns the components of a composite glyph: their glyph numbers, and where these are. */
function componentsOf(outline: Buffer): { number: number; at: number }[] {
  const components = [];
  if (outline.length < 10 || outline.readInt16BE(0) >= 0) return [];
  for (let at = 10, flags = MORE; flags & MORE;) {
    flags = outline.readUInt16BE(at);
    components.push({ number: outline.readUInt16BE(at + 2), at: at + 2 });
    const scale = flags & HAS_SCALE ? 2 : flags & HAS_TWO_SCALES ? 4 : flags & HAS_MATRIX ? 8 : 0;
    at += 4 + (flags & ARE_WORDS ? 4 : 2) + scale;
  }
  return components;
}

/** Returns a font file of tables, which are in the order of their tags (OpenType, "Table Directory"). */
function fontFile(tables: readonly [tag: string, data: Buffer][]): Buffer {
  const directory = Buffer.alloc(12 + 16 * tables.length);
  const exponent = Math.floor(Math.log2(tables.length));
  directory.writeUInt32BE(0x10000, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(16 * 2 ** exponent, 6);
  directory.writeUInt16BE(exponent, 8);
  directory.writeUInt16BE(16 * tables.length - 16 * 2 ** exponent, 10);
  const pieces: Uint8Array[] = [directory];
  let offset = directory.length;
  for (const [index, [tag, data]] of tables.entries()) {
    const row = 12 + 16 * index;
    directory.write(tag, row, 'latin1');
    directory.writeUInt32BE(checksum(data), row + 4);
    directory.writeUInt32BE(offset, row + 8);
    directory.writeUInt32BE(data.length, row + 12);
    const padding = Buffer.alloc(-data.length & 3);
    pieces.push(data, padding);
    offset += data.length + padding.length;
  }
  return Buffer.concat(pieces);
}

/** Returns the sum of a table as 32-bit numbers, as the directory has it. */
function checksum(data: Buffer): number {
  let sum = 0;
  const whole = data.length & ~3;
  for (let at = 0; at < whole; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  const rest = Buffer.alloc(4);
  data.copy(rest, 0, whole);
  return (sum + rest.readUInt32BE(0)) >>> 0;
}
