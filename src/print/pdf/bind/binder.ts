import {
  PDFArray, PDFContext, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef, PDFString,
} from 'pdf-lib';
import { append } from '../../../model/append.js';
import type { Bookmark, PagesByAnchor, PrintFonts } from '../../../model/pdf.js';
import { markArtifacts } from '../artifacts.js';
import { requireOwnFonts } from '../fonts.js';
import { informationOf } from '../metadata.js';
import { normalise } from '../normalise.js';
import { outlineItems, outlineObjects } from '../outline.js';
import { ObjectWriter } from '../object-writer.js';
import { mapReferences } from './references.js';
import { SharedFonts } from './shared-fonts.js';
import { pairsOf } from '../trees.js';

/** Chromium's keys in the parent tree (ISO 32000-1, 14.7.4.4): annotations from this number, pages from 0. */
const FIRST_ANNOTATION = 100_000;
const STRUCT_PARENT = PDFName.of('StructParent');
/** The URI scheme of printed links to anchors in other parts. */
const ANCHOR_SCHEME = 'anchor:';

/** The content of the whole document besides its parts. */
export interface Binding {
  bookmarks: readonly Bookmark[];
  /** Page of each anchor, from 1. */
  anchors: PagesByAnchor;
  title: string;
  author: string;
}

/** A leaf of a number or name tree (ISO 32000-1, 7.9.6 and 7.9.7), with its sort key. */
interface Leaf {
  ref: PDFRef;
  order: number;
}

/**
 * Binds prints of Chromium into one tagged document: combines pages (ISO 32000-1, 7.7.3), structure (14.7), links and
 * bookmarks, and embeds each font once. Used where a single print would need too much memory. It expects PDFs as
 * Chromium writes them, and throws for others.
 */
export class Binder {
  private readonly writer = new ObjectWriter();
  private readonly fonts = new SharedFonts(this.writer);
  private readonly pagesRef = this.writer.nextRef();
  private readonly structureRef = this.writer.nextRef();
  private readonly documentRef = this.writer.nextRef();
  private readonly pageTrees: { ref: PDFRef; first: number; count: number }[] = [];
  private readonly structures: { refs: PDFObject[]; first: number }[] = [];
  private readonly parents: Leaf[] = [];
  private readonly ids: Leaf[] = [];
  private readonly pageRefs = new Map<number, PDFRef>();
  private nextId = 0;
  /** The number of annotations of the parts so far. */
  private annotations = 0;

  constructor(private readonly printFonts: PrintFonts) {}

  /**
   * Adds a part.
   *
   * @param printed the PDF of Chromium
   * @param page its title and HTML, for messages
   * @param firstPage index of its first page in the whole, from 0; parts may come in any order
   * @param pages the expected number of pages
   * @throws when the number of pages differs; UserError when a font is not one of the schemes'
   */
  async add(
    printed: Uint8Array,
    page: { title: string; html: string },
    firstPage: number,
    pages: number,
  ): Promise<void> {
    const { document: part, ids } = await normalise(printed, this.nextId);
    this.nextId += ids;
    requireOwnFonts(part, page, this.printFonts);
    if (part.getPageCount() !== pages) throw new Error(`a part has ${part.getPageCount()} pages instead of ${pages}`);
    markArtifacts(part);
    const { context, catalog } = part;
    const structure = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    const { replaced, dropped } = this.fonts.take(part);
    const ownRoot = catalog.get(PDFName.of('StructTreeRoot'));
    for (const ref of writtenAnew(part, structure)) dropped.add(ref);

    const base = this.writer.reserve(context.largestObjectNumber);
    const map = (ref: PDFRef): PDFRef =>
      ref === ownRoot ? this.documentRef : replaced.get(ref) ?? PDFRef.of(ref.objectNumber + base);
    for (const [index, page] of part.getPages().entries()) {
      const key = page.node.lookupMaybe(PDFName.of('StructParents'), PDFNumber)?.asNumber() ?? index;
      page.node.set(PDFName.of('StructParents'), PDFNumber.of(firstPage + key));
      this.pageRefs.set(firstPage + index, map(page.ref));
    }
    this.takeStructure(structure, part, firstPage, map);
    this.numberAnnotations(part);
    const tree = catalog.get(PDFName.of('Pages')) as PDFRef;
    context.lookup(tree, PDFDict).set(PDFName.of('Parent'), PDFRef.of(0)); // replaced below, when references are mapped
    this.pageTrees.push({ ref: map(tree), first: firstPage, count: pages });
    for (const [ref, object] of context.enumerateIndirectObjects()) {
      if (dropped.has(ref)) continue;
      if (object instanceof PDFDict) leadToAnchor(object);
      mapReferences(object, other => (other.objectNumber === 0 ? this.pagesRef : map(other)));
      this.writer.write(map(ref), object);
    }
  }

