import { deflateSync } from 'node:zlib';
import { PDFContext, PDFDocument, PDFName, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { UnreadablePdf } from '../../../src/model/pdf.js';
import { hexString } from '../../../src/print/pdf/objects.js';
import { ObjectReader } from '../../../src/print/pdf/object-reader.js';
import { ObjectWriter } from '../../../src/print/pdf/object-writer.js';
import { documentOf } from '../../support/pdf-objects.js';

const MEGABYTE = 1024 * 1024;
type Row = readonly [type: number, place: number, index: number];

interface Shape {
  /** Bodies of objects 1, 2, … */
  objects?: readonly (string | Buffer)[];
  /** Rows of the cross-reference stream other than those of the objects. */
  rows?: Record<number, Row>;
  /** Entries of the dictionary of the cross-reference stream. */
  trailer?: string;
  widths?: string;
  before?: string;
  after?: string;
  /** Added to the place of the cross-reference stream. */
  off?: number;
}

/** Writes a file byte by byte, so that anything in it may be wrong. */
function fileOf({ objects = [], rows = {}, trailer = '', widths = '[ 1 4 2 ]', before = '', after = '', off = 0 }: Shape = {}): Buffer {
  const chunks = [Buffer.from(`${before}%PDF-1.7\n`)];
  const length = (): number => chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const table: Row[] = [[0, 0, 0xFFFF]];
  for (const [index, body] of objects.entries()) {
    table.push([1, length(), 0]);
    chunks.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body as string, 'latin1'), Buffer.from('\nendobj\n'));
  }
  for (const [number, row] of Object.entries(rows)) table[Number(number)] = row;
  const bytes = Buffer.alloc(7 * table.length);
  for (const [number, [type, place, index] = [0, 0, 0]] of table.entries()) {
    bytes.writeUInt8(type, number * 7);
    bytes.writeUInt32BE(place, number * 7 + 1);
    bytes.writeUInt16BE(index, number * 7 + 5);
  }
  const start = length() + off;
  const packed = deflateSync(bytes);
  chunks.push(
    Buffer.from(`${objects.length + 1} 0 obj\n<< /Type /XRef /W ${widths} /Filter /FlateDecode /Length ${packed.length} ${trailer} >>\nstream\n`),
    packed,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n${after}`),
  );
  return Buffer.concat(chunks);
}

/** Returns the body of an object stream. */
function objectStream(contents: string, first: string, filter = '/FlateDecode'): Buffer {
  const packed = deflateSync(Buffer.from(contents, 'latin1'));
  return Buffer.concat([
    Buffer.from(`<< /Type /ObjStm /First ${first} /Filter ${filter} /Length ${packed.length} >>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ]);
}

function reasonOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    if (error instanceof UnreadablePdf) return error.message;
    throw error;
  }
}

const read = (shape: Shape, number = 1): string | undefined =>
  new ObjectReader(fileOf(shape)).resolve(PDFRef.of(number))?.toString();
const failure = (shape: Shape, number = 1): string => reasonOf(() => read(shape, number));

describe('an object', () => {
  test('is found by its number; an object that is no reference is returned itself', () => {
    const reader = new ObjectReader(fileOf({ objects: ['(a)', '<< /B 1 0 R >>'] }));
    expect(reader.resolve(PDFRef.of(1))?.toString()).toBe('(a)');
    expect(reader.resolve(PDFRef.of(2))?.toString()).toBe('<<\n/B 1 0 R\n>>');
    const number = PDFNumber.of(7);
    expect(reader.resolve(number)).toBe(number);
    expect(reader.resolve(undefined)).toBeUndefined();
  });

  test('is found in an object stream, from the first to the last', () => {
    const shape = { objects: [objectStream('2 0 3 4 (a) (b)', '8')], rows: { 2: [2, 1, 0], 3: [2, 1, 1], 4: [2, 1, 2] } } as const;
    expect([2, 3, 4].map(number => read(shape, number))).toEqual(['(a)', '(b)', undefined]);
  });

  test('is undefined when its number is 0, free, of unknown type, or not in the table', () => {
    const shape = { objects: ['(a)'], rows: { 2: [0, 9, 0], 3: [3, 9, 0] } } as const;
    for (const number of [0, 2, 3, 4, 2 ** 31, 2 ** 52]) expect(read(shape, number)).toBeUndefined();
    expect(read(shape, 1)).toBe('(a)');
  });

  test('is undefined when its row is truncated', () => {
    const bytes = deflateSync(Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 9, 0]));
    const head = '%PDF-1.7\n';
    const pdf = Buffer.concat([
      Buffer.from(`${head}1 0 obj\n<< /W [ 1 4 2 ] /Filter /FlateDecode /Length ${bytes.length} >>\nstream\n`), bytes,
      Buffer.from(`\nendstream\nendobj\nstartxref\n${head.length}\n%%EOF`),
    ]);
    expect(new ObjectReader(pdf).resolve(PDFRef.of(1))).toBeUndefined();
  });

  test('may be a reference to itself, which is not followed', () => {
    expect(read({ objects: ['1 0 R'] })).toBe('1 0 R');
  });

  test.each([0, 5, 20, 2 ** 32 - 1])('is damaged at an offset without an object (%d)', (place) => {
    expect(failure({ objects: ['(a)'], rows: { 2: [1, place, 0] } }, 2)).toBe('已损坏');
  });
});

