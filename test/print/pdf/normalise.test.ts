import { PDFArray, type PDFDocument, PDFName, PDFNull, type PDFObject, PDFRawStream, PDFRef, PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../../src/print/pdf/normalise.js';
import { arrayAt, below, dictAt, documentOf } from '../../support/pdf-objects.js';

/** Ids of structure elements: those of header cells, in the order of the content. */
type Ids = readonly string[];

/**
 * Returns a document of two pages whose structure has a cell for each id; the last cell has the first one as header.
 *
 * @param order in which the cells are numbered; the id tree is sorted by id, over two levels
 */
async function withCells(ids: Ids, order: Iterable<number> = ids.keys()): Promise<PDFDocument> {
  const document = await documentOf('first', 'second');
  const { context, catalog } = document;
  const refs: PDFRef[] = [];
  for (const index of order) refs[index] = context.nextRef();
  const root = context.nextRef();
  for (const [index, ref] of refs.entries()) {
    const cell = context.obj({ S: 'TH', P: root, Pg: document.getPage(index % 2).ref });
    cell.set(PDFName.of('ID'), PDFString.of(ids[index] ?? ''));
    if (index === refs.length - 1) cell.set(PDFName.of('A'), context.obj({ Headers: [PDFString.of(ids[0] ?? '')] }));
    context.assign(ref, cell);
  }
  const pairs = refs.map((ref, index) => [ids[index] ?? '', ref] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const leaves = pairs.map(([id, ref]) => context.register(context.obj({ Names: [PDFString.of(id), ref] })));
  const tree = context.register(context.obj({ Kids: [context.register(context.obj({ Kids: leaves }))] }));
  context.assign(root, context.obj({ Type: 'StructTreeRoot', K: refs, IDTree: tree }));
  catalog.set(PDFName.of('StructTreeRoot'), root);
  return document;
}

const bytesOf = (document: PDFDocument): Promise<Uint8Array> => document.save({ useObjectStreams: false });

/** Returns all objects of a document in the order of their numbers, as text. */
const objectsOf = ({ context }: PDFDocument): string[] =>
  context.enumerateIndirectObjects().map(([ref, object]) => `${ref.tag} ${object.toString()}`);

const normalised = async (document: PDFDocument, firstId?: number): Promise<PDFDocument> =>
  (await normalise(await bytesOf(document), firstId)).document;

describe('a normalised print', () => {
  test('does not depend on the object numbers and the names of elements', async () => {
    const expected = objectsOf(await normalised(await withCells(['node00000003', 'node00000008', 'node00000012'])));
    expect(objectsOf(await normalised(await withCells(['node00000900', 'node00000100', 'node00000500'])))).toEqual(expected);
    expect(objectsOf(await normalised(await withCells(['x', 'z', 'y'], [2, 0, 1])))).toEqual(expected);
    expect(objectsOf(await normalised(await withCells(['x', 'z', 'y'], [1, 2, 0])))).toEqual(expected);
  });

  test('does not change when normalised again', async () => {
    const once = await normalised(await withCells(['b', 'c', 'a'], [2, 1, 0]));
    const expected = objectsOf(once);
    expect(objectsOf(await normalised(once))).toEqual(expected);
  });

  test('has objects numbered from 1 without gaps, the catalog first', async () => {
    const { context, catalog } = await normalised(await withCells(['a', 'b']));
    const numbers = context.enumerateIndirectObjects().map(([ref]) => ref.objectNumber);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(context.largestObjectNumber).toBe(numbers.length);
    expect(context.lookup(PDFRef.of(1))).toBe(catalog);
    expect(context.trailerInfo).toEqual({ Root: PDFRef.of(1) });
  });

  test('has ids in the order of the content, from the first id', async () => {
    const { document, ids } = await normalise(await bytesOf(await withCells(['c', 'a', 'b'])), 98);
    const { context, catalog } = document;
    const root = below(context, catalog, 'StructTreeRoot');
    expect([0, 1, 2].map(index => below(context, root, 'K', index, 'ID').toString()))
      .toEqual(['(node00000098)', '(node00000099)', '(node00000100)']);
    expect(below(context, root, 'K', 2, 'A', 'Headers', 0).toString()).toBe('(node00000098)');
    const tree = arrayAt(context, root, 'IDTree', 'Names');
    expect(tree.asArray().filter((_, index) => index % 2 === 0).map(String))
      .toEqual(['(node00000098)', '(node00000099)', '(node00000100)']);
    expect(tree.lookup(1)).toBe(below(context, root, 'K', 0));
    expect(ids).toBe(3);
  });

  test('has no unreachable objects and no information dictionary', async () => {
    const document = await withCells(['a']);
    document.context.register(document.context.obj({ Nothing: 'leads here' }));
    document.setTitle('of Chromium');
    const after = objectsOf(await normalised(document)).join('\n');
    expect(after).not.toContain('Nothing');
    expect(after).not.toContain('FEFF');
  });

  test('has no id of an unreachable element', async () => {
    const document = await withCells(['a', 'b']);
    const { context, catalog } = document;
    const text = context.register(context.obj({ Only: 'here' }));
    const lost = context.register(context.obj({ S: 'TH', P: text }));
    const kids = arrayAt(context, catalog, 'StructTreeRoot', 'IDTree', 'Kids', 0, 'Kids');
    kids.push(context.obj({ Names: [PDFString.of('lost'), lost] }));
    const after = await normalised(document);
    expect(arrayAt(after.context, after.catalog, 'StructTreeRoot', 'IDTree', 'Names').size()).toBe(4);
    expect(objectsOf(after)).toEqual(objectsOf(await normalised(await withCells(['a', 'b']))));
  });

  test('has no id tree when no element has an id', async () => {
    const document = await documentOf('');
    const { context, catalog } = document;
    const tree = context.register(context.obj({ Names: [] }));
    catalog.set(PDFName.of('StructTreeRoot'), context.register(context.obj({ K: [], IDTree: tree })));
    const after = await normalised(document);
    expect(dictAt(after.context, after.catalog, 'StructTreeRoot').has(PDFName.of('IDTree'))).toBe(false);
    expect(await normalise(await bytesOf(await documentOf('')))).toMatchObject({ ids: 0 });
  });

  test('has null for dangling references, and one object for references used twice', async () => {
    const document = await documentOf('');
    const { context, catalog } = document;
    const shared = context.register(context.obj({ Shared: 1 }));
    catalog.set(PDFName.of('First'), context.obj([shared, PDFRef.of(999), shared]));
    catalog.set(PDFName.of('Second'), shared);
    const after = await normalised(document);
    const list = after.catalog.lookup(PDFName.of('First'), PDFArray);
    expect(list.get(1)).toBe(PDFNull);
    expect(new Set([list.get(0), list.get(2), after.catalog.get(PDFName.of('Second'))]).size).toBe(1);
    expect(objectsOf(after).filter(text => text.includes('Shared'))).toHaveLength(1);
  });

  test('has new references in arrays, dictionaries and streams, at any depth', async () => {
    const document = await documentOf('');
    const { context, catalog } = document;
    context.largestObjectNumber = 500;
    const target = (name: string): PDFRef => context.register(PDFString.of(name));
    const stream = PDFRawStream.of(context.obj({ In: [[{ Deep: target('stream') }]] }), Buffer.from('x'));
    catalog.set(PDFName.of('A'), context.obj([[{ B: [target('array')] }, context.register(stream)]]));
    const after = await normalised(document);
    const at = (...path: (string | number)[]): PDFObject => below(after.context, after.catalog, ...path);
    expect(at('A', 0, 0, 'B', 0).toString()).toBe('(array)');
    expect(at('A', 0, 1, 'In', 0, 0, 'Deep').toString()).toBe('(stream)');
  });

  test('may have cycles of parents, next and previous', async () => {
    const document = await documentOf('');
    const { context, catalog } = document;
    const [a, b] = [context.nextRef(), context.nextRef()];
    context.assign(a, context.obj({ Next: b, Parent: a }));
    context.assign(b, context.obj({ Prev: a, Next: a }));
    catalog.set(PDFName.of('Loop'), b);
    const after = await normalised(document);
    expect(below(after.context, after.catalog, 'Loop', 'Prev', 'Next', 'Next')).toBe(below(after.context, after.catalog, 'Loop', 'Prev'));
  });

  test('has new ids for elements and headers only, not for texts that look like ids', async () => {
    const document = await withCells(['node00000003']);
    document.catalog.set(PDFName.of('Text'), document.context.obj([PDFString.of('node00000003'), { Headers: PDFString.of('b') }]));
    const after = await normalised(document);
    expect(after.catalog.get(PDFName.of('Text'))?.toString()).toBe('[ (node00000003) <<\n/Headers (b)\n>> ]');
  });

  test('is refused without a catalog', async () => {
    await expect(normalise(Buffer.from('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< /Size 2 >>\n'))).rejects.toThrow();
    await expect(normalise(Buffer.from('not a PDF'))).rejects.toThrow();
  });
});
