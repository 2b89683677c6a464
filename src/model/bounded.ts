import type { Diagnostic } from './diagnostic.js';
import { must } from './must.js';

/** As many findings of one code in one file are listed. */
const LISTED = 100;

/**
 * Problems for a report: of each code in each file the first hundred, and in place of the others one that says how many
 * they are. A text can break a rule at every character, and a report of 100,000 lines is no help.
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

/** @param first of those that are not listed */
function restOf({ code, severity, file, range }: Diagnostic, count: number): Diagnostic {
  const message = `从这里起，这个文件里还有 ${count} 处同样的问题，没有一一列出`;
  return { code, severity, message, hint: '改好列出的，再运行一次', file, range };
}
