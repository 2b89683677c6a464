import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** Widths of the fields of a cross-reference row, in bytes (ISO 32000-1, 7.5.8.2): type, place, index. */
const FIELD_BYTES = [1, 4, 2] as const;

/** The number of objects in one object stream. */
const OBJECTS_PER_STREAM = 200;

const BEST = { level: 9 };

/**
 * Writes a PDF object by object. Streams are written directly, other objects into compressed object streams (ISO
 * 32000-1, 7.5.7), the cross-reference table as a stream (7.5.8).
 */
export class ObjectWriter {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;
  private last = 0;
  private waiting: [number: number, text: string][] = [];
  private readonly offsets = new Map<number, number>();
  private readonly packed = new Map<number, { stream: number; index: number }>();

  constructor() {
    this.append('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n');
  }

  /** Reserves object numbers. @returns the first of them */
  reserve(count = 1): number {
    const first = this.last + 1;
    this.last += count;
    return first;
  }

  /** Writes an object that is no stream. @returns its number */
  put(text: string, number = this.reserve()): number {
    this.waiting.push([number, text]);
    if (this.waiting.length === OBJECTS_PER_STREAM) this.pack();
    return number;
  }

  /**
   * Writes a stream.
   *
   * @param entries of its dictionary, without Length
   * @param data as it is in the file
   * @returns its number
   */
  putStream(entries: string, data: Uint8Array, number = this.reserve()): number {
    this.offsets.set(number, this.size);
    this.append(`${number} 0 obj\n<<${entries}/Length ${data.length}>>\nstream\n`);
    this.append(data);
    this.append('\nendstream\nendobj\n');
    return number;
  }

  /** Writes a stream compressed. @returns its number */
  putCompressed(entries: string, data: Uint8Array, number?: number): number {
    return this.putStream(`${entries}/Filter/FlateDecode`, deflateSync(data, BEST), number);
  }

  /**
   * Writes the end of the file.
   *
   * @param root number of the catalog
   * @param info number of the information dictionary
   * @returns the file. Its identifier (ISO 32000-1, 14.4) is a hash of its objects, so that equal files have equal ones
   */
  finish(root: number, info: number): Uint8Array {
    this.pack();
    const id = `<${this.hash()}>`;
    const number = this.reserve();
    const start = this.size;
    this.offsets.set(number, start);
    this.putCompressed(
      `/Type/XRef/Size ${this.last + 1}/W[${FIELD_BYTES.join(' ')}]/Root ${root} 0 R/Info ${info} 0 R/ID[${id}${id}]`,
      this.crossReferences(),
      number,
    );
    this.append(`startxref\n${start}\n%%EOF\n`);
    return Buffer.concat(this.chunks, this.size);
  }

  /** Returns a hash of all bytes written, as 32 hex digits. */
  private hash(): string {
    const hash = createHash('sha256');
    for (const chunk of this.chunks) hash.update(chunk);
    return hash.digest('hex').slice(0, 32).toUpperCase();
  }

  /**
   * Returns a row for each object (ISO 32000-1, 7.5.8.3): type, offset or number of its stream, index in the stream.
   * Unused numbers are free (type 0).
   */
  private crossReferences(): Uint8Array {
    const [type, place] = FIELD_BYTES;
    const width = FIELD_BYTES.reduce((sum, bytes) => sum + bytes, 0);
    const rows = Buffer.alloc(width * (this.last + 1));
    rows.writeUInt16BE(0xFFFF, type + place);
    for (const [number, offset] of this.offsets) {
      rows.writeUInt8(1, number * width);
      rows.writeUInt32BE(offset, number * width + type);
    }
    for (const [number, { stream, index }] of this.packed) {
      rows.writeUInt8(2, number * width);
      rows.writeUInt32BE(stream, number * width + type);
      rows.writeUInt16BE(index, number * width + type + place);
    }
    return rows;
  }

  private pack(): void {
    if (!this.waiting.length) return;
    const stream = this.reserve();
    const index: string[] = [];
    const texts: string[] = [];
    let offset = 0;
    for (const [place, [number, text]] of this.waiting.entries()) {
      this.packed.set(number, { stream, index: place });
      index.push(`${number} ${offset}`);
      texts.push(text);
      offset += text.length + 1;
    }
    const head = `${index.join(' ')}\n`;
    this.putCompressed(
      `/Type/ObjStm/N ${this.waiting.length}/First ${head.length}`,
      Buffer.from(head + texts.join('\n'), 'latin1'),
      stream,
    );
    this.waiting = [];
  }

  private append(data: Uint8Array | string): void {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
    this.chunks.push(bytes);
    this.size += bytes.length;
  }
}
