const REQUIRED = ['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'];
const [MORE, WORDS, SCALE, SCALES, MATRIX] = [0x20, 0x01, 0x08, 0x40, 0x80];

export interface Glyph {
  /** In thousandths of the size. */
  width: number;
  empty: boolean;
}

/** An embedded TrueType program. */
export class TrueType {
  readonly count: number;
  readonly #data: Buffer;
  readonly #tables = new Map<string, Buffer>();

  /** @throws when the program is damaged */
  constructor(data: Uint8Array) {
    this.#data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const version = this.#data.toString('latin1', 0, 4);
    if (version !== '\0\x01\0\0' && version !== 'true') throw new Error('no TrueType program');
    for (let i = 0; i < this.#data.readUInt16BE(4); i += 1) {
      const entry = this.#data.subarray(12 + 16 * i, 28 + 16 * i);
      const [start, length] = [entry.readUInt32BE(8), entry.readUInt32BE(12)];
      if (start + length > this.#data.length) throw new Error('table out of bounds');
      this.#tables.set(entry.toString('latin1', 0, 4), this.#data.subarray(start, start + length));
    }
    const missing = REQUIRED.filter(tag => !this.#tables.has(tag));
    if (missing.length) throw new Error(`no ${missing.join(' ')}`);
    this.count = this.#table('maxp').readUInt16BE(4);
    if (this.#metrics < 1 || this.#metrics > this.count) throw new Error('wrong number of metrics');
    if (this.#table('hmtx').length < 2 * this.count + 2 * this.#metrics) throw new Error('hmtx too short');
    for (let glyph = 0; glyph < this.count; glyph += 1) this.#check(glyph);
  }

  /** Returns undefined when the program does not have the glyph. */
  glyph(index: number): Glyph | undefined {
    if (index >= this.count) return undefined;
    const advance = this.#table('hmtx').readUInt16BE(4 * Math.min(index, this.#metrics - 1));
    return { width: advance * 1000 / this.#table('head').readUInt16BE(18), empty: this.#outline(index).length === 0 };
  }

  get #metrics(): number {
    return this.#table('hhea').readUInt16BE(34);
  }

  #table(tag: string): Buffer {
    return this.#tables.get(tag) ?? Buffer.alloc(0);
  }

  #outline(glyph: number): Buffer {
    const long = this.#table('head').readInt16BE(50) === 1;
    const [start = 0, end = 0] = [glyph, glyph + 1].map(index =>
      long ? this.#table('loca').readUInt32BE(4 * index) : 2 * this.#table('loca').readUInt16BE(2 * index));
    if (end < start || end > this.#table('glyf').length) throw new Error('outline out of bounds');
    return this.#table('glyf').subarray(start, end);
  }

  /** @throws when an outline is out of bounds, too short, or made of glyphs that are not there */
  #check(glyph: number): void {
    const outline = this.#outline(glyph);
    if (!outline.length) return;
    const contours = outline.readInt16BE(0);
    if (contours > 0) outline.readUInt16BE(8 + 2 * contours);
    for (let at = 10, flags = contours < 0 ? MORE : 0; flags & MORE;) {
      flags = outline.readUInt16BE(at);
      if (outline.readUInt16BE(at + 2) >= this.count) throw new Error('component that is not there');
      at += (flags & WORDS ? 8 : 6) + (flags & SCALE ? 2 : flags & SCALES ? 4 : flags & MATRIX ? 8 : 0);
    }
  }
}
