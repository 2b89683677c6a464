import { PDFArray, PDFDict, PDFName, type PDFObject } from 'pdf-lib';
import { append } from '../../model/append.js';

/**
 * Returns the pairs of a number tree (`Nums`) or name tree (`Names`) in order, of all its kids (ISO 32000-1, 7.9.6 and
 * 7.9.7).
 */
export function pairsOf(tree: PDFDict | undefined, leaf: 'Nums' | 'Names'): [key: PDFObject, value: PDFObject][] {
  if (!tree) return [];
  const pairs: [PDFObject, PDFObject][] = [];
  const own = tree.lookupMaybe(PDFName.of(leaf), PDFArray)?.asArray() ?? [];
  for (let index = 0; index + 1 < own.length; index += 2) {
    const [key, value] = [own[index], own[index + 1]];
    if (key && value) pairs.push([key, value]);
  }
  const kids = tree.lookupMaybe(PDFName.of('Kids'), PDFArray);
  for (let index = 0; index < (kids?.size() ?? 0); index += 1) {
    append(pairs, pairsOf(kids?.lookup(index, PDFDict), leaf));
  }
  return pairs;
}
