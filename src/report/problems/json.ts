import type { Diagnostic } from '../../model/diagnostic.js';

/**
 * Problems for a program, as CLI.md says.
 *
 * @param all what is counted, where more was found than is listed
 */
export function json(diagnostics: readonly Diagnostic[], files: number, all = diagnostics): string {
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const summary = { files, errors, warnings: all.length - errors };
  const known = (key: string, value: unknown): unknown => (key === 'fix' ? undefined : value);
  return JSON.stringify({ diagnostics, summary }, known, 2);
}