describe('an object stream', () => {
  const rows = { 2: [2, 1, 0], 3: [2, 1, 1] } as const;

  test('is inflated once for all of its objects', () => {
    const reader = new ObjectReader(fileOf({ objects: [objectStream(`2 0 3 4 (a) (b)${' '.repeat(4 * MEGABYTE)}`, '8')], rows }));
    for (let time = 0; time < 20; time += 1) expect(reader.resolve(PDFRef.of(2 + time % 2))?.toString()).toBe(time % 2 ? '(b)' : '(a)');
  });

  test('is damaged when it is in an object stream or in itself', () => {
    expect(failure({ objects: ['(a)'], rows: { 2: [2, 2, 0] } }, 2)).toBe('已损坏');
    expect(failure({ objects: ['(a)'], rows: { 2: [2, 3, 0], 3: [2, 2, 0] } }, 2)).toBe('已损坏');
  });

  test('is damaged when it is no stream, missing, or free', () => {
    expect(failure({ objects: ['(a)'], rows }, 2)).toBe('已损坏');
    expect(failure({ objects: [], rows: { 2: [2, 999, 0] } }, 2)).toBe('已损坏');
    expect(failure({ objects: [], rows: { 1: [0, 0, 0], 2: [2, 1, 0] } }, 2)).toBe('已损坏');
    const stream = objectStream('2 0 3 4 (a) (b)', '8');
    expect(failure({ objects: [stream], rows: { ...rows, 1: [3, '%PDF-1.7\n'.length, 0] } }, 2)).toBe('已损坏');
    expect(read({ objects: [stream], rows: { ...rows, 1: [1, '%PDF-1.7\n'.length, 0] } }, 2)).toBe('(a)');
  });

  test.each(['(a)', '2 0 R', '-1', '999999999999999', '0', '0.5'])('with a wrong /First %s is damaged, or its objects are not found', (first) => {
    const shape = { objects: [objectStream('2 0 3 4 (a) (b)', first)], rows };
    expect(['已损坏', undefined, '2', '3']).toContain(failure(shape, 2) || read(shape, 2));
  });

  test.each(['2 x 3 y (a) (b)', '2 -99 3 1e9 (a)', '2 99999999999999999999 '])('with wrong offsets (%s) causes no crash', (contents) => {
    const shape = { objects: [objectStream(contents, '8')], rows };
    for (const number of [2, 3]) expect(['', '已损坏']).toContain(failure(shape, number));
  });

  test('has at most 1000 objects', () => {
    const pairs = Array.from({ length: 1001 }, (_, index) => `${index + 2} ${2 * index}`).join(' ') + ' ';
    const shape: Shape = {
      objects: [objectStream(pairs + '7 '.repeat(1001), String(pairs.length))],
      rows: { 2: [2, 1, 999], 3: [2, 1, 1000] },
    };
    expect([2, 3].map(number => read(shape, number))).toEqual(['7', undefined]);
  });

  test('with an unknown filter is of another program', () => {
    expect(failure({ objects: [objectStream('2 0 (a)', '4', '/LZWDecode')], rows }, 2)).toBe('不是本程序印的');
    expect(failure({ objects: [objectStream('2 0 (a)', '4', '[ /FlateDecode ]')], rows }, 2)).toBe('不是本程序印的');
  });
});

describe('the length of a stream', () => {
  const packed = deflateSync(Buffer.from('甲: 1\n'));
  const inflated = (length: string): string => {
    const body = Buffer.concat([Buffer.from(`<< /Filter /FlateDecode ${length} >>\nstream\n`), packed, Buffer.from('\nendstream')]);
    const reader = new ObjectReader(fileOf({ objects: [body, String(packed.length)] }));
    return reader.inflate(reader.resolve(PDFRef.of(1)) as PDFRawStream).toString();
  };

  test.each([
    `/Length ${packed.length}`, `/Length ${packed.length - 1}`, '/Length 0', '/Length 999999', '/Length -1', '/Length -999999',
    '/Length 999999999999999', '/Length 2 0 R', '/Length (a)', '',
  ])('is not needed to find the end of the stream: %s', (length) => {
    expect(inflated(length)).toBe('甲: 1\n');
  });
});

