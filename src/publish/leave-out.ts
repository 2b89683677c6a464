import type { Data, Parsed } from '../load/parse.js';
import { at, type Pointer } from '../model/pointer.js';
import { recordOf } from '../model/record.js';
import type { Comment, Place, Positions, Source, Span } from '../model/source.js';

/** A part of a text and what stands in its place. */
export interface Cut {
  span: Span;
  text: string;
}

/** The line that tells editors the schema; nothing else may stand in it. */
const FOR_EDITORS = /^# yaml-language-server: \$schema=[\w./-]+$/;

/** Returns the cuts that take out all comments but the first line for editors. */
export function cutComments(source: Source, comments: readonly Comment[]): Cut[] {
  const others = comments.filter(({ line, text }) => line > 1 || !FOR_EDITORS.test(text.trimEnd()));
  return others.map(({ span, line, alone }) => {
    const { start, end } = source.line(line);
    const rest = source.text.slice(start, span.start).trimEnd().length;
    return { span: alone ? { start, end: afterLine(source.text, end) } : { start: start + rest, end: span.end }, text: '' };
  });
}

/** Returns the data without the fields of some keys, wherever they stand, and without groups that are empty then. */
export function withoutKeys(data: Data, keys: ReadonlySet<string>): Data {
  if (Array.isArray(data)) return data.map(item => withoutKeys(item, keys));
  if (data === null || typeof data !== 'object') return data;
  return recordOf(Object.entries(data)
    .filter(([key, value]) => !isGone(key, value, keys))
    .map(([key, value]) => [key, withoutKeys(value, keys)] as const));
}

function isGone(key: string, value: Data, keys: ReadonlySet<string>): boolean {
  if (keys.has(key)) return true;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const fields = Object.entries(value);
  return fields.length > 0 && fields.every(([inner, item]) => isGone(inner, item, keys));
}

/** Returns the cuts that take the fields of some keys out of a text without comments. */
export function cutKeys(source: Source, { data, positions }: Parsed, keys: ReadonlySet<string>): Cut[] {
  return data === undefined ? [] : [...cutsIn(data, '', source.text, positions, keys)];
}

function* cutsIn(
  data: Data,
  pointer: Pointer,
  text: string,
  positions: Positions,
  keys: ReadonlySet<string>,
): Iterable<Cut> {
  if (Array.isArray(data)) {
    for (const [index, item] of data.entries()) yield* cutsIn(item, at(pointer, index), text, positions, keys);
    return;
  }
  const group = positions.get(pointer);
  if (data === null || typeof data !== 'object' || !group) return;
  const fields = Object.entries(data).flatMap(([key, value]) => {
    const place = positions.get(at(pointer, key));
    return place?.key ? [{ key, value, place, start: place.key.start, gone: isGone(key, value, keys) }] : [];
  }).sort((a, b) => a.start - b.start); // keys that are numbers come first in an object
  if (fields.length && fields.every(({ gone }) => gone)) {
    yield { span: { start: group.value.start, end: endOf(group, text) }, text: '{}' };
    return;
  }
  for (const { key, value, gone } of fields) {
    if (!gone) yield* cutsIn(value, at(pointer, key), text, positions, keys);
  }
  const isFlow = text[group.value.start] === '{';
  for (const [index, { start, gone }] of fields.entries()) {
    const before = fields[index - 1];
    if (!gone || before?.gone) continue;
    const next = fields.slice(index).find(field => !field.gone);
    const last = fields.at(-1);
    if (next) yield { span: { start, end: next.start }, text: '' };
    else if (last && before) {
      // The last ones: with the comma before them, or with their lines.
      const end = endOf(last.place, text);
      const lines = { start: lineStart(text, start), end: afterLine(text, end) };
      yield { span: isFlow ? { start: endOf(before.place, text), end } : lines, text: '' };
    }
  }
}

/** The end of a value, without the line breaks behind it. */
function endOf({ value }: Place, text: string): number {
  return value.start + text.slice(value.start, value.end).trimEnd().length;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Returns the offset of the line after the one that an offset is in. */
function afterLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
