import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNull, type PDFObject, PDFRef, PDFStream, PDFString } from 'pdf-lib';
import { pairsOf } from './trees.js';

const [ID, HEADERS, ID_TREE] = ['ID', 'Headers', 'IDTree'].map(name => PDFName.of(name)) as [PDFName, PDFName, PDFName];

/**
 * Loads a print so that the same page always becomes the same document. Chromium numbers objects, and names structure
 * elements after DOM nodes, depending on what the browser did before; here both are numbered in the order in which they
 * are reached from the catalog. Unreachable objects are left out.
 *
 * @param printed the PDF of Chromium
 * @param firstId the number of its first structure id
 * @returns the document, and the number of its ids
 */
export async function normalise(printed: Uint8Array, firstId = 0): Promise<{ document: PDFDocument; ids: number }> {
  const document = await PDFDocument.load(printed, { updateMetadata: false });
  const { context, catalog } = document;
  const structure = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  const named = pairsOf(structure?.lookupMaybe(ID_TREE, PDFDict), 'Names');
  structure?.delete(ID_TREE); // sorted by name, which is not the order of the content

  const refs = new Map<PDFRef, PDFRef>();
  const objects: PDFObject[] = [];
  const ids = new Map<string, PDFString>();
  const known = new Set<PDFObject>();
  const numbered = (value: PDFObject): PDFObject => {
    if (!(value instanceof PDFRef)) { visit(value); return value; }
    const target = context.lookup(value);
    if (!target) return PDFNull;
    const ref = refs.get(value) ?? PDFRef.of(refs.size + 1);
    if (!refs.has(value)) { refs.set(value, ref); objects.push(target); }
    return ref;
  };
  const renamed = (value: PDFObject): PDFObject => {
    if (!(value instanceof PDFString)) return numbered(value);
    const name = ids.get(value.asString()) ?? PDFString.of(`node${String(firstId + ids.size).padStart(8, '0')}`);
    ids.set(value.asString(), name);
    return name;
  };
  const visit = (object: PDFObject): void => {
    if (known.has(object)) return; // one array may be in two places
    if (object instanceof PDFStream) visit(object.dict);
    else if (object instanceof PDFArray) {
      known.add(object);
      object.asArray().forEach((value, index) => object.set(index, numbered(value)));
    } else if (object instanceof PDFDict) {
      known.add(object);
      for (const [key, value] of object.entries()) {
        if (key === HEADERS && value instanceof PDFArray) {
          value.asArray().forEach((id, index) => value.set(index, renamed(id)));
        } else object.set(key, key === ID ? renamed(value) : numbered(value));
      }
    }
  };

  const { Root: root } = context.trailerInfo;
  if (!root) throw new Error('a print has no catalog');
  context.trailerInfo = { Root: numbered(root) }; // the information is replaced
  for (let index = 0; index < objects.length; index += 1) visit(objects[index] as PDFObject);
  const reached = named.filter(([, element]) => !(element instanceof PDFRef) || refs.has(element));
  if (structure && reached.length) {
    const pairs = reached.map(([id, element]) => [renamed(id), numbered(element)] as const);
    const textOf = ([id]: (typeof pairs)[number]): string => (id instanceof PDFString ? id.asString() : '');
    pairs.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
    structure.set(ID_TREE, context.obj({ Names: pairs.flat() }));
  }
  for (const [ref] of context.enumerateIndirectObjects()) context.delete(ref);
  objects.forEach((object, index) => context.assign(PDFRef.of(index + 1), object));
  context.largestObjectNumber = objects.length;
  return { document, ids: ids.size };
}
