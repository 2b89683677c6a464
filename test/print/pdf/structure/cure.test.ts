import { describe, expect, test } from 'vitest';
import { cureStructure, type Shown } from '../../../../src/print/pdf/structure/cure.js';
import {
  type Content, contentIn, type Element, elementOf, isElement, isLink, type Kid, type LinkAnnotation,
} from '../../../../src/print/pdf/structure/element.js';

/** A place of content by one number: the page, and the MCID with two digits. */
const at = (place: number): Content => ({ page: Math.floor(place / 100), mcid: place % 100 });
const kidOf = (kid: Kid | number): Kid => (typeof kid === 'number' ? at(kid) : kid);
const tag = (type: string, ...kids: (Kid | number)[]): Element => elementOf(type, kids.map(kidOf));
const scoped = (scope: NonNullable<Element['scope']>, ...kids: (Kid | number)[]): Element => ({ ...tag('TH', ...kids), scope });
const anchor: LinkAnnotation = { page: 0, rectangle: '0 0 1 1', target: { anchor: 'a' } };
const uri: LinkAnnotation = { page: 0, rectangle: '0 0 1 1', target: { uri: '(https://example.com)' } };

/** A tree as a text: `Table(TR(TH 1,TD 2))`. */
function shown(kid: Kid): string {
  if (isLink(kid)) return 'anchor' in kid.target ? '#' : '@';
  if (!isElement(kid)) return String(kid.page * 100 + kid.mcid);
  const scope = kid.scope ? `.${kid.scope}` : '';
  return `${kid.type}${scope}(${kid.kids.map(shown).join(' ')})`;
}

/** Cures a tree. @param marks content that shows only lines, and that shows nothing; the others show text */
function cured(
  root: Kid,
  { lines = [], empty = [] }: { lines?: number[]; empty?: number[] } = {},
): { tree: string; artifacts: number[] } {
  const has = (places: number[], { page, mcid }: Content): boolean => places.includes(page * 100 + mcid);
  const shownIn = (content: Content): Shown | undefined =>
    has(empty, content) ? undefined : has(lines, content) ? 'marks' : 'text';
  const artifacts = cureStructure([root], shownIn);
  return { tree: shown(root), artifacts: artifacts.map(({ page, mcid }) => page * 100 + mcid) };
}

const tree = (root: Kid): string => cured(root).tree;

describe('content', () => {
  test('that shows nothing becomes an artifact, wherever it is', () => {
    expect(cured(tag('Sect', tag('P', 1, 2), tag('H1', 3), tag('TD', 4)), { empty: [2, 4] }))
      .toEqual({ tree: 'Sect(P(1) H1(3) TD())', artifacts: [2, 4] });
  });

  test('of lines becomes an artifact in what groups others, and stays in a paragraph or figure', () => {
    for (const type of ['Document', 'Part', 'Art', 'Sect', 'Div', 'TOC', 'TOCI', 'L', 'LI', 'Table', 'THead', 'TBody', 'TFoot', 'TR']) {
      expect(cured(tag(type, 1, tag('P', 2), 3), { lines: [1, 3] })).toEqual({ tree: `${type}(P(2))`, artifacts: [1, 3] });
    }
    for (const type of ['P', 'Figure', 'TD', 'TH', 'Span', 'LBody']) {
      expect(cured(tag(type, 1), { lines: [1] })).toMatchObject({ artifacts: [] });
    }
  });

  test('of text in what groups others is in a paragraph', () => {
    for (const type of ['Document', 'Part', 'Sect', 'Div', 'LI', 'TOC']) expect(tree(tag(type, 1, tag('P', 2)))).toBe(`${type}(P(1) P(2))`);
  });

  test('of a table outside of cells is no text but its frame', () => {
    for (const type of ['THead', 'TBody', 'TFoot', 'TR']) {
      expect(cured(tag(type, 1, tag('TD', 2)))).toEqual({ tree: `${type}(TD(2))`, artifacts: [1] });
    }
    expect(cured(tag('Table', 1, tag('TR', 2, tag('TD', 3))))).toEqual({ tree: 'Table(TR(TD(3)))', artifacts: [1, 2] });
  });
});

