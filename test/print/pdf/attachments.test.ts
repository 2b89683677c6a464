import { PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import type { Attachment } from '../../../src/model/pdf.js';
import { attachFiles } from '../../../src/print/pdf/attachments.js';
import { readContents } from '../../../src/print/pdf/contents.js';
import { ObjectWriter } from '../../../src/print/pdf/object-writer.js';
import { below, textAt } from '../../support/pdf-objects.js';
import { Pdf } from '../../support/pdf.js';

const fileOf = (name: string, text = name): Attachment => ({ name, bytes: Buffer.from(text) });

/** Returns a document of no page with attached files. */
function attached(...attachments: Attachment[]): Uint8Array {
  const writer = new ObjectWriter();
  const pages = writer.put('<</Type/Pages/Kids[]/Count 0>>');
  const root = writer.put(`<</Type/Catalog/Pages ${pages} 0 R${attachFiles(attachments, writer)}>>`);
  return writer.file(root, writer.put('<<>>'));
}

describe('attached files', () => {
  test('can be read by name, with their bytes', () => {
    const pdf = attached(fileOf('01-甲(乙).yaml', '甲: 1\n'), fileOf('𠮷.yaml', ''));
    expect(new Pdf(pdf).attachments()).toEqual({ '01-甲(乙).yaml': '甲: 1\n', '𠮷.yaml': '' });
  });

  test('have sorted names, whatever the order of the files', async () => {
    const names = ['b', 'a', '丙', '𠮷', 'ab', '甲'];
    const { catalog, context } = await PDFDocument.load(attached(...names.map(name => fileOf(name))));
    const list = below(context, catalog, 'Names', 'EmbeddedFiles', 'Names');
    const found = names.map((_, index) => textAt(context, list, 2 * index));
    expect(found).toEqual(['a', 'ab', 'b', '丙', '甲', '𠮷']);
    for (const [index, name] of found.entries()) expect(textAt(context, list, 2 * index + 1, 'UF')).toBe(name);
  });

  test('are associated files with the relationship Source, with media type, size and description', async () => {
    const { catalog, context } = await PDFDocument.load(attached(fileOf('甲.yaml', '甲: 1'), fileOf('乙.yaml')));
    const file = below(context, catalog, 'Names', 'EmbeddedFiles', 'Names', 1);
    expect(below(context, catalog, 'AF', 0)).toBe(file);
    expect(() => below(context, catalog, 'AF', 2)).toThrow();
    expect(below(context, file, 'AFRelationship')).toBe(PDFName.of('Source'));
    expect(below(context, file, 'F').toString()).toBe('(source.yaml)');
    expect(textAt(context, file, 'Desc')).toBe('乙.yaml 的数据');
    const stream = below(context, file, 'EF', 'F');
    expect(below(context, file, 'EF', 'UF')).toBe(stream);
    expect(below(context, stream, 'Subtype').toString()).toBe('/application#2Fyaml');
    expect(below(context, stream, 'Params', 'Size').toString()).toBe('8'); // of 乙.yaml, the first by name
  });

  test('are both kept when they have the same name', () => {
    expect(readContents(attached(fileOf('a', '1'), fileOf('a', '2'))).attachments.map(({ name }) => name)).toEqual(['a', 'a']);
  });

  test('may be none', () => {
    expect(attachFiles([], new ObjectWriter())).toBe('');
  });
});
