import { isMap, isScalar, parseDocument } from 'yaml';
import { type Pointer, steps } from '../../model/pointer.js';
import type { Range, Source } from '../../model/source.js';

/** Returns the first key that stands twice in an object of a JSON text: JSON.parse keeps the last one in silence. */
export function duplicateKeyIn(text: string): { key: string; line: number } | undefined {
  const { errors } = parseDocument(text, { logLevel: 'silent' });
  const error = errors.find(({ code }) => code === 'DUPLICATE_KEY');
  if (!error) return undefined;
  const [, key = ''] = /^"((?:[^"\\]|\\.)*)"/.exec(text.slice(error.pos[0])) ?? [];
  return { key, line: text.slice(0, error.pos[0]).split('\n').length };
}

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
