import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDFContext, PDFHexString, PDFName, PDFObjectStream, type PDFObject, PDFRawStream, PDFRef, PDFStream } from 'pdf-lib';

/** Widths of the fields of a cross-reference row, in bytes (ISO 32000-1, 7.5.8.2). */
const FIELD_BYTES = [1, 4, 2] as const;

/** The number of objects in one object stream. */
const OBJECTS_PER_STREAM = 200;

/**
 * Writes a PDF object by object, so that only the current one is in memory. Streams are written directly, other objects
 * into compressed object streams (ISO 32000-1, 7.5.7), the cross-reference table as a stream (7.5.8). They are
 * compressed by Node, which is several times faster than the library.
 */
export class ObjectWriter {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;
  private last = 0;
  private waiting: [PDFRef, PDFObject][] = [];
  private readonly context = PDFContext.create();
  private readonly offsets = new Map<number, number>();
  private readonly packed = new Map<number, { stream: PDFRef; index: number }>();

  constructor() {
    this.append(Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1'));
  }

  /** Reserves object numbers. @returns the last number used before */
  reserve(count: number): number {
    const before = this.last;
    this.last += count;
    return before;
  }

  nextRef(): PDFRef {
    return PDFRef.of(this.reserve(1) + 1);
  }

  write(ref: PDFRef, object: PDFObject): void {
    if (object instanceof PDFStream) { this.writeDirectly(ref, object); return; }
    this.waiting.push([ref, object]);
    if (this.waiting.length === OBJECTS_PER_STREAM) this.pack();
  }

  /**
   * Writes the end of the file.
   *
   * @param root reference of the catalog
   * @param info reference of the information dictionary
   * @returns the file. Its identifier (ISO 32000-1, 14.4) is a hash of its objects, so that equal files have equal ones
   */
  finish(root: PDFObject, info: PDFObject): Uint8Array {
    this.pack();
    const id = PDFHexString.of(this.hash());
    const ref = this.nextRef();
    const start = this.size;
    this.offsets.set(ref.objectNumber, start);
    const dictionary = this.context.obj({
      Type: 'XRef',
      Size: this.last + 1,
      W: [...FIELD_BYTES],
      Filter: 'FlateDecode',
      Root: root,
      Info: info,
      ID: [id, id],
    });
    this.writeDirectly(ref, PDFRawStream.of(dictionary, deflateSync(this.crossReferences())));
    this.append(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
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
      rows.writeUInt32BE(stream.objectNumber, number * width + type);
      rows.writeUInt16BE(index, number * width + type + place);
    }
    return rows;
  }

  private pack(): void {
    if (!this.waiting.length) return;
    const stream = this.nextRef();
    for (const [index, [ref]] of this.waiting.entries()) this.packed.set(ref.objectNumber, { stream, index });
    const objects = PDFObjectStream.withContextAndObjects(this.context, this.waiting, false);
    objects.dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
    this.writeDirectly(stream, PDFRawStream.of(objects.dict, deflateSync(objects.getUnencodedContents())));
    this.waiting = [];
  }

  private writeDirectly(ref: PDFRef, object: PDFObject): void {
    this.offsets.set(ref.objectNumber, this.size);
    this.append(Buffer.from(`${ref.objectNumber} 0 obj\n`, 'latin1'));
    const bytes = new Uint8Array(object.sizeInBytes());
    object.copyBytesInto(bytes, 0);
    this.append(bytes);
    this.append(Buffer.from('\nendobj\n', 'latin1'));
  }

  private append(bytes: Uint8Array): void {
    this.chunks.push(bytes);
    this.size += bytes.length;
  }
}
