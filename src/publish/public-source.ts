import { applyEdits } from '../edit/edits.js';
import { type Data, parse } from '../load/parse.js';
import type { Source } from '../model/source.js';
import { cutHidden, withBlocks } from './hide.js';
import { type Cut, cutComments, cutKeys, withoutKeys } from './leave-out.js';
import type { FindHidden } from './mask.js';

/**
 * Takes out of the text of a file what is not published: comments, fields, and words, for which blocks stand. The
 * layout of the rest stays.
 *
 * @param source of a file that can be read
 * @param keys of the fields that are left out, as typed
 * @returns `undefined` when the text is written in a way in which that cannot be done
 */
export function publicSource(source: Source, keys: ReadonlySet<string>, find: FindHidden): Source | undefined {
  const plain = cut(source, cutComments(source, parse(source).comments));
  const parsed = parse(plain);
  if (parsed.data === undefined) return undefined;
  const rest = cut(plain, cutKeys(plain, parsed, keys));
  const left = parse(rest);
  if (left.data === undefined || !isSame(left.data, withoutKeys(parsed.data, keys))) return undefined;
  const hidden = cut(rest, cutHidden(rest, left, find));
  const { data } = parse(hidden);
  return data !== undefined && isSame(data, withBlocks(left.data, left, rest, find)) ? hidden : undefined;
}

function cut(source: Source, cuts: readonly Cut[]): Source {
  const sorted = [...cuts].sort((a, b) => a.span.start - b.span.start);
  return sorted.length ? source.withText(applyEdits(source.text, sorted)) : source;
}

/** True for equal data, but for blanks: between two lines there is one or none, as the characters beside it say. */
function isSame(one: Data, other: Data): boolean {
  const plain = (data: Data): string =>
    JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? value.replace(/\s/g, '') : value));
  return plain(one) === plain(other);
}
