import { appendFileSync, statSync } from 'node:fs';

/** GitHub drops the whole summary of a step above this size. */
const LIMIT_BYTES = 1024 * 1024;

/**
 * Appends to the summary of the current step in GitHub Actions; does nothing elsewhere.
 *
 * @param make returns the text, in at most `room` bytes: other commands of the step may have written too
 * @returns the reason when it could not be written
 */
export function appendStepSummary(make: (room: number) => string): string | undefined {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (!path) return undefined;
  try {
    const written = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    appendFileSync(path, make(LIMIT_BYTES - written));
    return undefined;
  } catch (error) {
    return `写不了步骤摘要 ${path}（${(error as NodeJS.ErrnoException).code ?? (error as Error).message}）`;
  }
}
