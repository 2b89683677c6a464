import type { Count, LibraryEntry, Span } from '../../model/library/library.js';

/* What is said of an entry of the library, in the words of every format. */

/** Returns `产出 · 数量`. */
export function classText({ level1, level2 }: Pick<LibraryEntry, 'level1' | 'level2'>): string {
  return [level1, level2].filter(Boolean).join(' · ');
}

/** Returns the most frequent way of writing. */
export function usual(counts: readonly Count[]): string {
  return counts[0]?.text ?? '';
}

/** Returns the others, with how often: `培训人次（2 次）、…`. */
export function others(counts: readonly Count[]): string {
  return counts.slice(1).map(({ text, count }) => `${text}（${count} 次）`).join('、');
}

/** Returns `20—500`, or `''`. */
export function spanText(span: Span | undefined): string {
  return span ? `${span.low}—${span.high}` : '';
}

/** Returns the usual one, and between which the others are: `≥ 95 %（90—98）`. */
export function usualText(counts: readonly Count[], span: Span | undefined): string {
  return usual(counts) + (span ? `（${spanText(span)}）` : '');
}

/** The places of a list that are named. */
const NAMED = 3;

/** Returns where an indicator was written, the last years first: `2024 甲局、2023 乙局 等 8 处`. */
export function placesText({ places }: Pick<LibraryEntry, 'places'>): string {
  const named = places.slice(0, NAMED).map(({ year, department }) => `${year} ${department}`).join('、');
  return places.length > NAMED ? `${named} 等 ${places.length} 处` : named;
}
