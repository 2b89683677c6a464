import type { PDFObject } from 'mupdf';
import { expect } from 'vitest';
import type { Pdf } from './pdf.js';

/** The entries of a name or number tree, with all its limits checked. */
function entriesOf(tree: PDFObject, leaf: 'Nums' | 'Names'): [key: string | number, value: PDFObject][] {
  const entries: [string | number, PDFObject][] = [];
  const own = tree.get(leaf);
  for (let index = 0; index < own.length; index += 2) {
    const key = own.get(index);
    entries.push([leaf === 'Nums' ? key.asNumber() : key.asString(), own.get(index + 1)]);
  }
  tree.get('Kids').forEach((kid) => {
    const below = entriesOf(kid, leaf);
    const limits = kid.get('Limits');
    const limit = (index: number): string | number =>
      leaf === 'Nums' ? limits.get(index).asNumber() : limits.get(index).asString();
    if (!limits.isNull()) expect([limit(0), limit(1)]).toEqual([below[0]?.[0], below.at(-1)?.[0]]);
    entries.push(...below);
  });
  return entries;
}

/**
 * That the structure of a tagged PDF holds together: keys of its trees ascend, every page and link is in the parent
 * tree, every element has its parent, every id that a cell names is the id of a header.
 */
export function checkStructure(pdf: Pdf): void {
  const root = pdf.catalog('StructTreeRoot');
  const parents = entriesOf(root.get('ParentTree'), 'Nums');
  const keys = parents.map(([key]) => key as number);
  expect(keys).toEqual([...keys].sort((a, b) => a - b));
  expect(new Set(keys).size).toBe(keys.length);
  for (let page = 0; page < pdf.pages; page += 1) {
    const object = pdf.document.findPage(page);
    expect(keys).toContain(object.get('StructParents').asNumber());
    object.get('Annots').forEach((annotation) => {
      expect(keys).toContain(annotation.get('StructParent').asNumber());
    });
  }
  const ids = entriesOf(root.get('IDTree'), 'Names').map(([key]) => key as string);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);

  let elements = 0;
  let named = 0;
  const walk = (element: PDFObject, parent: PDFObject): void => {
    if (!element.isDictionary() || element.get('S').isNull()) return;
    elements += 1;
    expect(element.get('P').asIndirect()).toBe(parent.asIndirect());
    const id = element.get('ID');
    if (!id.isNull()) expect(ids).toContain(id.asString());
    const attributes = element.get('A');
    const all: PDFObject[] = [];
    if (attributes.isArray()) attributes.forEach(attribute => all.push(attribute));
    else if (attributes.isDictionary()) all.push(attributes);
    for (const attribute of all) {
      attribute.get('Headers').forEach((header) => {
        named += 1;
        expect(ids).toContain(header.asString());
      });
    }
    const kids = element.get('K');
    if (kids.isArray()) kids.forEach(kid => walk(kid, element));
    else walk(kids, element);
  };
  const top = root.get('K');
  if (top.isArray()) top.forEach(element => walk(element, root));
  else walk(top, root);
  expect(elements).toBeGreaterThan(100);
  expect(named).toBeGreaterThan(10);
}
