import { createHash } from 'node:crypto';
import { compressed } from './compress.js';
import { XrefRows } from './xref-rows.js';

/** The number of objects in one object stream. */
const OBJECTS_PER_STREAM = 200;

/** Objects that were written, to be copied into a file. */
export interface WrittenObjects {
  bytes: Uint8Array;
  /** Their places in `bytes`. */
  rows: XrefRows;
}

/**
 * Writes PDF objects one by one. Streams are written directly, other objects into compressed object streams (ISO
 * 32000-1, 7.5.7).
 */
export class ObjectWriter {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;
  private waiting: [number: number, text: string][] = [];
  private readonly rows = new XrefRows();

  /** @param last the last object number that is not for these objects */
  constructor(private last = 0) {}

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
    this.rows.setOffset(number, this.size);
    this.append(`${number} 0 obj\n<<${entries}/Length ${data.length}>>\nstream\n`);
    this.append(data);
    this.append('\nendstream\nendobj\n');
    return number;
  }

  /** Writes a stream compressed. @returns its number */
  putCompressed(entries: string, data: Uint8Array, number?: number): number {
    return this.putStream(`${entries}/Filter/FlateDecode`, compressed(data), number);
  }

  /** Copies objects that another writer wrote. Their numbers are reserved before. */
  copy({ bytes, rows }: WrittenObjects): void {
    this.rows.add(rows, this.size);
    this.append(bytes);
  }

  /** Returns all objects. */
  written(): WrittenObjects {
    this.pack();
    return { bytes: Buffer.concat(this.chunks, this.size), rows: this.rows };
  }

  /** The last number in use. */
  get lastNumber(): number {
    return this.last;
  }

  /**
   * Returns a file of the objects, with the cross-reference table as a stream (ISO 32000-1, 7.5.8). Its identifier
   * (14.4) is a hash of its objects, so that equal files have equal ones.
   *
   * @param root number of the catalog
   * @param info number of the information dictionary
   */
  file(root: number, info: number): Uint8Array {
    this.pack();
    const head = Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1');
    const hash = createHash('sha256');
    for (const chunk of this.chunks) hash.update(chunk);
    const id = `<${hash.digest('hex').slice(0, 32).toUpperCase()}>`;
    const number = this.reserve();
    const start = this.size;
    this.rows.setOffset(number, start);
    this.putStream(
      `/Type/XRef/Size ${this.last + 1}${this.rows.entries}/Root ${root} 0 R/Info ${info} 0 R/ID[${id}${id}]`,
      this.rows.encode(this.last + 1, head.length),
      number,
    );
    this.append(`startxref\n${head.length + start}\n%%EOF\n`);
    return Buffer.concat([head, ...this.chunks], head.length + this.size);
  }

  private pack(): void {
    if (!this.waiting.length) return;
    const stream = this.reserve();
    const index: string[] = [];
    const texts: string[] = [];
    let offset = 0;
    for (const [place, [number, text]] of this.waiting.entries()) {
      this.rows.setPacked(number, stream, place);
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
