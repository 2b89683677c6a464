import type { Diagnostic } from './diagnostic.js';
import { must } from './must.js';

/** The number of findings of one code listed for one file. */
const LISTED = 100;

/**
 * Returns the problems to report: the first hundred of each code in each file, and one more with the number of the
 * others. A text can break a rule at every character, and nobody reads 100,000 lines.
 */
export function bounded(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const keyOf = ({ code, file }: Diagnostic): string => `${code} ${file}`;
  const totals = new Map<string, number>();
  for (const diagnostic of diagnostics) totals.set(keyOf(diagnostic), (totals.get(keyOf(diagnostic)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return diagnostics.flatMap((diagnostic) => {
    const key = keyOf(diagnostic);
    const place = (seen.get(key) ?? 0) + 1;
    seen.set(key, place);
    if (place <= LISTED) return [diagnostic];
    return place === LISTED + 1 ? [restOf(diagnostic, must(totals.get(key), key) - LISTED)] : [];
  });
}

/** Returns the problem that counts the rest. @param first of the problems that are not listed */
function restOf({ code, severity, file, range }: Diagnostic, count: number): Diagnostic {
  const message = `从这里起，这个文件里还有 ${count} 处同样的问题，没有一一列出`;
  return { code, severity, message, hint: '改好列出的，再运行一次', file, range };
}
