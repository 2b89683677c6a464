import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../src/model/user-error.js';
import { Lookup, readPrint } from '../../../../src/print/pdf/read-print.js';
import { elementOf, type Kid } from '../../../../src/print/pdf/structure/element.js';
import { readStructure } from '../../../../src/print/pdf/structure/read.js';
import { type SkiaObject, skiaPrint } from '../../../support/skia.js';

/** Reads the kids of the element Document in a print of two pages. @param more objects from number 1000 on */
function read(kids: string, more: Record<number, SkiaObject> = {}): Kid[] {
  const { objects, catalog } = readPrint(skiaPrint({ contents: ['', ''], kids, more }));
  const [document] = readStructure(catalog, new Lookup(objects), new Map([[10, 0], [11, 1]]));
  return document && 'kids' in document ? document.kids : [];
}

const link = (entries: string): Record<number, SkiaObject> => ({
  1000: '<</S /Link\n/Pg 10 0 R\n/K [3 <</Type /OBJR\n/Obj 1001 0 R>>]>>',
  1001: `<</Type /Annot\n/Subtype /Link\n/Rect [1 2.5 3 4]\n${entries}>>`,
});

describe('an element', () => {
  test('has its type and the content on its page', () => {
    expect(read('1000 0 R', { 1000: '<</S /P\n/Pg 11 0 R\n/K 7>>' })).toEqual([elementOf('P', [{ page: 1, mcid: 7 }])]);
    expect(read('1000 0 R', { 1000: '<</S /P\n/Pg 10 0 R\n/K [7 8]>>' })).toEqual([elementOf('P', [{ page: 0, mcid: 7 }, { page: 0, mcid: 8 }])]);
  });

  test('has content on other pages, and on the page of the element above', () => {
    expect(read('1000 0 R', { 1000: '<</S /P\n/Pg 10 0 R\n/K [7 <</Type /MCR\n/Pg 11 0 R\n/MCID 8>> <</Type /MCR\n/MCID 9>> 1001 0 R]>>', 1001: '<</S /Span\n/K 1>>' }))
      .toEqual([elementOf('P', [{ page: 0, mcid: 7 }, { page: 1, mcid: 8 }, { page: 0, mcid: 9 }, elementOf('Span', [{ page: 0, mcid: 1 }])])]);
  });

  test('may have its kids in an array of its own, or none', () => {
    expect(read('1000 0 R', { 1000: '<</S /P\n/Pg 10 0 R\n/K 1001 0 R>>', 1001: '[1 2]' }))
      .toEqual([elementOf('P', [{ page: 0, mcid: 1 }, { page: 0, mcid: 2 }])]);
    expect(read('1000 0 R', { 1000: '<</S /P>>' })).toEqual([elementOf('P', [])]);
  });

  test('without meaning gives its kids to the element above', () => {
    for (const type of ['/NonStruct', '/WBR', '/Foo', 'null']) {
      expect(read('1000 0 R', { 1000: `<</S ${type}\n/Pg 10 0 R\n/K [1 1001 0 R]>>`, 1001: '<</S /P>>' }))
        .toEqual([{ page: 0, mcid: 1 }, elementOf('P', [])]);
    }
  });

  test('has scope and spans of its attributes, in a dictionary, an array or other objects', () => {
    const cell = { ...elementOf('TH', []), scope: 'Column', rowSpan: 2, columnSpan: 3 };
    const attributes = ['/O /Table\n/Scope /Column', '/O /Table\n/RowSpan 2', '/O /Table\n/ColSpan 3'];
    expect(read('1000 0 R', { 1000: `<</S /TH\n/A <<${attributes.join('\n')}>>>>` })).toEqual([cell]);
    expect(read('1000 0 R', { 1000: `<</S /TH\n/A [${attributes.map(one => `<<${one}>>`).join(' ')}]>>` })).toEqual([cell]);
    expect(read('1000 0 R', { 1000: '<</S /TH\n/A 1001 0 R>>', 1001: `[<<${attributes.slice(1).join('\n')}>> 1002 0 R]`, 1002: `<<${attributes[0]}>>` }))
      .toEqual([cell]);
  });

  test('has scopes of the standard only, and spans of 1 without attributes', () => {
    const scopes = ['/Row', '/Column', '/Both', '/Line', '(Row)'].map(scope =>
      read('1000 0 R', { 1000: `<</S /TH\n/A <</Scope ${scope}>>>>` }).map(kid => ('scope' in kid ? kid.scope : '-')));
    expect(scopes).toEqual([['Row'], ['Column'], ['Both'], ['-'], ['-']]);
    expect(read('1000 0 R', { 1000: '<</S /TD>>' })).toMatchObject([{ rowSpan: 1, columnSpan: 1 }]);
  });

  test('keeps its other entries as they are written, but for ids and references', () => {
    const more = { 1000: '<</Type /StructElem\n/S /Figure\n/P 4 0 R\n/Alt (a b)\n/Lang (zh)\n/ID (node1)\n/X 1 0 R\n/Pg 10 0 R\n/K 1>>' };
    expect(read('1000 0 R', more)).toMatchObject([{ entries: [['Alt', '(a b)'], ['Lang', '(zh)']] }]);
  });
});

