import type { Problems, RowMatch, Tables } from '../model/change.js';
import type { Code } from '../model/code.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { groupBy } from '../model/group-by.js';
import { isTable } from '../model/form.js';
import { at, type Pointer, steps } from '../model/pointer.js';
import { rules } from '../rules/index.js';

/** The places of files and rows after the change. */
export interface Moves {
  /** Returns the path after for a path before. */
  pathOf: (path: string) => string;
  /** Returns the matched rows of a form's tables, by its path after. */
  tablesOf: (path: string) => Tables | undefined;
}

/** A problem, with its place after the change. */
interface Placed {
  diagnostic: Diagnostic;
  file: string;
  pointer: Pointer | undefined;
}

/**
 * Returns the problems that are only before, or only after. A problem is identified by its code, its field (wherever
 * file, line and row are now) and its message without figures. In a field of an indicator a rule finds at most one
 * problem, so there its message may differ completely.
 */
export function compareProblems(before: readonly Diagnostic[], after: readonly Diagnostic[], moves: Moves): Problems {
  const rowsAfter = new Map<string, Places>();
  const old = before.map((diagnostic): Placed => {
    const file = moves.pathOf(diagnostic.file);
    let rows = rowsAfter.get(file);
    if (!rows) rowsAfter.set(file, (rows = placesIn(moves.tablesOf(file) ?? {})));
    return { diagnostic, file, pointer: pointerAfter(diagnostic.pointer, rows) };
  });
  const now = after.map((diagnostic): Placed => ({ diagnostic, file: diagnostic.file, pointer: diagnostic.pointer }));
  const first = unmatched(old, now, ({ diagnostic, file, pointer }) =>
    [diagnostic.code, file, pointer ?? '', diagnostic.message.replace(/\d+(?:\.\d+)?/g, '#')].join('\0'));
  const rest = unmatched(first.old, first.now, ({ diagnostic, file, pointer }) =>
    (isTable(steps(pointer ?? '')[0]) ? [diagnostic.code, file, pointer].join('\0') : undefined));
  return {
    introduced: rest.now.map(({ diagnostic }) => diagnostic),
    solved: rest.old.map(({ diagnostic }) => diagnostic),
  };
}

/** Returns the problems without a counterpart of the same key; one without a key has none. */
function unmatched(
  old: readonly Placed[],
  now: readonly Placed[],
  keyOf: (placed: Placed) => string | undefined,
): { old: Placed[]; now: Placed[] } {
  const waiting = groupBy(now.toReversed(), keyOf);
  const taken = new Set<Placed>();
  const left = old.filter((placed) => {
    const partner = waiting.get(keyOf(placed) ?? '')?.pop();
    if (partner) taken.add(partner);
    return !partner;
  });
  return { old: left, now: now.filter(placed => !taken.has(placed)) };
}

/** Returns for each row before the index after; for a split row that of its first part. */
function placesAfter(rows: readonly RowMatch[]): ReadonlyMap<number, number> {
  return new Map(rows.flatMap(({ before, after: [place] }) =>
    (place === undefined ? [] : before.map((row): [number, number] => [row, place]))));
}

/** By table: index of a row before → index after. */
type Places = ReadonlyMap<string, ReadonlyMap<number, number>>;

function placesIn(tables: Tables): Places {
  return new Map(Object.entries(tables).map(([table, rows]) => [table, placesAfter(rows)]));
}

/** Returns the pointer after of a field of a row. */
function pointerAfter(pointer: Pointer | undefined, places: Places): Pointer | undefined {
  const [list = '', index, ...rest] = steps(pointer ?? '');
  if (index === undefined) return pointer;
  const now = places.get(list)?.get(Number(index));
  return now === undefined ? pointer : at('', list, now, ...rest);
}

/** The checks that ran in a department of one version. */
export interface Judgement {
  /** True when a file could not be read. */
  unread: (path: string) => boolean;
  /** True when one of the department's files could not be read: rules that need all of them did not run. */
  isIncomplete: boolean;
  /** False without a scheme: then no rule ran. */
  hasScheme: boolean;
}

/** True when the rule of a problem ran on the other side. Only then does its absence there mean something. */
export function isJudged({ code }: Diagnostic, path: string, side: Judgement): boolean {
  const { unread, isIncomplete, hasScheme } = side;
  const isRule = !code.includes('/');
  const wasAsked = !(isIncomplete && NEEDS_ALL.has(code));
  return !isRule || (hasScheme && !unread(path) && wasAsked);
}

const NEEDS_ALL: ReadonlySet<Code> =
  new Set(rules.filter(({ wholeDepartment }) => wholeDepartment).map(({ id }) => id));
