import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { ObjectReader } from '../../../src/print/pdf/object-reader.js';
import { hexString } from '../../../src/print/pdf/objects.js';
import { unpredicted } from '../../../src/print/pdf/xref-rows.js';
import { ObjectWriter } from '../../../src/print/pdf/object-writer.js';
import { Pdf } from '../../support/pdf.js';

/** Writes a document of no page. @param fill writes more objects, before the catalog */
function documentWith(fill: (writer: ObjectWriter) => void = () => undefined, title = '甲'): Uint8Array {
  const writer = new ObjectWriter();
  fill(writer);
  const pages = writer.put('<</Type/Pages/Kids[]/Count 0>>');
  const root = writer.put(`<</Type/Catalog/Pages ${pages} 0 R>>`);
  return writer.file(root, writer.put(`<</Title${hexString(title)}>>`));
}

/** Writes the numbers from 1 up. @param refs is filled with their references */
const numbers = (count: number, refs: PDFRef[] = []) => (writer: ObjectWriter): void => {
  for (let value = 1; value <= count; value += 1) refs.push(PDFRef.of(writer.put(String(value))));
};

const countOf = (pdf: Uint8Array, text: string): number => Buffer.from(pdf).toString('latin1').split(text).length - 1;

/** Returns the rows of the cross-reference stream: type, place, index. */
function rowsOf(pdf: Uint8Array): [number, number, number][] {
  const reader = new ObjectReader(pdf);
  const start = Number(/startxref\n(\d+)/.exec(Buffer.from(pdf).toString('latin1'))?.[1]);
  const body = Buffer.from(pdf).subarray(start);
  const contents = body.subarray(body.indexOf('stream\n') + 7, body.lastIndexOf('\nendstream'));
  const rows = unpredicted(reader.inflate(PDFRawStream.of(reader.trailer, contents)));
  return Array.from({ length: rows.length / 7 }, (_, row) =>
    [rows.readUInt8(row * 7), rows.readUInt32BE(row * 7 + 1), rows.readUInt16BE(row * 7 + 5)]);
}

describe('a written document', () => {
  test.each([1, 196, 197, 198, 397, 450])('is valid for other readers, with %d more objects', async (count) => {
    const refs: PDFRef[] = [];
    const pdf = documentWith(numbers(count, refs));
    const { context } = await PDFDocument.load(pdf);
    expect(refs.map(ref => context.lookup(ref, PDFNumber).asNumber())).toEqual(refs.map((_, index) => index + 1));
    expect(new Pdf(pdf).info('Title')).toBe('甲');
    expect(new Pdf(pdf).pages).toBe(0);
    expect(new Pdf(pdf).document.wasRepaired()).toBe(false);
  });

  test('has at most 200 objects in an object stream, and no empty stream', () => {
    for (const [count, streams] of [[0, 1], [197, 1], [198, 2], [397, 2], [398, 3]] as const) {
      expect(countOf(documentWith(numbers(count)), '/ObjStm')).toBe(streams);
    }
  });

  test('has unchanged streams outside of object streams', () => {
    const pdf = documentWith((writer) => {
      expect(writer.putStream('/A/B', Buffer.from('abc'))).toBe(1);
      expect(writer.put('(packed)')).toBe(2);
    });
    expect(countOf(pdf, '1 0 obj\n<</A/B/Length 3>>\nstream\nabc\nendstream\nendobj\n')).toBe(1);
    expect(countOf(pdf, 'packed')).toBe(0);
    expect(new ObjectReader(pdf).resolve(PDFRef.of(2))?.toString()).toBe('(packed)');
  });

  test('has compressed streams as they were', async () => {
    const data = Buffer.from('a'.repeat(1000));
    const pdf = documentWith(writer => writer.putCompressed('/A/B', data));
    const { context } = await PDFDocument.load(pdf);
    const { contents, dict } = context.lookup(PDFRef.of(1)) as PDFRawStream;
    expect(inflateSync(contents)).toEqual(data);
    expect(dict.toString()).toContain('/A /B\n/Filter /FlateDecode\n');
    expect(contents.length).toBeLessThan(30);
  });

  test('starts with its version and binary bytes, and ends with the place of its table', () => {
    const pdf = documentWith();
    expect(Buffer.from(pdf.subarray(0, 15)).toString('latin1')).toBe('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n');
    const [, start] = /startxref\n(\d+)\n%%EOF\n$/.exec(Buffer.from(pdf).toString('latin1')) ?? [];
    expect(Buffer.from(pdf.subarray(Number(start))).toString('latin1')).toMatch(/^\d+ 0 obj\n<<\/Type\/XRef\/Size \d+\/W\[1 4 2\]\/Filter\/FlateDecode\/DecodeParms<<\/Predictor 12\/Columns 7>>\/Root \d+ 0 R\/Info \d+ 0 R\/ID/);
  });

  test('has a row for each number: free, at an offset, or in an object stream', () => {
    const pdf = documentWith((writer) => {
      writer.reserve(1);
      writer.putStream('', Buffer.from('abc'));
    });
    const rows = rowsOf(pdf);
    expect(rows.slice(0, 2)).toEqual([[0, 0, 0xFFFF], [0, 0, 0]]);
    expect(rows[2]).toEqual([1, 15, 0]);
    expect(rows.slice(3, 6)).toEqual([[2, 6, 0], [2, 6, 1], [2, 6, 2]]);
    expect(rows[6]?.[0]).toBe(1);
    expect(rows[7]?.[0]).toBe(1); // the table itself
    expect(new ObjectReader(pdf).trailer.lookup(PDFName.of('Size'), PDFNumber).asNumber()).toBe(rows.length);
    expect(rows).toHaveLength(8);
    expect(new ObjectReader(pdf).resolve(PDFRef.of(1))).toBeUndefined();
  });
});

