import { compressed } from './compress.js';

/** Widths of the fields of a row, in bytes (ISO 32000-1, 7.5.8.2): type, place, index. */
export const FIELD_BYTES = [1, 4, 2] as const;

/** The size of a row, in bytes. */
export const ROW = 7;

/** Types of rows (ISO 32000-1, table 18); 0 is a free number. */
export const [DIRECT, PACKED] = [1, 2];

/** Returns the rows of which {@link XrefRows.encode} writes the differences. */
export function unpredicted(differences: Buffer): Buffer {
  const rows = Buffer.alloc(Math.floor(differences.length / (ROW + 1)) * ROW);
  for (let at = 0; at < rows.length; at += 1) {
    const row = Math.floor(at / ROW);
    const before = row ? rows[at - ROW] ?? 0 : 0;
    rows[at] = before + (differences[at + row + 1] ?? 0);
  }
  return rows;
}

/** The rows of a cross-reference stream, by object number: where each object is. */
export class XrefRows {
  /** @param rows from that of `first` on, as in a cross-reference stream */
  constructor(private rows: Buffer = Buffer.alloc(64 * ROW), private first = 0, private end = 0) {}

  setOffset(number: number, offset: number): void {
    this.set(number, DIRECT, offset, 0);
  }

  /** @param stream the object stream that an object is in. @param index its place there */
  setPacked(number: number, stream: number, index: number): void {
    this.set(number, PACKED, stream, index);
  }

  /** Adds the rows of other objects. @param offset of their bytes */
  add(other: XrefRows, offset: number): void {
    for (let number = other.first; number < other.end; number += 1) {
      const at = (number - other.first) * ROW;
      const type = other.rows.readUInt8(at);
      const place = other.rows.readUInt32BE(at + 1) + (type === DIRECT ? offset : 0);
      if (type) this.set(number, type, place, other.rows.readUInt16BE(at + 5));
    }
  }

  /** Entries of the dictionary of the stream that {@link encode} returns. */
  readonly entries = `/W[${FIELD_BYTES.join(' ')}]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns ${ROW}>>`;

  /**
   * Returns the compressed rows of the numbers below `size`. Each byte is the difference from the row before (predictor
   * Up, ISO 32000-1, 7.4.4.4): most rows differ by one.
   *
   * @param offset that is added to every offset
   */
  encode(size: number, offset: number): Uint8Array {
    const all = new XrefRows(Buffer.alloc(size * ROW), 0, size);
    all.rows.writeUInt16BE(0xFFFF, ROW - 2); // number 0 heads the list of free numbers
    all.add(this, offset);
    const predicted = Buffer.alloc(size * (ROW + 1));
    for (let row = 0; row < size; row += 1) {
      const at = row * (ROW + 1);
      predicted[at] = 2;
      for (let byte = 0; byte < ROW; byte += 1) {
        const before = row ? all.rows[(row - 1) * ROW + byte] ?? 0 : 0;
        predicted[at + 1 + byte] = (all.rows[row * ROW + byte] ?? 0) - before;
      }
    }
    return compressed(predicted);
  }

  /** Returns the first number and the rows, to be kept. */
  toJSON(): { first: number; rows: string } {
    return { first: this.first, rows: this.rows.toString('base64', 0, (this.end - this.first) * ROW) };
  }

  /** Returns the rows of {@link toJSON}. */
  static from({ first, rows }: { first: number; rows: string }): XrefRows {
    const bytes = Buffer.from(rows, 'base64');
    return new XrefRows(bytes, first, first + bytes.length / ROW);
  }

  private set(number: number, type: number, place: number, index: number): void {
    if (this.end === 0) this.first = this.end = number;
    this.makeRoom(number);
    const at = (number - this.first) * ROW;
    this.rows.writeUInt8(type, at);
    this.rows.writeUInt32BE(place, at + 1);
    this.rows.writeUInt16BE(index, at + 5);
  }

  private makeRoom(number: number): void {
    const first = Math.min(number, this.first);
    const end = Math.max(number + 1, this.end);
    if (first < this.first || (end - first) * ROW > this.rows.length) {
      const rows = Buffer.alloc(Math.max(2 * this.rows.length, (end - first) * ROW));
      this.rows.copy(rows, (this.first - first) * ROW, 0, (this.end - this.first) * ROW);
      this.rows = rows;
    }
    [this.first, this.end] = [first, end];
  }
}