  finish({ bookmarks, anchors, title, author }: Binding): Uint8Array {
    const { writer } = this;
    const context = PDFContext.create();
    const put = (object: PDFObject, ref = writer.nextRef()): PDFRef => {
      writer.write(ref, object);
      return ref;
    };
    this.fonts.finish(this.printFonts.program);
    const byFirst = <T extends { first: number }>(items: T[]): T[] => items.sort((a, b) => a.first - b.first);
    const trees = byFirst(this.pageTrees);
    const count = trees.reduce((sum, tree) => sum + tree.count, 0);
    put(context.obj({ Type: 'Pages', Kids: trees.map(({ ref }) => ref), Count: count }), this.pagesRef);
    const elements = byFirst(this.structures).flatMap(({ refs }) => refs);
    const document = context.obj({ Type: 'StructElem', S: 'Document', P: this.structureRef, K: elements });
    document.set(PDFName.of('Lang'), PDFString.of('zh-CN'));
    put(document, this.documentRef);
    const leaves = (all: Leaf[]): PDFRef[] => all.sort((a, b) => a.order - b.order).map(({ ref }) => ref);
    put(context.obj({
      Type: 'StructTreeRoot',
      K: this.documentRef,
      ParentTree: put(context.obj({ Kids: leaves(this.parents) })),
      ParentTreeNextKey: FIRST_ANNOTATION * 2,
      IDTree: put(context.obj({ Kids: leaves(this.ids) })),
    }), this.structureRef);
    const destinations = new Map<string, PDFArray>();
    const named = context.obj({});
    for (const [anchor, page] of anchors) {
      const target = this.pageRefs.get(page - 1);
      if (!target) continue;
      const destination = context.obj([target, 'XYZ', null, null, null]);
      destinations.set(anchor, destination);
      named.set(PDFName.of(anchor), destination);
    }
    const outline = outlineObjects(context, destinations, bookmarks, () => writer.nextRef());
    for (const [ref, object] of outline.objects) put(object, ref);
    const root = put(context.obj({
      Type: 'Catalog',
      Pages: this.pagesRef,
      MarkInfo: { Type: 'MarkInfo', Marked: true },
      StructTreeRoot: this.structureRef,
      ViewerPreferences: { Type: 'ViewerPreferences', DisplayDocTitle: true },
      Dests: put(named),
      Outlines: outline.root,
      PageMode: 'UseOutlines',
      Lang: PDFString.of('zh-CN'),
    }));
    return writer.finish(root, put(informationOf(context, { title, author })));
  }

