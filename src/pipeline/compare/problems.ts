import type { Problems, RowMatch } from '../../model/change.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { type Pointer, steps } from '../../model/pointer.js';
import { rules } from '../../rules/index.js';

/** Where a file and its rows are after the change. */
export interface Moves {
  /** Path after, by path before. */
  pathOf: (path: string) => string;
  /** The matched rows of a form, by its path after. */
  rowsOf: (path: string) => readonly RowMatch[] | undefined;
}

/**
 * Problems that are there only before, or only after. A problem is known by its code, the field it is about (wherever
 * file, line and row are now) and what it says; figures in it may differ.
 */
export function compareProblems(before: readonly Diagnostic[], after: readonly Diagnostic[], moves: Moves): Problems {
  const waiting = new Map<string, Diagnostic[]>();
  for (const diagnostic of after) {
    const key = keyOf(diagnostic, diagnostic.file, diagnostic.pointer);
    waiting.set(key, [...waiting.get(key) ?? [], diagnostic]);
  }
  const solved = before.filter((diagnostic) => {
    const file = moves.pathOf(diagnostic.file);
    const same = waiting.get(keyOf(diagnostic, file, pointerAfter(diagnostic.pointer, moves.rowsOf(file))));
    return same?.shift() === undefined;
  });
  const introduced = new Set([...waiting.values()].flat());
  return { introduced: after.filter(diagnostic => introduced.has(diagnostic)), solved };
}

function keyOf({ code, message }: Diagnostic, file: string, pointer: Pointer | undefined): string {
  return [code, file, pointer ?? '', message.replace(/\d+(?:\.\d+)?/g, '#')].join('\0');
}

/** Where a field of a row stands now. */
function pointerAfter(pointer: Pointer | undefined, rows: readonly RowMatch[] | undefined): Pointer | undefined {
  const [list, index, ...rest] = steps(pointer ?? '');
  if (list !== 'indicators' || index === undefined) return pointer;
  const now = rows?.find(({ before }) => before.includes(Number(index)))?.after[0];
  return now === undefined ? pointer : ['', list, String(now), ...rest].join('/');
}

/**
 * Solved problems without those that are only not seen any more: of files that cannot be read after the change, and of
 * rules that need all files of a department of which one cannot be read.
 *
 * @param unread whether a file cannot be read after the change
 * @param isIncomplete whether one of the department cannot
 */
export function trulySolved(
  solved: readonly Diagnostic[],
  unread: (path: string) => boolean,
  isIncomplete: boolean,
  { pathOf }: Moves,
): Diagnostic[] {
  return solved.filter(({ file, code }) => !unread(pathOf(file)) && !(isIncomplete && NEEDS_ALL.has(code)));
}

const NEEDS_ALL = new Set(rules.filter(({ wholeDepartment }) => wholeDepartment).map(({ id }) => id));
