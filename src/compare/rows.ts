import { distance } from 'fastest-levenshtein';
import type { RowMatch } from '../model/change.js';
import type { Indicator } from '../model/form.js';
import { groupBy } from '../model/group-by.js';
import { must } from '../model/must.js';
import { keptInOrder } from '../model/order.js';
import { findSplits, MAX_PAIRS } from './splits.js';

type Rows = readonly Indicator[];

/** The similarity, from 0 to 1, above which two rows are one renamed row. */
const RENAMED = 0.6;

/**
 * Matches the rows of two tables: equal rows first, then by class and name, by name in another class, parts of a split
 * row, and rows with a similar name and the same requirement. Of several rows with the same name those with equal other
 * fields are matched first, the others in order.
 */
export function matchRows(before: Rows, after: Rows): RowMatch[] {
  const [left, right] = [new Set(before.keys()), new Set(after.keys())];
  const matches: Omit<RowMatch, 'moved'>[] = [];
  const take = (olds: number[], news: number[]): void => {
    matches.push({ before: olds, after: news });
    for (const index of olds) left.delete(index);
    for (const index of news) right.delete(index);
  };
  const takeEqual = (keyOf: (row: Indicator) => string): void => {
    const byKey = groupBy(right, index => keyOf(rowAt(after, index)));
    for (const index of [...left]) {
      const found = byKey.get(keyOf(rowAt(before, index)))?.shift();
      if (found !== undefined) take([index], [found]);
    }
  };
  takeEqual(row => JSON.stringify(row));
  takeEqual(({ level1, level2, name }) => JSON.stringify([level1, level2, name]));
  takeEqual(({ name }) => name);
  for (const [whole, parts] of findSplits(before, left, after, right)) take([whole], parts);
  for (const [whole, parts] of findSplits(after, right, before, left)) take(parts, [whole]);
  for (const [old, now] of findRenames(before, left, after, right)) take([old], [now]);

  return inOrder([
    ...withMoves(matches),
    ...[...right].map(index => ({ before: [], after: [index], moved: false })),
  ], left);
}

function rowAt(rows: Rows, index: number): Indicator {
  return must(rows[index], `row ${index}`);
}

function findRenames(before: Rows, left: Set<number>, after: Rows, right: Set<number>): [number, number][] {
  if (left.size * right.size > MAX_PAIRS) return [];
  const candidates: { old: number; now: number; score: number }[] = [];
  for (const old of left) {
    for (const now of right) {
      const score = likeness(rowAt(before, old), rowAt(after, now));
      if (score >= RENAMED) candidates.push({ old, now, score });
    }
  }
  const taken = { old: new Set<number>(), now: new Set<number>() };
  return candidates
    .sort((a, b) => b.score - a.score || a.old - b.old || a.now - b.now)
    .flatMap(({ old, now }): [number, number][] => {
      if (taken.old.has(old) || taken.now.has(now)) return [];
      taken.old.add(old);
      taken.now.add(now);
      return [[old, now]];
    });
}

/** Returns the similarity of two rows, from 0 to 1: mostly of the names; class, unit, target and weight add to it. */
function likeness(a: Indicator, b: Indicator): number {
  const name = 1 - distance(a.name, b.name) / Math.max(a.name.length, b.name.length);
  if (name < 0.3) return 0;
  const equal = [
    a.level1 === b.level1 && a.level2 === b.level2, a.unit === b.unit, a.target === b.target, a.weight === b.weight,
  ];
  return 0.6 * name + 0.1 * equal.filter(Boolean).length;
}

function firstOf(rows: readonly number[]): number {
  return must(rows[0], 'a row');
}

/** Marks the rows that changed their place among the others. */
function withMoves(matches: readonly Omit<RowMatch, 'moved'>[]): RowMatch[] {
  const sorted = [...matches].sort((a, b) => firstOf(a.after) - firstOf(b.after));
  const kept = keptInOrder(sorted.map(({ before, after }) => ({ before: firstOf(before), after: firstOf(after) })));
  return sorted.map((match, index) => ({ ...match, moved: !kept.has(index) }));
}

/** Sorts rows by the table after; a removed row follows the row it followed before. */
function inOrder(matches: readonly RowMatch[], removed: ReadonlySet<number>): RowMatch[] {
  const ordered = [...matches].sort((a, b) => firstOf(a.after) - firstOf(b.after));
  for (const index of removed) {
    const previous = ordered.findIndex(({ before }) => before.includes(index - 1));
    ordered.splice(previous + 1, 0, { before: [index], after: [], moved: false });
  }
  return ordered;
}

/**
 * Returns matches in an order that is that of either version, once the rows of the other are left out: a row that
 * moved is one that went and one
 * that came.
 */
export function separateMoves(matches: readonly RowMatch[] | undefined): RowMatch[] | undefined {
  if (!matches) return undefined;
  const pairs = matches.flatMap(({ before, after, moved }) => before.flatMap((old, index): [number, number][] => {
    const now = after[index];
    return moved || now === undefined ? [] : [[old, now]];
  })).sort(([, a], [, b]) => a - b);
  const kept: [number, number][] = [];
  for (const pair of pairs) if (pair[0] > (kept.at(-1)?.[0] ?? -1)) kept.push(pair);
  const rest = (side: 'before' | 'after', taken: ReadonlySet<number>): number[] =>
    matches.flatMap(match => match[side]).filter(index => !taken.has(index)).sort((a, b) => a - b);
  const went = rest('before', new Set(kept.map(([old]) => old)));
  const came = rest('after', new Set(kept.map(([, now]) => now)));
  const separate: RowMatch[] = [];
  const until = (old: number, now: number): void => {
    const moved = false;
    for (; (went[0] ?? Infinity) < old; went.shift()) separate.push({ before: went.slice(0, 1), after: [], moved });
    for (; (came[0] ?? Infinity) < now; came.shift()) separate.push({ before: [], after: came.slice(0, 1), moved });
  };
  for (const [old, now] of kept) {
    until(old, now);
    separate.push({ before: [old], after: [now], moved: false });
  }
  until(Infinity, Infinity);
  return separate;
}
