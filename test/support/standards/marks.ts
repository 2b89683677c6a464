import type { Content, Mark } from './content.js';
import { pdf, ua } from './faults.js';
import type { PdfFile } from './file.js';
import { type Element, elementsBelow } from './structure.js';
import { readTree } from './trees.js';
import { type Dict, numberOf, type Value } from './values.js';

/** Checks that all content is an artifact or in the structure tree, and that content and tree lead to each other. */
export function checkMarks(
  file: PdfFile, contents: readonly Content[], top: readonly Element[], parents: Map<number, Value>,
): void {
  const { faults } = file;
  const owners = ownersOf(top, file);
  const known = ({ owner, mcid }: Mark): boolean => mcid !== undefined && owners.get(owner)?.get(mcid) !== undefined;
  for (const { painted, marks } of contents) {
    for (const { kind, marks: around } of painted) {
      const marked = around.some(mark => mark.tag === 'Artifact' || mark.mcid !== undefined);
      faults.must(marked, `${kind} neither tagged nor artifact`, ua('7.1'));
    }
    const used = new Map<Dict, Set<number>>();
    for (const mark of marks) {
      const { tag, mcid, owner, around } = mark;
      const artifact = tag === 'Artifact';
      faults.must(!artifact || !around.some(known), 'artifact inside of tagged content', ua('7.1'));
      if (mcid === undefined) continue;
      faults.must(!around.some(outer => outer.tag === 'Artifact'), 'tagged content inside of an artifact', ua('7.1'));
      faults.must(!artifact || !known(mark), 'artifact that is in the structure tree', ua('7.1'));
      faults.must(artifact || known(mark), 'marked content that no element has', ua('7.1'));
      if (used.get(owner)?.has(mcid)) faults.add('MCID that is used twice', pdf('14.7.4.2'));
      else used.set(owner, (used.get(owner) ?? new Set()).add(mcid));
      if (known(mark)) checkParent(file, mark, owners.get(owner)?.get(mcid), parents);
    }
    for (const [owner, mcids] of used) for (const mcid of mcids) owners.get(owner)?.delete(mcid);
  }
  for (const left of owners.values()) faults.add('element with content that no page has', pdf('14.7.4.2'), left.size);
}

/** Returns which element has which marked content. */
function ownersOf(top: readonly Element[], file: PdfFile): Map<Dict, Map<number, Element>> {
  const owners = new Map<Dict, Map<number, Element>>();
  for (const element of elementsBelow(top)) {
    for (const kid of element.kids) {
      if (kid.kind !== 'content') continue;
      if (!kid.owner) file.faults.add('content of an element that has no page', pdf('14.7.4.2'));
      else if (owners.get(kid.owner)?.has(kid.mcid)) file.faults.add('content that two elements have', pdf('14.7.4.2'));
      else owners.set(kid.owner, (owners.get(kid.owner) ?? new Map<number, Element>()).set(kid.mcid, element));
    }
  }
  return owners;
}

function checkParent(file: PdfFile, mark: Mark, element: Element | undefined, parents: Map<number, Value>): void {
  const key = numberOf(file.at(mark.owner, 'StructParents'));
  const entry = key === undefined ? null : file.at(parents.get(key), mark.mcid ?? -1);
  file.faults.must(entry === element?.dict, 'ParentTree that leads from content to another element', pdf('14.7.4.4'));
}

/** Returns the ParentTree and checks that each of its keys is that of one page, form or annotation. */
export function readParents(file: PdfFile): Map<number, Value> {
  const root = file.dict(file.catalog, 'StructTreeRoot');
  const parents = readTree(file, file.dict(root, 'ParentTree'), 'Nums');
  const keys = file.all().flatMap(value => ['StructParents', 'StructParent'].flatMap(
    name => numberOf(file.at(file.dict(value), name)) ?? []));
  file.faults.add('StructParent or StructParents that is used twice', pdf('14.7.4.4'), keys.length - new Set(keys).size);
  const next = numberOf(file.at(root, 'ParentTreeNextKey')) ?? Infinity;
  file.faults.must(keys.every(key => key < next), 'ParentTreeNextKey that is not over all keys', pdf('14.7.2'));
  file.faults.add('StructParent or StructParents without an entry in the ParentTree', pdf('14.7.4.4'),
    keys.filter(key => !parents.has(key)).length);
  return parents;
}
