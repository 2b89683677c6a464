import { PDFDict, PDFHexString, PDFName, type PDFObject, PDFString } from 'pdf-lib';
import { diffLists } from '../../model/diff-lists.js';
import type { PdfDifference } from '../../model/pdf.js';
import { readContents } from './contents.js';
import { ObjectReader } from './object-reader.js';
import { type PageText, readPageTexts } from './page-texts.js';

const DESCRIPTIONS = ['Title', 'Author', 'Creator', 'Producer'] as const;

/**
 * Compares two documents of this program whose bytes are not equal.
 *
 * @param expected the document as it should be
 * @throws UnreadablePdf when one of them is damaged or not of this program
 */
export function pdfDifferences(expected: Uint8Array, given: Uint8Array): PdfDifference[] {
  const [one, other] = [new ObjectReader(expected), new ObjectReader(given)];
  const differences = [
    ...descriptions(one, other),
    ...attachments(expected, given),
    ...pages(readPageTexts(one), readPageTexts(other)),
  ];
  return differences.length ? differences : [{ kind: 'other' }];
}

function pages(expected: readonly PageText[], given: readonly PageText[]): PdfDifference[] {
  const differences: PdfDifference[] = [];
  if (expected.length !== given.length) differences.push({ kind: 'pages', expected: expected.length, given: given.length });
  expected.slice(0, given.length).forEach((page, index) => {
    const other = given[index];
    if (!other || page.content === other.content) return;
    const changed = changedLines(page.lines, other.lines);
    const number = index + 1;
    differences.push(changed ? { kind: 'text', page: number, ...changed } : { kind: 'drawing', page: number });
  });
  return differences;
}

/** @returns the lines that are only in one of the lists; `undefined` when there are none */
function changedLines(expected: readonly string[], given: readonly string[]) {
  const parts = diffLists(expected, given) ?? [{ kind: 'deleted', entries: expected }, { kind: 'inserted', entries: given }];
  const only = (kind: string): string[] => parts.filter(part => part.kind === kind).flatMap(({ entries }) => entries);
  const changed = { expected: only('deleted'), given: only('inserted') };
  return changed.expected.length || changed.given.length ? changed : undefined;
}

function descriptions(expected: ObjectReader, given: ObjectReader): PdfDifference[] {
  return DESCRIPTIONS.flatMap((name): PdfDifference[] => {
    const [one, other] = [describe(expected, name), describe(given, name)];
    return one === other ? [] : [{ kind: 'description', name, expected: one, given: other }];
  });
}

function describe(reader: ObjectReader, name: string): string {
  const find = (dict: PDFDict, key: string): PDFObject | undefined => reader.resolve(dict.get(PDFName.of(key)));
  const information = find(reader.trailer, 'Info');
  const text = information instanceof PDFDict ? find(information, name) : undefined;
  return text instanceof PDFHexString || text instanceof PDFString ? text.decodeText() : '';
}

function attachments(expected: Uint8Array, given: Uint8Array): PdfDifference[] {
  const [one, other] = [readContents(expected), readContents(given)].map(({ attachments: files }) =>
    new Map(files.map(({ name, bytes }) => [name, Buffer.from(bytes)])));
  const names = new Set([...one?.keys() ?? [], ...other?.keys() ?? []]);
  const differing = [...names].filter(name => !one?.get(name)?.equals(other?.get(name) ?? Buffer.alloc(0)));
  return differing.length ? [{ kind: 'attachments', names: differing.sort() }] : [];
}