  private takeStructure(structure: PDFDict, part: PDFDocument, firstPage: number, map: (ref: PDFRef) => PDFRef): void {
    const { context } = part;
    const kids = structure.get(PDFName.of('K'));
    const elements = (kids instanceof PDFArray ? kids.asArray() : [kids]).filter(kid => kid instanceof PDFRef);
    for (const element of elements) {
      const dictionary = context.lookup(element, PDFDict);
      dictionary.set(PDFName.of('S'), PDFName.of('Part'));
    }
    this.structures.push({ refs: elements.map(map), first: firstPage });
    const parents = pairsOf(structure.lookupMaybe(PDFName.of('ParentTree'), PDFDict), 'Nums')
      .flatMap(([key, value]) => (key instanceof PDFNumber ? [{ key: key.asNumber(), value }] : []));
    const ofPages = parents.filter(({ key }) => key < FIRST_ANNOTATION);
    const ofAnnotations = parents.filter(({ key }) => key >= FIRST_ANNOTATION);
    const shifted = ofPages.map(({ key, value }) => [PDFNumber.of(key + firstPage), value] as const);
    const moved = ofAnnotations.map(({ key, value }) => [PDFNumber.of(key + this.annotations), value] as const);
    this.addLeaf(this.parents, { name: 'Nums', pairs: shifted, order: firstPage }, context, map);
    this.addLeaf(this.parents, { name: 'Nums', pairs: moved, order: FIRST_ANNOTATION + this.annotations }, context, map);
    const ids = pairsOf(structure.lookupMaybe(PDFName.of('IDTree'), PDFDict), 'Names');
    this.addLeaf(this.ids, { name: 'Names', pairs: ids, order: this.nextId }, context, map);
  }

  /**
   * Renumbers the keys of annotations: each part starts from the same number, the whole continues after the part
   * before.
   */
  private numberAnnotations({ context }: PDFDocument): void {
    let count = 0;
    for (const [, object] of context.enumerateIndirectObjects()) {
      const key = object instanceof PDFDict ? object.get(STRUCT_PARENT) : undefined;
      if (!(object instanceof PDFDict) || !(key instanceof PDFNumber)) continue;
      object.set(STRUCT_PARENT, PDFNumber.of(key.asNumber() + this.annotations));
      count = Math.max(count, key.asNumber() - FIRST_ANNOTATION + 1);
    }
    this.annotations += count;
  }

  private addLeaf(
    leaves: Leaf[],
    { name, pairs, order }: { name: string; pairs: readonly (readonly [PDFObject, PDFObject])[]; order: number },
    context: PDFContext,
    map: (ref: PDFRef) => PDFRef,
  ): void {
    const [first, last] = [pairs[0]?.[0], pairs.at(-1)?.[0]];
    if (!first || !last) return;
    const leaf = context.obj({ Limits: [first, last] });
    leaf.set(PDFName.of(name), context.obj(pairs.flat()));
    mapReferences(leaf, map);
    const ref = this.writer.nextRef();
    this.writer.write(ref, leaf);
    leaves.push({ ref, order });
  }
}

/**
 * Returns the references of objects that the whole document has once: catalog, information, outline, roots of the
 * trees.
 */
function writtenAnew(document: PDFDocument, structure: PDFDict): PDFRef[] {
  const { catalog, context } = document;
  const refs: unknown[] = [context.trailerInfo.Root, context.trailerInfo.Info];
  for (const key of ['StructTreeRoot', 'Outlines', 'Dests']) refs.push(catalog.get(PDFName.of(key)));
  for (const key of ['ParentTree', 'IDTree']) {
    refs.push(structure.get(PDFName.of(key)));
    append(refs, structure.lookupMaybe(PDFName.of(key), PDFDict)?.lookupMaybe(PDFName.of('Kids'), PDFArray)?.asArray() ?? []);
  }
  append(refs, outlineItems(document).map(({ ref }) => ref));
  return refs.filter(ref => ref instanceof PDFRef);
}

/** Replaces a URI action to `anchor:form-1-2` (ISO 32000-1, 12.6.4.7) by the named destination (12.3.2.3). */
function leadToAnchor(object: PDFDict): void {
  if (object.get(PDFName.of('Subtype')) !== PDFName.of('Link')) return;
  const uri = object.lookupMaybe(PDFName.of('A'), PDFDict)?.lookup(PDFName.of('URI'));
  if (!(uri instanceof PDFString) || !uri.asString().startsWith(ANCHOR_SCHEME)) return;
  object.delete(PDFName.of('A'));
  object.set(PDFName.of('Dest'), PDFName.of(uri.asString().slice(ANCHOR_SCHEME.length)));
}
