import { at, type Pointer, steps } from '../../model/pointer.js';
import { recordOf } from '../../model/record.js';

/** The content of a file: texts by English names, exactly as they will be written. */
export type Tree = string | Tree[] | { [code: string]: Tree };
export type Fields = Record<string, Tree>;

/** Returns the tree at a pointer. */
export function treeAt(tree: Tree, pointer: Pointer): Tree | undefined {
  let found: Tree | undefined = tree;
  for (const step of steps(pointer)) {
    if (Array.isArray(found)) found = found[Number(step)];
    else found = typeof found === 'object' && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/** Puts a text into a tree; groups and rows on the way are made. */
export function put(fields: Fields, pointer: Pointer, text: string): void {
  const all = steps(pointer);
  let current: Tree = fields;
  for (const [index, step] of all.entries()) {
    const isLast = index === all.length - 1;
    const empty = (): Tree => (/^\d+$/.test(all[index + 1] ?? '') ? [] : recordOf<Tree>([]));
    if (Array.isArray(current)) {
      const next: Tree = isLast ? text : current[Number(step)] ?? empty();
      current[Number(step)] = next;
      current = next;
    } else if (typeof current === 'object') {
      const next: Tree = isLast ? text : Object.hasOwn(current, step) ? current[step] ?? empty() : empty();
      current[step] = next;
      current = next;
    } else throw new Error(`${pointer} is below a text`);
  }
}

/** Yields every text of a tree with its place, in order. */
export function* textsOf(tree: Tree, pointer: Pointer = ''): Iterable<[Pointer, string]> {
  if (typeof tree === 'string') yield [pointer, tree];
  else if (Array.isArray(tree)) for (const [index, item] of tree.entries()) yield* textsOf(item, at(pointer, index));
  else for (const [code, item] of Object.entries(tree)) yield* textsOf(item, at(pointer, code));
}
