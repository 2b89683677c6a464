import { describe, expect, test } from 'vitest';
import { type Element, elementOf, type Kid } from '../../../../src/print/pdf/structure/element.js';
import { place, type Places, type StructureObjects, writeStructure } from '../../../../src/print/pdf/structure/write.js';

const tag = (type: string, ...kids: Kid[]): Element => elementOf(type, kids);
const write = (pages: number, ...roots: Kid[]): StructureObjects => writeStructure(roots, pages, ({ type }) => `text of ${type}`);

describe('a written structure', () => {
  test('has an object for each element in reading order, with the one above it', () => {
    const { objects, roots } = write(1, tag('Sect', tag('H1', { page: 0, mcid: 0 }), tag('P')), tag('P'));
    expect(objects).toEqual([
      '<</S/Sect/P ^R/K [#1R #2R]>>', '<</S/H1/P #0R/Pg $0R/K 0>>', '<</S/P/P #0R>>', '<</S/P/P ^R>>',
    ]);
    expect(roots).toEqual([0, 3]);
  });

  test('has content of further pages with their page', () => {
    const { objects, parents } = write(3, tag('P', { page: 1, mcid: 2 }, { page: 1, mcid: 4 }, { page: 2, mcid: 0 }));
    expect(objects).toEqual(['<</S/P/P ^R/Pg $1R/K [2 4 <</Type/MCR/Pg $2R/MCID 0>>]>>']);
    expect(parents).toEqual([[], [null, null, 0, null, 0], [0]]);
  });

  test('has the page of its own content, not of that below', () => {
    const { objects } = write(2, tag('P', tag('Span', { page: 0, mcid: 0 }), { page: 1, mcid: 0 }));
    expect(objects[0]).toBe('<</S/P/P ^R/Pg $1R/K [#1R 0]>>');
  });

  test('has the element of each number, in whatever order they are', () => {
    expect(write(1, tag('P', { page: 0, mcid: 3 }), tag('P', { page: 0, mcid: 1 })).parents).toEqual([[null, 1, null, 0]]);
  });

  test('has attributes of cells only where they say something', () => {
    const cell = (attributes: Partial<Element>): string => write(0, { ...tag('TH'), ...attributes }).objects[0] ?? '';
    expect(cell({})).toBe('<</S/TH/P ^R>>');
    expect(cell({ scope: 'Row' })).toBe('<</S/TH/P ^R/A<</O/Table/Scope/Row>>>>');
    expect(cell({ rowSpan: 2, columnSpan: 1 })).toBe('<</S/TH/P ^R/A<</O/Table/RowSpan 2>>>>');
    expect(cell({ scope: 'Both', rowSpan: 3, columnSpan: 2 })).toBe('<</S/TH/P ^R/A<</O/Table/Scope/Both/RowSpan 3/ColSpan 2>>>>');
  });

  test('has its links with the text they are on, and the element they are in', () => {
    const link = { page: 1, rectangle: '1 2 3 4', target: { anchor: 'a' } };
    const { objects, links } = write(2, tag('P'), tag('Link', { page: 1, mcid: 0 }, link), tag('Reference', link));
    expect(objects[1]).toBe('<</S/Link/P ^R/Pg $1R/K [0 <</Type/OBJR/Obj %0R/Pg $1R>>]>>');
    expect(objects[2]).toBe('<</S/Reference/P ^R/K <</Type/OBJR/Obj %1R/Pg $1R>>>>');
    expect(links).toEqual([{ ...link, label: 'text of Link', element: 1 }, { ...link, label: 'text of Reference', element: 2 }]);
  });

  test('has further entries; strings are in hex, so that nothing in them is taken for a reference', () => {
    const entries: [string, string][] = [['Alt', String.raw`(#1R \(^R\) \\)`], ['Lang', '<FEFF0061>'], ['E', '/Name']];
    expect(write(0, { ...tag('Figure'), entries }).objects)
      .toEqual([`<</S/Figure/P ^R/Alt <FEFF${[...'#1R (^R) \\'].map(sign => `00${sign.charCodeAt(0).toString(16).toUpperCase()}`).join('')}>/Lang <FEFF0061>/E /Name>>`]);
  });

  test('leaves out what is no element at the top', () => {
    expect(write(1, { page: 0, mcid: 0 })).toEqual({ objects: [], roots: [], parents: [[]], links: [] });
  });
});

describe('places', () => {
  const PLACES: Places = { objects: 100, pages: 200, links: 300, extras: 400, fonts: [17, 23], above: 5 };

  test('become references to the objects of a document', () => {
    expect(place('#0R #12R $3R %4R &5R !0R !1R ^R', PLACES))
      .toBe('100 0 R 112 0 R 203 0 R 304 0 R 405 0 R 17 0 R 23 0 R 5 0 R');
  });

  test('are nothing else', () => {
    for (const text of ['12 0 R', '#R', '$ 3R', '/S/TR', '^ R', '<FEFF0023>', '@1R']) expect(place(text, PLACES)).toBe(text);
  });
});
