import type { Diagnostic } from '../model/diagnostic.js';

/** Problems for a program, as CLI.md says. */
export function json(diagnostics: readonly Diagnostic[], files: number): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const summary = { files, errors, warnings: diagnostics.length - errors };
  const known = (key: string, value: unknown): unknown => (key === 'fix' ? undefined : value);
  return JSON.stringify({ diagnostics, summary }, known, 2);
}