describe('a link', () => {
  test('leads to an anchor of the document', () => {
    expect(read('1000 0 R', link('/Dest /甲'.replace('甲', 'a#20b')))).toEqual([elementOf('Link', [
      { page: 0, mcid: 3 }, { page: 0, rectangle: '1 2.5 3 4', target: { anchor: 'a#20b' } },
    ])]);
  });

  test('leads to an address', () => {
    const [element] = read('1000 0 R', link('/A <</S /URI\n/URI (https://example.com)>>'));
    expect(element).toMatchObject({ kids: [{}, { target: { uri: '(https://example.com)' } }] });
  });

  test('leads to an anchor in another part of the document', () => {
    const [element] = read('1000 0 R', { ...link('/A 1002 0 R'), 1002: '<</URI 1003 0 R>>', 1003: '(anchor:g0-1)' });
    expect(element).toMatchObject({ kids: [{}, { target: { anchor: 'g0-1' } }] });
  });

  test('that leads nowhere is none, its text stays', () => {
    for (const entries of ['', '/A <<>>', '/A 1002 0 R', '/A [(a)]', '/Dest [10 0 R /Fit]', '/A <</URI /a>>\n/A 7']) {
      expect(read('1000 0 R', { ...link(entries), 1002: '[]' })).toEqual([elementOf('Link', [{ page: 0, mcid: 3 }])]);
    }
  });

  test('is on the page it says', () => {
    const more = { ...link('/Dest /a'), 1000: '<</S /Link\n/Pg 10 0 R\n/K <</Type /OBJR\n/Pg 11 0 R\n/Obj 1001 0 R>>>>' };
    expect(read('1000 0 R', more)).toMatchObject([{ kids: [{ page: 1 }] }]);
  });
});

describe('a structure is refused', () => {
  test.each<[what: string, kids: string, more: Record<number, SkiaObject>, expected: string]>([
    ['with content on no page', '1000 0 R', { 1000: '<</S /P\n/K 7>>' }, '有结构元素的页'],
    ['with a page that is none', '1000 0 R', { 1000: '<</S /P\n/Pg 2 0 R\n/K 7>>' }, '有结构元素的页'],
    ['with a link on no page', '1000 0 R', { ...link('/Dest /a'), 1000: '<</S /Link\n/K <</Type /OBJR\n/Obj 1001 0 R>>>>' }, '有链接的页'],
    ['with an annotation that is none', '1000 0 R', { ...link(''), 1001: '[]' }, '有OBJR 的对象'],
    ['with a link without a place', '1000 0 R', { ...link(''), 1001: '<</Dest /a>>' }, '有链接的 Rect'],
    ['with content without a number', '1000 0 R', { 1000: '<</S /P\n/Pg 10 0 R\n/K <</Type /MCR>>>>' }, '有MCR 的 MCID'],
    ['with a number that is none', '1000 0 R', { 1000: '<</S /P\n/Pg 10 0 R\n/K /a>>' }, '每个 MCID 是整数'],
    ['with a number below 0', '1000 0 R', { 1000: '<</S /P\n/Pg 10 0 R\n/K -1>>' }, '每个 MCID 是整数'],
    ['with an element that is not there', '1000 0 R', {}, '有结构元素'],
    ['with kids that are not there', '1000 0 R', { 1000: '<</S /P\n/K 1001 0 R>>' }, '有结构元素'],
    ['with an element in itself', '1000 0 R', { 1000: '<</S /P\n/K 1001 0 R>>', 1001: '<</S /P\n/K [1000 0 R]>>' }, '每个结构元素不在自己里面'],
    ['that is not there', '', { 3: '[]' }, '有StructTreeRoot'],
  ])('%s', (_, kids, more, expected) => {
    expect(() => read(kids, more)).toThrow(UserError);
    expect(() => read(kids, more)).toThrow(`应当${expected}`);
  });
});

test('an element may stand at two places', () => {
  expect(read('1000 0 R 1000 0 R', { 1000: '<</S /P>>' })).toHaveLength(2);
});
