import { createContext, Script } from 'node:vm';
import { isRecord } from '../model/record.js';

/*
 * Schemas come from pull requests: a pattern such as `(a+)+$` would judge a line of text for longer than anybody waits.
 */

/** The time for one file, which takes milliseconds. */
export const MAX_SECONDS = 3;

const context = createContext({ work: undefined as unknown });
const script = new Script('work()');

/** Returns the result of synchronous work; `late` when it takes too long, also in the midst of a regular expression. */
export function withinTime<T>(work: () => T, late: () => T): T {
  context.work = work;
  try {
    return script.runInContext(context, { timeout: MAX_SECONDS * 1000 }) as T;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return late();
  }
}

/** True if a value has more levels of objects and lists than that. */
export function isDeeper(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let count = 0; level.length; count += 1) {
    if (count > depth) return true;
    level = level.flatMap(one => (isRecord(one) || Array.isArray(one) ? Object.values<unknown>(one) : []));
  }
  return false;
}
