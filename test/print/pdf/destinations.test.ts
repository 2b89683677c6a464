import { type PDFDocument, PDFName, type PDFObject, PDFRef } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { destinationsOf, pagesOf } from '../../../src/print/pdf/destinations.js';
import { documentOf } from '../../support/pdf-objects.js';

function withDestinations(document: PDFDocument, named: Record<string, PDFObject>): PDFDocument {
  document.catalog.set(PDFName.of('Dests'), document.context.register(document.context.obj(named)));
  return document;
}

const to = (document: PDFDocument, page: number): PDFObject => document.context.obj([document.getPage(page).ref, 'XYZ', 0, 0, 0]);

describe('the anchors of a print', () => {
  test('pages are counted from 1', async () => {
    const document = await documentOf('', '', '');
    withDestinations(document, { first: to(document, 0), last: to(document, 2) });
    expect([...pagesOf(document)]).toEqual([['first', 1], ['last', 3]]);
  });

  test('a print without links has no anchors', async () => {
    expect(destinationsOf(await documentOf('')).size).toBe(0);
  });

  test('escaped names are decoded', async () => {
    const document = await documentOf('');
    withDestinations(document, { 'a b': to(document, 0), '(x)': to(document, 0), 'a/b': to(document, 0) });
    expect(document.catalog.get(PDFName.of('Dests'))).toBeInstanceOf(PDFRef);
    expect([...pagesOf(document).keys()].sort()).toEqual(['(x)', 'a b', 'a/b']);
  });

  test('a destination may be an indirect object; one that is no array is left out', async () => {
    const document = await documentOf('');
    const { context } = document;
    withDestinations(document, {
      apart: context.register(to(document, 0)), nothing: PDFRef.of(999), other: context.obj({ D: [] }),
    });
    expect([...pagesOf(document)]).toEqual([['apart', 1]]);
  });

  test('a destination outside of the document is a bug of ours, not a page', async () => {
    const document = await documentOf('');
    withDestinations(document, { gone: document.context.obj([PDFRef.of(999), 'Fit']) });
    expect(() => pagesOf(document)).toThrow('the page of gone is missing');
  });
});
