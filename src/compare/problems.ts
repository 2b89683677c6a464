import type { Problems, RowMatch, Tables } from '../model/change.js';
import type { Code } from '../model/code.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { groupBy } from '../model/group-by.js';
import { type Pointer, steps } from '../model/pointer.js';
import { rules } from '../rules/index.js';

/** Where a file and its rows are after the change. */
export interface Moves {
  /** Path after, by path before. */
  pathOf: (path: string) => string;
  /** The matched rows of a form's tables, by its path after. */
  tablesOf: (path: string) => Tables | undefined;
}

/** A problem, and where it would be after the change. */
interface Placed {
  diagnostic: Diagnostic;
  file: string;
  pointer: Pointer | undefined;
}

/**
 * Problems that are there only before, or only after. A problem is known by its code, the field it is about (wherever
 * file, line and row are now) and what it says; figures in it may differ. In a field of an indicator, where a rule
 * finds one thing at most, it may say it in other words.
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
    (/^\/(?:indicators|termIndicators)\//.test(pointer ?? '') ? [diagnostic.code, file, pointer].join('\0') : undefined));
  return {
    introduced: rest.now.map(({ diagnostic }) => diagnostic),
    solved: rest.old.map(({ diagnostic }) => diagnostic),
  };
}

/** Problems without a partner of the same key; one without a key has none. */
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

/** Rows before → where they, or the first of their parts, are after. */
function placesAfter(rows: readonly RowMatch[]): ReadonlyMap<number, number> {
  return new Map(rows.flatMap(({ before, after: [place] }) =>
    (place === undefined ? [] : before.map((row): [number, number] => [row, place]))));
}

/** By table: rows before → rows after. */
type Places = ReadonlyMap<string, ReadonlyMap<number, number>>;

function placesIn(tables: Tables): Places {
  return new Map(Object.entries(tables).map(([table, rows]) => [table, placesAfter(rows)]));
}

/** Where a field of a row stands now. */
function pointerAfter(pointer: Pointer | undefined, places: Places): Pointer | undefined {
  const [list = '', index, ...rest] = steps(pointer ?? '');
  if (index === undefined) return pointer;
  const now = places.get(list)?.get(Number(index));
  return now === undefined ? pointer : ['', list, String(now), ...rest].join('/');
}

/** What could be judged in a department of one version. */
export interface Judgement {
  /** Whether a file could not be read. */
  unread: (path: string) => boolean;
  /** One of the department's files could not: rules that need all of them were not asked. */
  isIncomplete: boolean;
  /** Without a scheme no rule is asked. */
  hasScheme: boolean;
}

/** Whether the rule of a problem was asked on the other side, so that not finding it there means something. */
export function isJudged({ code }: Diagnostic, path: string, side: Judgement): boolean {
  const { unread, isIncomplete, hasScheme } = side;
  const isRule = !code.includes('/');
  const wasAsked = !(isIncomplete && NEEDS_ALL.has(code));
  return !isRule || (hasScheme && !unread(path) && wasAsked);
}

const NEEDS_ALL: ReadonlySet<Code> = new Set(rules.filter(({ wholeDepartment }) => wholeDepartment).map(({ id }) => id));
