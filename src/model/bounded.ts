import type { Diagnostic } from './diagnostic.js';
import { groupBy } from './group-by.js';

/** As many findings of one code in one file are listed. */
const LISTED = 100;

/**
 * Problems for a report: of each code in each file the first hundred, and in place of the others one that says how many
 * they are. A text can break a rule at every character, and a report of 100,000 lines is no help.
 */
export function bounded(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unlisted = new Map<Diagnostic, Diagnostic[]>();
  for (const group of groupBy(diagnostics, ({ code, file }) => `${code} ${file}`).values()) {
    const rest = group.slice(LISTED);
    for (const one of rest) unlisted.set(one, one === rest[0] ? [restOf(one, rest.length)] : []);
  }
  return diagnostics.flatMap(diagnostic => unlisted.get(diagnostic) ?? [diagnostic]);
}

/** @param first of those that are not listed */
function restOf({ code, severity, file, range }: Diagnostic, count: number): Diagnostic {
  const message = `从这里起，这个文件里还有 ${count} 处同样的问题，没有一一列出`;
  return { code, severity, message, hint: '改好列出的，再运行一次', file, range };
}
