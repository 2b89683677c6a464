import { bareClass } from '../class-name.js';
import { compareText } from '../diagnostic.js';
import { lettersOf } from '../indicator-name.js';
import type { LibraryEntry } from './library.js';

/** The indicator that somebody looks for. */
export interface Wanted {
  /** `''` for any name. */
  name: string;
  /** Classes with or without 指标; undefined for any. */
  level1?: string | undefined;
  level2?: string | undefined;
}

/** Names with less in common are not alike. */
const LEAST = 0.3;

/** Returns true for an indicator of a class. */
export function isOfClass(
  { level1, level2 }: { level1?: string | undefined; level2?: string | undefined },
  wanted: Pick<Wanted, 'level1' | 'level2'>,
): boolean {
  const agrees = (own: string | undefined, other: string | undefined): boolean =>
    !other || bareClass(own ?? '') === bareClass(other);
  return agrees(level1, wanted.level1) && agrees(level2, wanted.level2);
}

/** Returns the indicators of a class whose names are like one, the likest first, then those used most. */
export function suggest(entries: readonly LibraryEntry[], wanted: Wanted): LibraryEntry[] {
  const name = lettersOf(wanted.name).toLowerCase();
  return entries.filter(entry => isOfClass(entry, wanted))
    .map(entry => ({ entry, score: scoreOf(entry, name) }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score || b.entry.count - a.entry.count ||
      compareText(a.entry.names[0]?.text ?? '', b.entry.names[0]?.text ?? ''))
    .map(({ entry }) => entry);
}

/** Returns how like the likest name of an entry is. */
function scoreOf({ names }: LibraryEntry, wanted: string): number {
  return names.reduce((most, { text }) => Math.max(most, likeness(wanted, lettersOf(text).toLowerCase())), 0);
}

/** Returns the share of pairs of letters that two names have in common; 1 where one is part of the other. */
function likeness(wanted: string, name: string): number {
  if (name.includes(wanted) || (name.length > 1 && wanted.includes(name))) return 1;
  const [one, other] = [pairsOf(wanted), pairsOf(name)];
  const common = [...one].filter(pair => other.has(pair)).length;
  return common ? 2 * common / (one.size + other.size) : 0;
}

function pairsOf(text: string): Set<string> {
  const letters = [...text];
  return new Set(letters.slice(1).map((letter, index) => (letters[index] ?? '') + letter));
}