describe('a table', () => {
  const column = (...kids: number[]): Element => scoped('Column', ...kids);

  test('with rows of column headers has them in THead, and the others in TBody', () => {
    expect(tree(tag('Table', tag('TR', column(1), column(2)), tag('TR', column(3)), tag('TR', tag('TD', 4)), tag('TR', tag('TD', 5)))))
      .toBe('Table(THead(TR(TH.Column(1) TH.Column(2)) TR(TH.Column(3))) TBody(TR(TD(4)) TR(TD(5))))');
  });

  test('has rows of headers below others in TBody, where they are', () => {
    expect(tree(tag('Table', tag('TR', column(1)), tag('TR', tag('TD', 2)), tag('TR', column(3)))))
      .toBe('Table(THead(TR(TH.Column(1))) TBody(TR(TD(2)) TR(TH.Column(3))))');
  });

  test('without rows of column headers has its rows as they are', () => {
    for (const row of [tag('TR', tag('TD', 1)), tag('TR', column(1), tag('TD', 2)), tag('TR'), tag('TR', scoped('Both', 1)), tag('TR', scoped('Row', 1))]) {
      expect(tree(tag('Table', row, tag('TR', tag('TD', 5))))).not.toContain('THead');
    }
    expect(tree(tag('Table'))).toBe('Table()');
  });

  test('of nothing but column headers has its rows as they are', () => {
    expect(tree(tag('Table', tag('TR', column(1))))).toBe('Table(TR(TH.Column(1)))');
  });

  test('keeps its caption, and what is no row, before its rows', () => {
    expect(tree(tag('Table', tag('Caption', 1), tag('TR', column(2)), tag('TR', tag('TD', 3)))))
      .toBe('Table(Caption(1) THead(TR(TH.Column(2))) TBody(TR(TD(3))))');
  });

  test('has a scope for each header: that of the print, or else its row', () => {
    expect(tree(tag('Table', tag('TR', tag('TH', 1), scoped('Both', 2), column(3), tag('TD', 4)))))
      .toBe('Table(TR(TH.Row(1) TH.Both(2) TH.Column(3) TD(4)))');
  });

  test('has headers that are printed again on later pages once, where the table begins', () => {
    const header = tag('TR', column(101, 201, 301), scoped('Column', tag('P', 102, 202)));
    expect(cured(tag('Table', header, tag('TR', tag('TD', 103)), tag('TR', tag('TD', 203, 301)))))
      .toEqual({
        tree: 'Table(THead(TR(TH.Column(101) TH.Column(P(102)))) TBody(TR(TD(103)) TR(TD(203 301))))',
        artifacts: [201, 301, 202],
      });
  });

  test('in a cell of another is cured too', () => {
    const inner = tag('Table', tag('TR', column(1)), tag('TR', tag('TD', 2)));
    expect(tree(tag('Table', tag('TR', tag('TD', inner))))).toBe('Table(TR(TD(Table(THead(TR(TH.Column(1))) TBody(TR(TD(2)))))))');
  });
});

describe('headings', () => {
  const levels = (...types: string[]): string => tree(tag('Document', ...types.map(type => tag(type, 1)))).replace(/\(1\)/g, '');

  test('do not skip a level, from the first on', () => {
    expect(levels('H1', 'H3', 'H6', 'H2')).toBe('Document(H1 H2 H3 H2)');
    expect(levels('H2', 'H2', 'H3')).toBe('Document(H1 H2 H3)');
    expect(levels('H1', 'H2', 'H3', 'H1', 'H3')).toBe('Document(H1 H2 H3 H1 H2)');
  });

  test('are counted in reading order, at any depth', () => {
    expect(tree(tag('Document', tag('Sect', tag('H1', 1)), tag('Table', tag('TR', tag('TH', tag('H4', 2)))))))
      .toBe('Document(Sect(H1(1)) Table(TR(TH.Row(H2(2)))))');
    expect(levels('H', 'H7', 'H3')).toBe('Document(H H7 H1)');
  });
});

describe('a table of contents', () => {
  const entry = (place: number): Element => tag('P', tag('Link', place, anchor));

  test('is made of links into the document, one after the other', () => {
    expect(tree(tag('Sect', tag('H1', 1), entry(2), entry(3), tag('P', 4), entry(5))))
      .toBe('Sect(H1(1) TOC(TOCI(Reference(Link(2 #))) TOCI(Reference(Link(3 #)))) P(4) TOC(TOCI(Reference(Link(5 #)))))');
  });

  test('may be made of links without paragraphs', () => {
    expect(tree(tag('Sect', tag('Link', 2, anchor), entry(3)))).toBe('Sect(TOC(TOCI(Reference(Link(2 #))) TOCI(Reference(Link(3 #)))))');
  });

  test('is not made of other links, of links in a text, or of other paragraphs', () => {
    for (const kid of [tag('P', tag('Link', 2, uri)), tag('P', 1, tag('Link', 2, anchor)), tag('P', tag('Link', 2, anchor), 1),
      tag('Note', tag('Link', 2, anchor)), tag('P', tag('Span', 2)), tag('P', tag('Link', 2))]) {
      expect(tree(tag('Sect', kid))).not.toContain('TOC');
    }
    expect(tree(tag('Sect', tag('Div', tag('Link', 2, anchor))))).toBe('Sect(Div(TOC(TOCI(Reference(Link(2 #))))))');
  });
});

test('what is no element at the top is left', () => {
  expect(cured(at(1))).toEqual({ tree: '1', artifacts: [] });
});

test('the content of an element is that of all below it, in order', () => {
  expect(contentIn(tag('Sect', 1, tag('P', 2, anchor, tag('Span', 103)), 4))).toEqual([1, 2, 103, 4].map(at));
  expect(contentIn(anchor)).toEqual([]);
});
