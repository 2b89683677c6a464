import type { Comparison } from '../model/change.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { UserError } from '../model/user-error.js';
import { codes } from '../load/codes.js';
import { compareVersions } from './read-versions.js';

/** Rules whose findings depend on forms that a comparison does not read. */
const READ_OUTSIDE: ReadonlySet<string> = new Set(codes.filter(({ readsOutside }) => readsOutside).map(({ id }) => id));

/** Problems, with the new ones marked. */
export interface Marked {
  diagnostics: Diagnostic[];
  /** The name of the version compared with; `undefined` when the comparison failed. */
  base: string | undefined;
  /** The reasons why it failed. */
  notes: string[];
}

/**
 * Marks the problems that a version does not have, by the same rules as `diff`.
 *
 * @param diagnostics of the files on disk
 * @param base a version; without it the merge base of the main branch and HEAD
 * @returns the problems unmarked, with a note, when there is no git or no such version
 */
export async function markNew(
  diagnostics: readonly Diagnostic[],
  root: string,
  base: string | undefined,
  signal: AbortSignal,
): Promise<Marked> {
  try {
    const { comparison, after } = await compareVersions({ root, base, head: undefined, signal, hints: true });
    const introduced = new Set(introducedIn(comparison).map(keyOf));
    return {
      diagnostics: diagnostics.map((problem) => {
        // Only departments that changed are compared, so that for these rules every finding in one counts as new.
        const places = [problem, ...problem.related ?? []];
        const isOutside = READ_OUTSIDE.has(problem.code) && places.some(({ file }) => after.loaded.forms.has(file));
        return introduced.has(keyOf(problem)) || isOutside ? { ...problem, new: true } : problem;
      }),
      base: base ?? comparison.base.name,
      notes: [],
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = error.hint ? `；${error.hint}` : '';
    return { diagnostics: [...diagnostics], base: undefined, notes: [`分不出哪些是新问题：${error.message}${hint}`] };
  }
}

function introducedIn({ problems, schemes, departments }: Comparison): Diagnostic[] {
  const parts = [...schemes, ...departments, ...departments.flatMap(({ forms }) => forms)];
  return [problems, ...parts.map(part => part.problems)].flatMap(({ introduced }) => introduced);
}

/** Returns a key that is equal for the same problem at the same place. */
function keyOf({ code, file, range: { start, end }, message }: Diagnostic): string {
  return [code, file, start.line, start.column, end.line, end.column, message].join('\0');
}
