import { isMap, isScalar, parseDocument } from 'yaml';
import { type Pointer, steps } from '../../model/pointer.js';
import type { Range, Source } from '../../model/source.js';

/** Finds the key of a JSON Pointer in a JSON file, or of the nearest parent that is there; the start for none. */
export function placeInJson(source: Source, pointer: Pointer): Range {
  // JSON is YAML.
  let node: unknown = parseDocument(source.text, { logLevel: 'silent' }).contents;
  let span = { start: 0, end: 0 };
  for (const step of steps(pointer)) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    if (!pair || !isScalar(pair.key)) break;
    const [start, end] = pair.key.range ?? [0, 0];
    span = { start, end };
    node = pair.value;
  }
  return source.range(span);
}
