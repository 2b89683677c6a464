import { pdf } from './faults.js';
import type { PdfFile } from './file.js';
import { bytesOf, type Dict, listOf, numberOf, type Value } from './values.js';

/** Returns the entries of a number tree (Nums) or name tree (Names), and checks its order and limits. */
export function readTree(file: PdfFile, root: Dict | undefined, kind: 'Nums'): Map<number, Value>;
export function readTree(file: PdfFile, root: Dict | undefined, kind: 'Names'): Map<string, Value>;
export function readTree(file: PdfFile, root: Dict | undefined, kind: 'Nums' | 'Names'): Map<number | string, Value> {
  const clause = pdf(kind === 'Nums' ? '7.9.7' : '7.9.6');
  const entries = new Map<number | string, Value>();
  const keyOf = (value: Value | undefined): number | string | undefined => {
    const key = file.resolve(value);
    return kind === 'Nums' ? numberOf(key) : bytesOf(key);
  };
  const seen = new Set<Dict>();
  const walk = (node: Dict | undefined): (number | string)[] => {
    if (!node || seen.has(node)) {
      file.faults.add('tree with a node that is missing or there twice', clause);
      return [];
    }
    seen.add(node);
    const keys = listOf(file.at(node, 'Kids')).flatMap(kid => walk(file.dict(kid)));
    const pairs = listOf(file.at(node, kind));
    for (let i = 0; i < pairs.length; i += 2) {
      const key = keyOf(pairs[i]);
      if (key === undefined) continue;
      keys.push(key);
      entries.set(key, file.resolve(pairs[i + 1]));
    }
    file.faults.must(node.has('Kids') !== node.has(kind), 'tree node with neither or both of kids and entries', clause);
    const limits = listOf(file.at(node, 'Limits')).map(keyOf);
    const right = limits.length === 2 && limits[0] === keys[0] && limits[1] === keys.at(-1);
    file.faults.must(node === root || right, 'tree node whose Limits are not its first and last key', clause);
    return keys;
  };
  if (!root) return entries;
  const keys = walk(root);
  const sorted = keys.every((key, i) => i === 0 || (keys[i - 1] ?? key) < key);
  file.faults.must(sorted, 'tree whose keys are not in order or not unique', clause);
  return entries;
}
