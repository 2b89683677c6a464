import { append } from '../model/append.js';
import { cutAfter, cutBefore } from '../model/characters.js';
import { DECIMAL } from '../model/decimal.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { AppliedFix } from '../model/fix.js';
import { must } from '../model/must.js';
import { at, type Pointer, valueAt } from '../model/pointer.js';
import type { Source, Span } from '../model/source.js';
import type { Data, Parsed } from '../load/parse.js';

/** A fix at its place: the span of the source it replaces, and the part of a field that is. */
export interface Edit {
  span: Span;
  text: string;
  /** With the keys as typed. */
  field: Pointer;
  within: Span;
}

/**
 * Returns the fixes that can be applied together, each as its edits: they do not touch each other, and each edit
 * replaces characters that are the same in the source and in the field. A fix is made whole or left: where one of its
 * edits is impossible (text that YAML spells differently: escapes in quotes, continued lines) there is none of it.
 */
export function fixesOf(
  source: Source,
  parsed: Parsed,
  diagnostics: readonly Diagnostic[],
): { problem: Diagnostic; edits: Edit[] }[] {
  const taken: Span[] = [];
  // A person may refuse a fix: the mechanical ones inside it are not to wait for the answer.
  const sorted = [...diagnostics].sort((a, b) => Number(a.fix?.asks ?? false) - Number(b.fix?.asks ?? false));
  return sorted.flatMap((problem) => {
    const spans = (problem.fix?.edits ?? []).map(({ range, text }) =>
      ({ span: { start: source.offset(range.start), end: source.offset(range.end) }, text }));
    const edits = spans.flatMap(({ span, text }) => {
      const found = fieldOf(span, source, parsed);
      const isFree = !taken.some(other => span.start < other.end && other.start < span.end);
      return found && isFree ? [{ span, text, ...found }] : [];
    });
    if (!edits.length || edits.length < spans.length || !keepsFigures(edits, source)) return [];
    append(taken, edits.map(({ span }) => span));
    return [{ problem, edits }];
  });
}

/** Returns true if edits leave every digit that they replace: a fix may move a figure, but changes none. */
function keepsFigures(edits: readonly Edit[], source: Source): boolean {
  const digits = (text: string): string => [...text.normalize('NFKC')].filter(letter => /\d/.test(letter)).sort().join('');
  const before = edits.map(({ span }) => source.text.slice(span.start, span.end));
  return digits(before.join('')) === digits(edits.map(({ text }) => text).join(''));
}

/** Returns the edits of some fixes, in the order of the text. */
export function inOrder(fixes: readonly Edit[][]): Edit[] {
  return fixes.flat().sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Returns the field and the characters of it at a span of the source. */
function fieldOf(span: Span, source: Source, parsed: Parsed): Pick<Edit, 'field' | 'within'> | undefined {
  for (const [field, { value, pieces = [] }] of parsed.positions) {
    if (span.start < value.start || span.end > value.end) continue;
    const text = valueAt(parsed.data, field);
    const index = pieces.findLastIndex(([, offset]) => offset <= span.start);
    const piece = pieces[index];
    if (typeof text !== 'string' || !piece) continue;
    const [from, offset] = piece;
    const next = pieces[index + 1]?.[0];
    const line = next === undefined ? text.slice(from) : text.slice(from, next).replace(/[ \n]$/, '');
    if (span.end > offset + line.length || !source.text.startsWith(line, offset)) return undefined;
    const start = from + span.start - offset;
    return { field, within: { start, end: start + span.end - span.start } };
  }
  return undefined;
}

/** Returns the text with the edits applied. */
export function applyEdits(text: string, edits: readonly Pick<Edit, 'span' | 'text'>[]): string {
  let result = text;
  for (const { span, text: added } of edits.toReversed()) {
    result = result.slice(0, span.start) + added + result.slice(span.end);
  }
  return result;
}

/** True when the data differs only as the edits say. Blanks may change where lines are joined. */
export function isAsMeant(before: Data, after: Data | undefined, edits: readonly Edit[]): boolean {
  const fields = new Set(edits.map(({ field }) => field));
  const isSame = (old: Data | undefined, now: Data | undefined, pointer: Pointer): boolean => {
    if (fields.has(pointer) && typeof old === 'string') {
      const own = edits.filter(({ field }) => field === pointer);
      const expected = applyEdits(old, own.map(({ within, text }) => ({ span: within, text })));
      // `95%` as a whole may become the number 95; a text does not become a number by losing a part.
      const isWhole = own.some(({ within }) => within.start === 0 && within.end === old.length);
      if (typeof now === 'number') return isWhole && DECIMAL.test(expected) && Number(expected) === now;
      return typeof now === 'string' && expected.replace(/[ \n]/g, '') === now.replace(/[ \n]/g, '');
    }
    if (old === null || now === null || typeof old !== 'object' || typeof now !== 'object') return old === now;
    if (Array.isArray(old) !== Array.isArray(now)) return false;
    const keys = Object.keys(old);
    return keys.length === Object.keys(now).length && keys.every(key =>
      isSame((old as Record<string, Data>)[key], (now as Record<string, Data>)[key], at(pointer, key)));
  };
  return isSame(before, after, '');
}

/** The number of characters shown on either side of a fix. */
const AROUND = 8;

/** Returns an edit as it is reported. */
export function describe({ span, text }: Edit, source: Source): AppliedFix {
  const { text: all, path } = source;
  const lines = (part: string): string[] => part.split(/\r?\n/);
  return {
    file: path,
    start: source.position(span.start),
    removed: all.slice(span.start, span.end),
    added: text,
    before: must(lines(all.slice(cutBefore(all, span.start - AROUND), span.start)).at(-1), 'a line').trimStart(),
    after: must(lines(all.slice(span.end, cutAfter(all, span.end + AROUND)))[0], 'a line').trimEnd(),
  };
}
