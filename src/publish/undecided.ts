import type { Diagnostic } from '../model/diagnostic.js';
import type { Form } from '../model/form.js';
import { type Pointer, steps, valueAt } from '../model/pointer.js';
import type { Schema } from '../model/schema.js';
import { type Place, type Positions, placeOf } from '../model/source.js';
import * as privacy from '../rules/privacy/index.js';
import type { FindHidden } from './mask.js';

const PRIVATE = new Set<string>(Object.values(privacy).map(({ id }) => id));

/** Returns true for a finding about what should not be published. */
export function isOfPrivacy({ code }: Diagnostic): boolean {
  return PRIVATE.has(code);
}

/**
 * Returns true if it is decided what becomes of a finding in a form that is published: its field is internal, or all
 * that it is about is hidden.
 *
 * @param positions of the form
 * @param internal the keys of the fields that are not published
 */
export function isDecided(
  { pointer = '', range }: Diagnostic,
  { data, kind, source }: Form,
  positions: Positions,
  internal: ReadonlySet<string>,
  find: FindHidden,
): boolean {
  if (keysTo(pointer, kind.schema).some(key => internal.has(key))) return true;
  const text = valueAt(data, pointer);
  if (typeof text !== 'string') return false;
  const place = placeOf(positions, pointer);
  const [start, end] = [range.start, range.end].map(position => source.offset(position));
  if (start === undefined || end === undefined || start < place.value.start || end > place.value.end) return false;
  const [from, to] = [offsetIn(place, start), offsetIn(place, end - 1) + 1];
  const hidden = find(text);
  let offset = from;
  for (const character of text.slice(from, to)) {
    const at = offset;
    offset += character.length;
    if (/[\p{L}\p{N}]/u.test(character) && !hidden.some(span => span.start <= at && at < span.end)) return false;
  }
  return true;
}

/** Returns the keys, as typed, of the fields that lead to a place. */
function keysTo(pointer: Pointer, english: Schema): string[] {
  let schema: Schema | undefined = english;
  return steps(pointer).flatMap((step) => {
    schema = schema?.items ?? schema?.properties?.[step];
    return schema?.key ?? [];
  });
}

/** Returns the offset in a text of an offset in the source. */
function offsetIn({ pieces = [], value }: Place, offset: number): number {
  const [begin, start] = pieces.findLast(([, from]) => from <= offset) ?? [0, value.start];
  return begin + offset - start;
}
