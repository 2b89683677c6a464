import { compareWorst, type Diagnostic, isUnreadable } from '../../model/diagnostic.js';
import { groupBy } from '../../model/group-by.js';
import { compareRanks, type Level, levelOf, type Rank } from '../../model/rank.js';
import { must } from '../../model/must.js';
import { steps } from '../../model/pointer.js';

/** The problems of one field, or of one row of a table. */
export interface Card {
  file: string;
  /** The worst first; equal ones in the order of the text. Never empty. */
  problems: Diagnostic[];
}

/** Points taken off the score of a form for each rule that a card breaks. */
const POINTS: Record<Rank, number> = { 必改: 10, 应改: 3, 可自动改: 1, 提示: 0 };

/** Groups problems into cards, in the order of the files and their texts. */
export function cardsOf(problems: readonly Diagnostic[]): Card[] {
  return [...groupBy(problems, keyOf).values()].map(group => ({
    file: must(group[0], 'a problem').file,
    problems: [...group].sort(compareWorst),
  }));
}

/** Problems at a place of the form go by field or row, others by line. */
function keyOf({ file, pointer, range }: Diagnostic): string {
  const [field = '', second = ''] = steps(pointer ?? '');
  const row = /^\d+$/.test(second) ? `/${second}` : '';
  return `${file}\0${field ? `${field}${row}` : `line ${range.start.line}`}`;
}

/** Returns the worst problem of a card. */
export function worstOf({ problems }: Card): Diagnostic {
  return must(problems[0], 'a problem');
}

/** Orders cards by their worst problem, then by how many rules as bad are broken; equal ones keep their order. */
export function compareCards(a: Card, b: Card): number {
  return compareWorst(worstOf(a), worstOf(b)) || asBadAs(b) - asBadAs(a);
}

/** Returns the number of rules whose problems in a card are as bad as its worst. */
function asBadAs({ problems }: Card): number {
  return new Set(problems.filter(one => one.rank === problems[0]?.rank).map(({ code }) => code)).size;
}

function pointsOf({ problems }: Card): number {
  const worst = new Map<string, Rank>();
  for (const { code, rank } of problems) {
    const known = worst.get(code);
    if (!known || compareRanks(rank, known) < 0) worst.set(code, rank);
  }
  return [...worst.values()].reduce((sum, rank) => sum + POINTS[rank], 0);
}

/**
 * Returns the score of each form that has problems, from 100 down to 0: see {@link POINTS}. One that cannot be read as
 * a form has none.
 */
export function scoresOf(problems: readonly Diagnostic[]): Map<string, number> {
  const lost = new Map<string, number>();
  for (const card of cardsOf(problems)) lost.set(card.file, (lost.get(card.file) ?? 0) + pointsOf(card));
  const unread = new Set(problems.filter(isUnreadable).map(({ file }) => file));
  const forms = [...lost].filter(([file]) => !unread.has(file) && !file.endsWith('/scheme.yaml'));
  return new Map(forms.map(([file, points]) => [file, Math.max(0, 100 - points)]));
}

/** Returns the number of problems of each level. */
export function countLevels(problems: readonly Diagnostic[]): Record<Level, number> {
  const counts: Record<Level, number> = { 错误: 0, 必改: 0, 应改: 0, 可自动改: 0, 提示: 0 };
  for (const problem of problems) counts[levelOf(problem)] += 1;
  return counts;
}
