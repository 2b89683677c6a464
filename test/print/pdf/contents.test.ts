import { deflateSync } from 'node:zlib';
import { PDFContext, PDFHexString, PDFName, type PDFObject, PDFRawStream, PDFRef, PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
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
  const add = (object: PDFObject): PDFRef => PDFRef.of(put(writer, object));
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
  return writer.file(root.objectNumber, info.objectNumber);
}

/** Writes an object of the library. */
function put(writer: ObjectWriter, object: PDFObject): number {
  if (!(object instanceof PDFRawStream)) return writer.put(object.toString());
  const entries = object.dict.entries().filter(([key]) => key !== PDFName.of('Length'));
  return writer.putStream(entries.map(([key, value]) => `${key.toString()} ${value.toString()}`).join(''), object.contents);
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
  const bomb = deflateSync(Buffer.alloc(40 * MEGABYTE), { level: 1 });
  expect(bomb.length).toBeLessThan(MEGABYTE);
  expect(reasonOf(documentWith([bomb]))).toBe('解压后太大');
});

test('many files with a large total size, and too many files, are refused', () => {
  const file = deflateSync(Buffer.alloc(4 * MEGABYTE));
  expect(reasonOf(documentWith(Array.from({ length: 4 }, () => file)))).toBe('');
  expect(reasonOf(documentWith(Array.from({ length: 20 }, () => file)))).toBe('解压后太大');
  const small = deflateSync(Buffer.from('甲: 1'));
  expect(reasonOf(documentWith(Array.from({ length: 1001 }, () => small)))).toBe('附的文件超过 1000 个');
});

test('compressed objects with a large total size are refused', () => {
  expect(reasonOf(documentWith([], [PDFString.of('a'.repeat(40 * MEGABYTE))]))).toBe('解压后太大');
});

test('data with several filters or another filter is refused', () => {
  const twice = deflateSync(deflateSync(Buffer.alloc(40 * MEGABYTE), { level: 1 }), { level: 1 });
  expect(reasonOf(documentWith([twice], [], ['FlateDecode', 'FlateDecode']))).toBe('不是本程序印的');
  expect(reasonOf(documentWith([twice], [], 'LZWDecode'))).toBe('不是本程序印的');
});

test('arrays nested too deeply are reported as damaged, without a crash', () => {
  const pdf = Buffer.from(documentWith([])).toString('latin1');
  const at = pdf.lastIndexOf('startxref');
  const deep = `${pdf.slice(0, at)}9 0 obj\n${'['.repeat(100_000)}\nendobj\nstartxref\n${at}\n%%EOF\n`;
  expect(reasonOf(Buffer.from(deep, 'latin1'))).toBe('已损坏');
});

test('a document truncated anywhere, or with any byte changed, is read or refused', () => {
  const pdf = documentWith([deflateSync(Buffer.from('甲: 1\n'))]);
  const reasons = new Set<string>();
  for (let at = 0; at < pdf.length; at += 1) {
    reasons.add(reasonOf(pdf.subarray(0, at)));
    for (const byte of [0, 57, 60, 91]) {
      const changed = Uint8Array.from(pdf);
      changed[at] = byte;
      reasons.add(reasonOf(changed));
    }
  }
  for (const reason of ['', '不是 PDF', '不是本程序印的', '已损坏', '文件不完整']) expect(reasons).toContain(reason);
});

describe('a document of this program with errors', () => {
  type Entries = Parameters<typeof context.obj>[0];

  /** Returns a document with other entries in the catalog, the page tree and the information; `info` may be missing. */
  function documentOf(
    entries: { root?: object; pages?: object; info?: object | null },
    ...objects: PDFObject[]
  ): Uint8Array {
    const writer = new ObjectWriter();
    for (const object of objects) put(writer, object);
    const pages = put(writer, context.obj({ Type: 'Pages', Count: 3, ...entries.pages }));
    const catalog = { Type: 'Catalog', Pages: PDFRef.of(pages), ...entries.root };
    const root = put(writer, context.obj(catalog as unknown as Entries));
    if (entries.info === null) return writer.file(root, writer.reserve());
    return writer.file(root, put(writer, context.obj({ Title: PDFString.of('a'), ...entries.info })));
  }

  test('may have no title, no names and no files', () => {
    expect(readContents(documentOf({ info: { Title: null } }))).toMatchObject({ title: '', pages: 3, attachments: [] });
    for (const EmbeddedFiles of [undefined, {}, { Names: [] }, { Names: 7 }, 7]) {
      const Names = EmbeddedFiles === undefined ? 7 : { EmbeddedFiles };
      expect(readContents(documentOf({ root: { Names } })).attachments).toEqual([]);
    }
  });

  test('is damaged without pages, information, or the file of a name', () => {
    expect(reasonOf(documentOf({ pages: { Count: null } }))).toBe('已损坏');
    expect(reasonOf(documentOf({ pages: { Count: 'three' } }))).toBe('已损坏');
    expect(reasonOf(documentOf({ root: { Pages: null } }))).toBe('已损坏');
    expect(reasonOf(documentOf({ info: null }))).toBe('已损坏');
    expect(reasonOf(documentOf({ info: { Title: 7 } }))).toBe('已损坏');
    for (const file of [null, 7, {}, { EF: {} }, { EF: { F: {} } }]) {
      const names = [PDFString.of('a'), file];
      expect(reasonOf(documentOf({ root: { Names: { EmbeddedFiles: { Names: names } } } }))).toBe('已损坏');
    }
  });

  test('is damaged when the name of a file is no text', () => {
    const stream = PDFRawStream.of(context.obj({ Filter: 'FlateDecode' }), deflateSync(Buffer.from('a')));
    const file = context.obj({ EF: { F: PDFRef.of(1) } });
    const named = (name: PDFObject): Uint8Array => {
      const names = [name, PDFRef.of(2), PDFString.of('no file')];
      return documentOf({ root: { Names: { EmbeddedFiles: { Names: names } } } }, stream, file);
    };
    expect(readContents(named(PDFString.of('a'))).attachments).toEqual([{ name: 'a', bytes: Buffer.from('a') }]);
    expect(reasonOf(named(PDFRef.of(2)))).toBe('已损坏');
  });

  test('may have loops of /Kids, /Parent and /Next, which are not followed', () => {
    const loop = context.obj({ Kids: [PDFRef.of(1)], Parent: PDFRef.of(1), Next: PDFRef.of(1), Count: 3 });
    const root = { Names: { EmbeddedFiles: PDFRef.of(1) }, Outlines: PDFRef.of(1), Parent: PDFRef.of(1) };
    const { pages, attachments } = readContents(documentOf({ root: { ...root, Pages: PDFRef.of(1) } }, loop));
    expect({ pages, attachments }).toEqual({ pages: 3, attachments: [] });
  });

  test('is damaged when its title is a reference to itself', () => {
    expect(reasonOf(documentOf({ info: { Title: PDFRef.of(1) } }, PDFRef.of(1)))).toBe('已损坏');
  });

  test('may have a thousand files', () => {
    const file = deflateSync(Buffer.from('甲: 1'));
    const { attachments } = readContents(documentWith(Array.from({ length: 1000 }, () => file)));
    expect(attachments).toHaveLength(1000);
    expect(attachments[999]?.name).toBe('表999.yaml');
  });
});