describe('inflating', () => {
  const streamOf = (bytes: Uint8Array): PDFRawStream =>
    PDFRawStream.of(PDFContext.create().obj({ Filter: 'FlateDecode' }), deflateSync(bytes));

  test('stops at 32 MB for all streams together, including the table', () => {
    const reader = new ObjectReader(fileOf({ objects: ['(a)'] }));
    const [half, rest] = [Buffer.alloc(16 * MEGABYTE), Buffer.alloc(16 * MEGABYTE - 14)];
    expect(reasonOf(() => reader.inflate(streamOf(half)))).toBe('');
    expect(reasonOf(() => reader.inflate(streamOf(Buffer.concat([rest, Buffer.alloc(1)]))))).toBe('解压后太大');
    expect(reader.inflate(streamOf(rest)).length).toBe(rest.length);
    expect(reasonOf(() => reader.inflate(streamOf(Buffer.alloc(1))))).toBe('解压后太大');
  });

  test('reports uncompressed and truncated data as damaged', () => {
    const reader = new ObjectReader(fileOf());
    const dict = PDFContext.create().obj({ Filter: 'FlateDecode' });
    expect(reasonOf(() => reader.inflate(PDFRawStream.of(dict, Buffer.from('abc'))))).toBe('已损坏');
    expect(reasonOf(() => reader.inflate(PDFRawStream.of(dict, Buffer.of())))).toBe('已损坏');
    expect(reasonOf(() => reader.inflate(PDFRawStream.of(dict, deflateSync(Buffer.from('abcdef')).subarray(0, 6))))).toBe('已损坏');
  });
});

describe('the end of a document', () => {
  test('may be followed by blanks, and its start preceded by other bytes', () => {
    expect(read({ objects: ['(a)'], after: '\r\n \n' })).toBe('(a)');
    const before = 'x'.repeat(1000);
    expect(reasonOf(() => new ObjectReader(fileOf({ before })))).toBe('');
    expect(reasonOf(() => new ObjectReader(fileOf({ before: 'x'.repeat(1024) })))).toBe('不是 PDF');
  });

  test.each(['x', '%%EOF\nx', 'startxref\n'])('followed by “%s” is incomplete', (after) => {
    expect(reasonOf(() => new ObjectReader(fileOf({ after })))).toBe('文件不完整');
  });

  test.each([-9, -1, 1, 9, 10 ** 6, 10 ** 9])('is damaged when the offset of its table is wrong by %d bytes', (off) => {
    expect(reasonOf(() => new ObjectReader(fileOf({ objects: ['(a)'], off })))).toBe('已损坏');
  });

  test.each(['[ 1 4 1 ]', '[ 1 8 2 ]', '[ 1 4 2 0 ]', '[ ]', '7', '[ 1 4.5 2 ]'])('is of another program when rows have other widths: %s', (widths) => {
    expect(reasonOf(() => new ObjectReader(fileOf({ widths })))).toBe('不是本程序印的');
  });

  test('is reported as of another program, not as damaged', async () => {
    for (const useObjectStreams of [true, false]) {
      const other = await (await documentOf('')).save({ useObjectStreams });
      expect(reasonOf(() => new ObjectReader(other))).toBe('不是本程序印的');
    }
  });

  test('may have a huge /Size or a loop of /Prev, which are not used', () => {
    const pdf = fileOf({ objects: ['(a)'], trailer: '/Size 99999999999999 /Prev 9 /XRefStm 9' });
    const start = Number(/startxref\n(\d+)/.exec(pdf.toString('latin1'))?.[1]);
    const looping = fileOf({ objects: ['(a)'], trailer: `/Size 99999999999999 /Prev ${start}` });
    for (const file of [pdf, looping]) expect(new ObjectReader(file).resolve(PDFRef.of(1))?.toString()).toBe('(a)');
  });
});

test('objects are the same as those that pdf-lib reads', async () => {
  const writer = new ObjectWriter();
  writer.reserve(3);
  const numbers = Array.from({ length: 450 }, (_, index) => index % 50
    ? writer.put(`<</Index ${index}/Text${hexString(`𠮷${index}`)}>>`)
    : writer.putCompressed('', Buffer.from(`stream ${index}`)));
  const pages = writer.put('<</Type/Pages/Kids[]/Count 0>>');
  const root = writer.put(`<</Type/Catalog/Pages ${pages} 0 R>>`);
  const pdf = writer.file(root, writer.put('<<>>'));
  const [reader, document] = [new ObjectReader(pdf), await PDFDocument.load(pdf, { updateMetadata: false })];
  expect(reader.trailer.get(PDFName.of('Root'))).toBe(PDFRef.of(root));
  for (const number of [...numbers, pages, root]) {
    expect(reader.resolve(PDFRef.of(number))?.toString()).toBe(document.context.lookup(PDFRef.of(number))?.toString());
  }
});
