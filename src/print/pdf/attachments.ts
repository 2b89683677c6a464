import { deflateSync } from 'node:zlib';
import { type PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString } from 'pdf-lib';
import type { Attachment } from '../../model/pdf.js';

/**
 * Embeds files in a document (ISO 32000-1, 7.11.4) as associated files with the relationship Source (ISO 32000-2,
 * 14.13): whoever has the PDF has its YAML. Not done with the library's `attach`, which breaks non-ASCII names. The
 * names are sorted, as a name tree requires (ISO 32000-1, 7.9.6).
 */
export function attachFiles(document: PDFDocument, attachments: readonly Attachment[]): void {
  const { context } = document;
  const files = attachments.map((attachment) => {
    const { bytes } = attachment;
    const name = PDFHexString.fromText(attachment.name);
    const dictionary = context.obj({ Type: 'EmbeddedFile', Params: { Size: bytes.length }, Filter: 'FlateDecode' });
    dictionary.set(PDFName.of('Subtype'), PDFName.of('application/yaml'));
    const stream = PDFRawStream.of(dictionary, deflateSync(bytes));
    const file = context.obj({ Type: 'Filespec', EF: { F: context.register(stream) }, AFRelationship: 'Source' });
    file.set(PDFName.of('F'), PDFString.of('source.yaml'));
    file.set(PDFName.of('UF'), name);
    return { name, reference: context.register(file) };
  });
  files.sort((a, b) => (a.name.asString() < b.name.asString() ? -1 : 1));
  const names = context.obj({ Names: files.flatMap(({ name, reference }) => [name, reference]) });
  document.catalog.set(PDFName.of('Names'), context.obj({ EmbeddedFiles: names }));
  document.catalog.set(PDFName.of('AF'), context.obj(files.map(({ reference }) => reference)));
}
