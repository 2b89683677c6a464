import { packageOf, type Part, zipOf } from './zip.js';

const WORD_NAMES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ');

/** Returns the files of a Word document. @param parts further parts by name, `comments.xml` */
export function wordFiles(
  body: string, parts: Readonly<Record<string, Part>> = {}, further: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document ${WORD_NAMES}><w:body>${body}<w:sectPr/></w:body></w:document>`;
  return packageOf('word', 'document.xml', document, parts, further);
}

export function docx(...of: Parameters<typeof wordFiles>): Buffer {
  return zipOf(wordFiles(...of));
}

/** A part of Word with a root of this name. */
export function wordPart(type: string, root: string, content: string): Part {
  return [type, `<w:${root} ${WORD_NAMES}>${content}</w:${root}>`];
}

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
/** A paragraph of runs. */
export const paragraph = (...content: string[]): string => `<w:p>${content.join('')}</w:p>`;
export const cell = (content: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
/** A cell with one line of text. */
export const text = (line: string, properties = ''): string => cell(paragraph(run(line)), properties);
export const row = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
export const table = (...rows: string[]): string => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;
export const SPAN = (columns: number): string => `<w:gridSpan w:val="${columns}"/>`;
export const BEGINS = '<w:vMerge w:val="restart"/>';
export const GOES_ON = '<w:vMerge/>';
