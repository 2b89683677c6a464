import type { Diagnostic } from './diagnostic.js';
import { groupBy } from './group-by.js';

/** The number of findings of one code listed for one file. */
const LISTED = 100;

/**
 * Returns the problems to report: the first hundred of each code in each file, and one more with the number of the
 * others. A text can break a rule at every character, and nobody reads 100,000 lines.
 */
export function bounded(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unlisted = new Map<Diagnostic, Diagnostic[]>();
  for (const group of groupBy(diagnostics, ({ code, file }) => `${code} ${file}`).values()) {
    const rest = group.slice(LISTED);
    for (const one of rest) unlisted.set(one, one === rest[0] ? [restOf(one, rest.length)] : []);
  }
  return diagnostics.flatMap(diagnostic => unlisted.get(diagnostic) ?? [diagnostic]);
}

/** Returns the problem that counts the rest. @param first of the problems that are not listed */
function restOf({ code, severity, rank, file, range }: Diagnostic, count: number): Diagnostic {
  const message = `从这里起，这个文件里还有 ${count} 处同样的问题，没有一一列出`;
  return { code, severity, rank, message, hint: '改好列出的，再运行一次', file, range };
}
