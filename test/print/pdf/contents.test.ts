import { deflateSync } from 'node:zlib';
import { PDFContext, PDFHexString, type PDFObject, PDFRawStream, type PDFRef, PDFString } from 'pdf-lib';
import { expect, test } from 'vitest';
import { UnreadablePdf } from '../../../src/model/pdf.js';
import { readContents } from '../../../src/print/pdf/contents.js';
import { ObjectWriter } from '../../../src/print/pdf/object-writer.js';

const context = PDFContext.create();
const MEGABYTE = 1024 * 1024;

/** A document of no page with embedded files. @param more is put among the objects before the catalogue */
function documentWith(
  files: readonly Uint8Array[],
  more: readonly PDFObject[] = [],
  filter: string | string[] = 'FlateDecode',
): Uint8Array {
  const writer = new ObjectWriter();
  const add = (object: PDFObject): PDFRef => {
    const ref = writer.nextRef();
    writer.write(ref, object);
    return ref;
  };
  for (const object of more) add(object);
  const names = context.obj([]);
  for (const [index, bytes] of files.entries()) {
    const stream = add(PDFRawStream.of(context.obj({ Length: bytes.length, Filter: filter }), bytes));
    names.push(PDFHexString.fromText(`表${index}.yaml`));
    names.push(add(context.obj({ Type: 'Filespec', EF: { F: stream } })));
  }
  const pages = add(context.obj({ Type: 'Pages', Kids: [], Count: 0 }));
  const root = add(context.obj({ Type: 'Catalog', Pages: pages, Names: { EmbeddedFiles: { Names: names } } }));
  const info = add(context.obj({ Title: PDFHexString.fromText('标题𠮷') }));
  return writer.finish(root, info);
}

const reasonOf = (pdf: Uint8Array): string => {
  try {
    readContents(pdf);
    return '';
  } catch (error) {
    if (error instanceof UnreadablePdf) return error.message;
    throw error;
  }
};

test('reads the title, the number of pages and the embedded files', () => {
  const files = ['甲: 1\n', '乙: 2\n'].map(text => deflateSync(Buffer.from(text)));
  const { title, pages, attachments } = readContents(documentWith(files));
  expect({ title, pages }).toEqual({ title: '标题𠮷', pages: 0 });
  expect(attachments.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]))
    .toEqual([['表0.yaml', '甲: 1\n'], ['表1.yaml', '乙: 2\n']]);
});

test('a small file that inflates to a large one is refused before it does', () => {
  const bomb = deflateSync(Buffer.alloc(100 * MEGABYTE));
  expect(bomb.length).toBeLessThan(MEGABYTE);
  expect(reasonOf(documentWith([bomb]))).toBe('解压后太大');
});

test('so are many files that are large together, and too many files', () => {
  const file = deflateSync(Buffer.alloc(4 * MEGABYTE));
  expect(reasonOf(documentWith(Array.from({ length: 4 }, () => file)))).toBe('');
  expect(reasonOf(documentWith(Array.from({ length: 20 }, () => file)))).toBe('解压后太大');
  const small = deflateSync(Buffer.from('甲: 1'));
  expect(reasonOf(documentWith(Array.from({ length: 1001 }, () => small)))).toBe('附的文件超过 1000 个');
});

test('so are the compressed objects of the document itself', () => {
  expect(reasonOf(documentWith([], [PDFString.of('a'.repeat(40 * MEGABYTE))]))).toBe('解压后太大');
});

test('what is compressed twice, or in another way, is not inflated', () => {
  const twice = deflateSync(deflateSync(Buffer.alloc(100 * MEGABYTE)));
  expect(reasonOf(documentWith([twice], [], ['FlateDecode', 'FlateDecode']))).toBe('不是本程序印的');
  expect(reasonOf(documentWith([twice], [], 'LZWDecode'))).toBe('不是本程序印的');
});

test('lists nested beyond the stack are damage, not a crash', () => {
  const pdf = Buffer.from(documentWith([])).toString('latin1');
  const at = pdf.lastIndexOf('startxref');
  const deep = `${pdf.slice(0, at)}9 0 obj\n${'['.repeat(100_000)}\nendobj\nstartxref\n${at}\n%%EOF\n`;
  expect(reasonOf(Buffer.from(deep, 'latin1'))).toBe('已损坏');
});

test('a document cut at any place, or with any byte changed, is read or refused', () => {
  const pdf = documentWith([deflateSync(Buffer.from('甲: 1\n'))]);
  const reasons = new Set<string>();
  for (let at = 0; at < pdf.length; at += 1) {
    reasons.add(reasonOf(pdf.subarray(0, at)));
    for (const byte of [0, 32, 57, 60, 91, 255]) {
      const changed = Uint8Array.from(pdf);
      changed[at] = byte;
      reasons.add(reasonOf(changed));
    }
  }
  for (const reason of ['', '不是 PDF', '不是本程序印的', '已损坏', '文件不完整']) expect(reasons).toContain(reason);
});
