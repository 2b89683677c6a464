import { childOf, elementsOf, readTree, type XmlElement } from '../xml.js';
import type { Zip } from '../zip.js';
import { builtInFormat } from './number-text.js';

/**
 * Returns the number formats of a workbook by the style of a cell.
 *
 * @param part its list of styles (ECMA-376-1, 18.8)
 */
export async function readFormats(zip: Zip, part: string | undefined): Promise<string[]> {
  if (part === undefined) return [];
  const root = await readTree(zip.chunks(part), part);
  const list = (name: string, item: string): XmlElement[] => {
    const parent = childOf(root, name);
    return parent ? elementsOf(parent, item) : [];
  };
  const own = new Map(list('x:numFmts', 'x:numFmt').map(({ attributes }) => [Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General']));
  return list('x:cellXfs', 'x:xf').map(({ attributes }) => {
    const id = Number(attributes['numFmtId'] ?? 0);
    return own.get(id) ?? builtInFormat(id);
  });
}
