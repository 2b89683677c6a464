import { inflateSync } from 'node:zlib';
import {
  NumberParsingError, PDFContext, type PDFDict, PDFName, PDFNumber, type PDFObject, PDFObjectParser, PDFParsingError,
  PDFRawStream, PDFRef,
} from 'pdf-lib';
import { UnreadablePdf } from '../../model/pdf.js';
import { DIRECT, FIELD_BYTES, PACKED, ROW, unpredicted } from './xref-rows.js';

/** In bytes, for all streams of a document together: a small file may inflate to any size. */
const MAX_INFLATED = 32 * 1024 * 1024;

/** Objects in one object stream. */
const MAX_OBJECTS = 1000;

/**
 * Reads single objects of a PDF written by `ObjectWriter`, and nothing else. The library's own reader parses and
 * inflates the whole document, whatever its size.
 */
export class ObjectReader {
  /** The dictionary of the cross-reference stream: Root, Info and others (ISO 32000-1, 7.5.8.2). */
  readonly trailer: PDFDict;
  private readonly context = PDFContext.create();
  private readonly rows: Buffer;
  private readonly packed = new Map<number, { bytes: Buffer; offsets: readonly number[] }>();
  private left = MAX_INFLATED;

  /** @throws UnreadablePdf when the bytes are no PDF, a damaged one, or not written by `ObjectWriter` */
  constructor(private readonly pdf: Uint8Array) {
    if (!latin1(pdf.subarray(0, 1024)).includes('%PDF-')) throw new UnreadablePdf('不是 PDF');
    const [, start] = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(latin1(pdf.subarray(-1024))) ?? [];
    if (start === undefined) throw new UnreadablePdf('文件不完整');
    const isOldTable = latin1(pdf.subarray(Number(start), Number(start) + 4)) === 'xref'; // ISO 32000-1, 7.5.4
    if (isOldTable) throw new UnreadablePdf('不是本程序印的');
    const rows = this.objectAt(Number(start));
    if (!(rows instanceof PDFRawStream) || String(rows.dict.get(PDFName.of('W'))) !== `[ ${FIELD_BYTES.join(' ')} ]`) {
      throw new UnreadablePdf('不是本程序印的');
    }
    this.trailer = rows.dict;
    const isPredicted = rows.dict.has(PDFName.of('DecodeParms')); // earlier versions did not
    this.rows = isPredicted ? unpredicted(this.inflate(rows)) : this.inflate(rows);
  }

  /** Returns the object of a reference, or the object itself; `undefined` for a reference to nothing. */
  resolve(object: PDFObject | undefined): PDFObject | undefined {
    if (!(object instanceof PDFRef)) return object;
    const row = this.rows.subarray(object.objectNumber * ROW, (object.objectNumber + 1) * ROW);
    if (row.length < ROW) return undefined;
    const [type, place, index] = [row.readUInt8(0), row.readUInt32BE(1), row.readUInt16BE(5)];
    return type === DIRECT ? this.objectAt(place) : type === PACKED ? this.packedObject(place, index) : undefined;
  }

  /**
   * Returns the inflated bytes of a stream. @throws UnreadablePdf for damaged data, other filters, or too much of it
   */
  inflate({ dict, contents }: PDFRawStream): Buffer {
    if (dict.get(PDFName.of('Filter')) !== PDFName.of('FlateDecode')) throw new UnreadablePdf('不是本程序印的');
    try {
      const bytes = inflateSync(contents, { maxOutputLength: this.left });
      this.left -= bytes.length;
      return bytes;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      // With no bytes left the limit is 0, which the library rejects as out of range.
      if (/^ERR_(BUFFER_TOO_LARGE|OUT_OF_RANGE)$/.test(code)) throw new UnreadablePdf('解压后太大', { cause: error });
      if (code.startsWith('Z_')) throw new UnreadablePdf('已损坏', { cause: error });
      throw error;
    }
  }

  private objectAt(offset: number): PDFObject {
    const header = /^\d{1,10} \d{1,5} obj\s/.exec(latin1(this.pdf.subarray(offset, offset + 32)))?.[0];
    if (header === undefined) throw new UnreadablePdf('已损坏');
    return this.parse(this.pdf.subarray(offset + header.length));
  }

  /** Returns an object of an object stream (ISO 32000-1, 7.5.7). @param number of the stream */
  private packedObject(number: number, index: number): PDFObject | undefined {
    const { bytes, offsets } = this.packed.get(number) ?? this.unpack(number);
    const offset = offsets[index];
    return offset === undefined ? undefined : this.parse(bytes.subarray(offset));
  }

  private unpack(number: number): { bytes: Buffer; offsets: readonly number[] } {
    const row = this.rows.subarray(number * ROW, (number + 1) * ROW);
    const stream = row.length === ROW && row.readUInt8(0) === 1 ? this.objectAt(row.readUInt32BE(1)) : undefined;
    const first = stream instanceof PDFRawStream ? stream.dict.get(PDFName.of('First')) : undefined;
    if (!(stream instanceof PDFRawStream) || !(first instanceof PDFNumber)) throw new UnreadablePdf('已损坏');
    const bytes = this.inflate(stream);
    const start = first.asNumber();
    const numbers = latin1(bytes.subarray(0, Math.min(start, MAX_OBJECTS * 2 * 11))).split(/\s+/, MAX_OBJECTS * 2);
    const offsets = numbers.filter((_, index) => index % 2 === 1).map(offset => start + Number(offset));
    const unpacked = { bytes, offsets };
    this.packed.set(number, unpacked);
    return unpacked;
  }

  private parse(bytes: Uint8Array): PDFObject {
    try {
      return PDFObjectParser.forBytes(bytes, this.context).parseObject();
    } catch (error) {
      const isDamage = error instanceof PDFParsingError || error instanceof NumberParsingError;
      // The parser is recursive: deeply nested arrays exceed the stack.
      const isTooDeep = error instanceof RangeError && error.message.includes('call stack');
      if (isDamage || isTooDeep) throw new UnreadablePdf('已损坏', { cause: error });
      throw error;
    }
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