describe('numbers of objects', () => {
  test('start at 1 and continue after reserved ones', () => {
    const writer = new ObjectWriter();
    expect(writer.put('1')).toBe(1);
    expect(writer.reserve(10)).toBe(2);
    expect(writer.reserve(0)).toBe(12);
    expect(writer.reserve()).toBe(12);
    expect(writer.put('1', 5)).toBe(5);
    expect(writer.putStream('', Buffer.of(), 6)).toBe(6);
    expect(writer.putCompressed('', Buffer.of())).toBe(13);
  });

  test('may be given later, in any order', async () => {
    const pdf = documentWith((writer) => {
      const first = writer.reserve(3);
      for (const number of [first + 2, first, first + 1]) writer.put(String(number), number);
    });
    const { context } = await PDFDocument.load(pdf);
    expect([1, 2, 3].map(number => context.lookup(PDFRef.of(number), PDFNumber).asNumber())).toEqual([1, 2, 3]);
  });
});

describe('the identifier of a file', () => {
  const idOf = (pdf: Uint8Array): string => new ObjectReader(pdf).trailer.lookup(PDFName.of('ID'))?.toString() ?? '';

  test('is the hash of all objects, twice', () => {
    const pdf = documentWith();
    const start = Number(/startxref\n(\d+)/.exec(Buffer.from(pdf).toString('latin1'))?.[1]);
    const hash = createHash('sha256').update(pdf.subarray(15, start)).digest('hex').slice(0, 32).toUpperCase();
    expect(idOf(pdf)).toBe(`[ <${hash}> <${hash}> ]`);
  });

  test('is equal only for equal documents', () => {
    expect(idOf(documentWith(numbers(3)))).toBe(idOf(documentWith(numbers(3))));
    const others = [documentWith(), documentWith(numbers(2)), documentWith(numbers(3)), documentWith(undefined, '乙')];
    expect(new Set(others.map(idOf)).size).toBe(4);
  });

  test('is in equal bytes for equal documents', () => {
    expect(Buffer.compare(documentWith(numbers(300)), documentWith(numbers(300)))).toBe(0);
  });
});

test('texts are read back unchanged', () => {
  const pdf = documentWith(writer => writer.put(`<</a#20b/c#2fd/T${hexString('𠮷')}/E(\xE9)>>`));
  const read = new ObjectReader(pdf).resolve(PDFRef.of(1)) as PDFDict;
  expect(read.get(PDFName.of('a b'))).toBe(PDFName.of('c/d'));
  expect(read.lookup(PDFName.of('T'), PDFHexString).decodeText()).toBe('𠮷');
  expect(read.get(PDFName.of('E'))?.toString()).toBe('(\xE9)');
});
