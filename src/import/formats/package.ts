import { posix } from 'node:path';
import type { Zip } from './zip.js';
import { elementsOf, readTree } from './xml.js';

/** A relationship of one part of an Office file to another (ECMA-376-2, 9). */
export interface Relation {
  id: string;
  /** The last piece of its type: `comments`, `image`, `worksheet`. */
  type: string;
  /** Name of the part within the archive; for an external one the address, which nobody follows. */
  target: string;
  isExternal: boolean;
}

/** Returns the relations of a part, `''` for the file as a whole; none when it has no list of them. */
export async function relationsOf(zip: Zip, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const list = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!zip.has(list)) return [];
  const root = await readTree(zip.chunks(list), list);
  return elementsOf(root, 'opc:Relationship').map(({ attributes: { Id = '', Type = '', Target = '', TargetMode } }) => {
    const isExternal = TargetMode === 'External';
    const target = isExternal ? Target : posix.join('/', Target.startsWith('/') ? '' : folder, Target).slice(1);
    return { id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target, isExternal };
  });
}

/** Returns the main part: `word/document.xml` in most files, whatever its name. */
export async function mainPart(zip: Zip): Promise<string | undefined> {
  const relations = await relationsOf(zip, '');
  const main = relations.find(({ type, isExternal }) => type === 'officeDocument' && !isExternal)?.target;
  return main !== undefined && zip.has(main) ? main : ['word/document.xml', 'xl/workbook.xml'].find(name => zip.has(name));
}
