import { type PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import type { Attachment } from '../../../src/model/pdf.js';
import { attachFiles } from '../../../src/print/pdf/attachments.js';
import { arrayAt, below, documentOf, textAt } from '../../support/pdf-objects.js';
import { Pdf } from '../../support/pdf.js';

const fileOf = (name: string, text = name): Attachment => ({ name, bytes: Buffer.from(text) });

async function attached(...attachments: Attachment[]): Promise<PDFDocument> {
  const document = await documentOf('');
  attachFiles(document, attachments);
  return document;
}

describe('attached files', () => {
  test('can be read by name, with their bytes', async () => {
    const document = await attached(fileOf('01-甲(乙).yaml', '甲: 1\n'), fileOf('𠮷.yaml', ''));
    expect(new Pdf(await document.save()).attachments()).toEqual({ '01-甲(乙).yaml': '甲: 1\n', '𠮷.yaml': '' });
  });

  test('have sorted names, whatever the order of the files', async () => {
    const names = ['b', 'a', '丙', '𠮷', 'ab', '甲'];
    const document = await attached(...names.map(name => fileOf(name)));
    const { catalog, context } = document;
    const list = below(context, catalog, 'Names', 'EmbeddedFiles', 'Names');
    const found = names.map((_, index) => textAt(context, list, 2 * index));
    expect(found).toEqual(['a', 'ab', 'b', '丙', '甲', '𠮷']);
    for (const [index, name] of found.entries()) {
      expect(textAt(context, list, 2 * index + 1, 'UF')).toBe(name);
    }
  });

  test('are associated files with the relationship Source, with media type and size', async () => {
    const { catalog, context } = await attached(fileOf('甲.yaml', '甲: 1'), fileOf('乙.yaml'));
    const file = below(context, catalog, 'Names', 'EmbeddedFiles', 'Names', 1);
    expect(below(context, catalog, 'AF', 0)).toBe(file);
    expect(() => below(context, catalog, 'AF', 2)).toThrow();
    expect(below(context, file, 'AFRelationship')).toBe(PDFName.of('Source'));
    expect(below(context, file, 'F').toString()).toBe('(source.yaml)');
    const stream = below(context, file, 'EF', 'F');
    expect(below(context, stream, 'Subtype').toString()).toBe('/application#2Fyaml');
    expect(below(context, stream, 'Params', 'Size').toString()).toBe('8'); // of 乙.yaml, the first by name
  });

  test('are both kept when they have the same name', async () => {
    const { catalog, context } = await attached(fileOf('a', '1'), fileOf('a', '2'));
    expect(arrayAt(context, catalog, 'Names', 'EmbeddedFiles', 'Names').size()).toBe(4);
  });
});
