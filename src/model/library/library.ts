import Big from 'big.js';
import { bareClass } from '../class-name.js';
import { DECIMAL, type Decimal } from '../decimal.js';
import { compareText } from '../diagnostic.js';
import { groupBy } from '../group-by.js';
import { must } from '../must.js';
import { readTarget, targetText } from '../reading.js';
import { Likes } from './likes.js';
import { meaningOf } from './meaning.js';
import type { Use } from './use.js';

/** A way of writing something, and how often it was written so. */
export interface Count {
  text: string;
  count: number;
}

/** The lowest and the highest of some numbers. */
export interface Span {
  low: Decimal;
  high: Decimal;
}

/** One indicator, however it was written. */
export interface LibraryEntry {
  level1: string;
  /** `''` for none. */
  level2: string;
  /** The ways of writing each cell, the most frequent first. */
  names: Count[];
  units: Count[];
  /** As typed, with operator and unit. */
  targets: Count[];
  weights: Count[];
  /** The range of the targets that are numbers in the most frequent unit; undefined for fewer than two of them. */
  range: Span | undefined;
  weightRange: Span | undefined;
  /** A use with the most frequent name. */
  sample: Use;
  /** The number of times it was written. */
  count: number;
  /** The departments that wrote it, each once a year. */
  places: { year: string; department: string; folder: string }[];
}

/**
 * Indicators → those that are the same under their different names, in one entry each. Classes stand in the order in
 * which they first come up, indicators of a class by how often they were written, then by name: the same uses in the
 * same order give the same library.
 */
export function libraryOf(uses: Iterable<Use>): LibraryEntry[] {
  const written = groupBy(uses, ({ indicator: { level1 = '', level2 = '', name } }) =>
    JSON.stringify([bareClass(level1), bareClass(level2), name]));
  const names = [...written.values()].sort((a, b) => b.length - a.length || compareText(nameOf(a), nameOf(b)));
  const likes = new Likes<Use[]>();
  const groups: Use[][] = [];
  for (const own of names) {
    const byMeaning = [...groupBy(own, ({ indicator }) => JSON.stringify(meaningOf(indicator))).values()];
    for (const same of byMeaning) {
      const [first] = same;
      if (!first) continue;
      const meaning = meaningOf(first.indicator);
      const group = likes.find(meaning);
      if (group) for (const use of same) group.push(use);
      else {
        groups.push(same);
        likes.add(meaning, same);
      }
    }
  }
  return inOrder(groups.map(entryOf), [...written.values()].flatMap(([use]) => use ?? []));
}

function nameOf([first]: readonly Use[]): string {
  return first?.indicator.name ?? '';
}

function entryOf(uses: readonly Use[]): LibraryEntry {
  const indicators = uses.map(({ indicator }) => indicator);
  const readings = indicators.map(readTarget);
  const [{ level1 = '', level2 = '' } = {}] = indicators;
  const units = countsOf(indicators.map(({ unit }, index) => unit || readings[index]?.unit || ''));
  const common = readings.filter(({ unit }) => unit === (units[0]?.text ?? ''));
  const numbers = common.flatMap(({ number, upper }) => [number, upper]);
  const places = new Map(uses.map(({ year, department, folder }) =>
    [`${year}/${folder}`, { year, department, folder }]));
  const names = countsOf(indicators.map(({ name }) => name));
  return {
    level1: bareClass(level1),
    level2: bareClass(level2),
    names,
    sample: must(uses.find(({ indicator: { name } }) => name === names[0]?.text), 'a use'),
    units,
    targets: countsOf(indicators.map(targetText)),
    weights: countsOf(indicators.map(({ weight = '' }) => weight)),
    range: spanOf(numbers),
    weightRange: spanOf(indicators.map(({ weight }) => weight)),
    count: uses.length,
    places: [...places.values()],
  };
}

/** Returns the different texts, the most frequent first, of equally frequent ones the first; without empty ones. */
function countsOf(texts: readonly string[]): Count[] {
  const groups = groupBy(texts, text => text || undefined);
  return [...groups].map(([text, same]) => ({ text, count: same.length })).sort((a, b) => b.count - a.count);
}

function spanOf(numbers: readonly (Decimal | undefined)[]): Span | undefined {
  const known = numbers.flatMap(number => (number !== undefined && DECIMAL.test(number) ? new Big(number) : []));
  const [first, ...rest] = known;
  if (!first || !rest.length) return undefined;
  const low = rest.reduce((least, one) => (one.lt(least) ? one : least), first);
  const high = rest.reduce((most, one) => (one.gt(most) ? one : most), first);
  return low.eq(high) ? undefined : { low: low.toFixed(), high: high.toFixed() };
}

function inOrder(entries: readonly LibraryEntry[], uses: readonly Use[]): LibraryEntry[] {
  const places = new Map<string, number>();
  const place = (level: string): number => {
    const known = places.get(level) ?? places.size;
    places.set(level, known);
    return known;
  };
  for (const { indicator: { level1 = '', level2 = '' } } of uses) {
    place(bareClass(level1));
    place(`${bareClass(level1)}/${bareClass(level2)}`);
  }
  const byClass = groupBy(entries, ({ level1, level2 }) => `${level1}/${level2}`);
  const ordered = [...byClass].sort(([a, [one]], [b, [other]]) =>
    place(one?.level1 ?? '') - place(other?.level1 ?? '') || place(a) - place(b));
  return ordered.flatMap(([, own]) => own.sort((a, b) =>
    b.count - a.count || compareText(a.names[0]?.text ?? '', b.names[0]?.text ?? '')));
}
