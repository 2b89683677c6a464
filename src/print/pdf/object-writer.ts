import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PDFContext, PDFHexString, PDFName, PDFObjectStream, type PDFObject, PDFRawStream, PDFRef, PDFStream } from 'pdf-lib';

/** Width of the fields of a cross-reference stream. */
const FIELD_BYTES = [1, 4, 2] as const;

/** Objects that share one compressed stream. */
const OBJECTS_PER_STREAM = 200;

/**
 * Writes a PDF object by object, so that only what is being written is in memory. Objects that are no streams go into
 * compressed object streams, the cross-reference table into one too (ISO 32000-2, 7.5.7 and 7.5.8). Its compression is
 * Node's own, several times as fast as that of the library.
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

  /** Numbers for objects that are to come. @returns the last number given out before */
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
   * @param root the catalog
   * @param info the document's information
   * @returns the file; its identifier (ISO 32000-2, 14.4) is a hash of its objects, so that equal files have equal ones
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

  /** Of all that was written, 32 hex digits. */
  private hash(): string {
    const hash = createHash('sha256');
    for (const chunk of this.chunks) hash.update(chunk);
    return hash.digest('hex').slice(0, 32).toUpperCase();
  }

  /** One row an object: type, offset or number of its stream, index in that. Numbers never used are free (type 0). */
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
