import { PDFContext, PDFName, PDFRawStream, PDFRef, PDFString } from 'pdf-lib';
import { expect, test } from 'vitest';
import { mapReferences } from '../../../../src/print/pdf/bind/references.js';

const context = PDFContext.create();
const plus100 = (ref: PDFRef): PDFRef => PDFRef.of(ref.objectNumber + 100);

test('references in dictionaries and arrays are replaced at any depth, and nothing else', () => {
  const object = context.obj({ A: PDFRef.of(1), B: [PDFRef.of(2), [{ C: PDFRef.of(3) }], 4], D: 5, E: PDFString.of('6 0 R') });
  mapReferences(object, plus100);
  expect(object.toString().replace(/\s+/g, ' ')).toBe('<< /A 101 0 R /B [ 102 0 R [ << /C 103 0 R >> ] 4 ] /D 5 /E (6 0 R) >>');
});

test('references in the dictionary of a stream are replaced, its bytes are not', () => {
  const stream = PDFRawStream.of(context.obj({ Resources: { Font: PDFRef.of(1) } }), Buffer.from('1 0 R'));
  mapReferences(stream, plus100);
  expect(stream.dict.lookup(PDFName.of('Resources'))?.toString()).toContain('101 0 R');
  expect(Buffer.from(stream.contents).toString()).toBe('1 0 R');
});

test('each reference is replaced once, and other objects are left', () => {
  const asked: number[] = [];
  const array = context.obj([PDFRef.of(1), PDFRef.of(1), PDFRef.of(2)]);
  mapReferences(array, (ref) => {
    asked.push(ref.objectNumber);
    return ref;
  });
  expect(asked).toEqual([1, 1, 2]);
  mapReferences(PDFName.of('A'), () => { throw new Error('nothing to replace'); });
});
