import { PDFContext, type PDFDict, PDFName, PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { pairsOf } from '../../../src/print/pdf/trees.js';

const context = PDFContext.create();
const leaf = (...names: string[]): PDFDict =>
  context.obj({ Names: names.flatMap(name => [PDFString.of(name), PDFName.of(`of-${name}`)]) });
const shown = (tree: PDFDict | undefined, kind: 'Nums' | 'Names' = 'Names'): string[] =>
  pairsOf(tree, kind).map(([key, value]) => `${key.toString()}=${value.toString()}`);

describe('the pairs of a name tree or number tree', () => {
  test('a missing or empty tree has no pairs', () => {
    expect(pairsOf(undefined, 'Names')).toEqual([]);
    expect(pairsOf(context.obj({}), 'Names')).toEqual([]);
    expect(pairsOf(context.obj({ Kids: [], Names: [] }), 'Names')).toEqual([]);
  });

  test('pairs of all levels are returned in the order of the tree', () => {
    const deep = context.obj({ Kids: [context.register(leaf('b', 'c')), leaf('d')] });
    const tree = context.obj({ Kids: [leaf('a'), context.register(context.obj({ Kids: [deep] })), leaf('e')] });
    expect(shown(tree)).toEqual(['(a)=/of-a', '(b)=/of-b', '(c)=/of-c', '(d)=/of-d', '(e)=/of-e']);
  });

  test('a number tree is read from Nums, a name tree from Names', () => {
    const tree = context.obj({ Nums: [0, 'zero', 100_000, 'far'], Names: [PDFString.of('a'), 'b'] });
    expect(shown(tree, 'Nums')).toEqual(['0=/zero', '100000=/far']);
    expect(shown(tree)).toEqual(['(a)=/b']);
  });

  test('references are returned unresolved, and the list itself may be a reference', () => {
    const value = context.register(context.obj({}));
    const tree = context.obj({ Names: context.register(context.obj([PDFString.of('a'), value])) });
    expect(pairsOf(tree, 'Names')).toEqual([[PDFString.of('a'), value]]);
  });

  test('a last key without value is left out', () => {
    expect(shown(context.obj({ Nums: [0, 'zero', 1] }), 'Nums')).toEqual(['0=/zero']);
  });

  test('a tree that contains itself is an error, not an endless loop', () => {
    const ref = context.nextRef();
    context.assign(ref, context.obj({ Kids: [ref, ref] }));
    expect(() => pairsOf(context.obj({ Kids: [ref] }), 'Names')).toThrow(RangeError);
  });
});
