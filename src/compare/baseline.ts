import type { Diagnostic } from '../model/diagnostic.js';
import { groupBy } from '../model/group-by.js';
import { UserError } from '../model/user-error.js';

/*
 * A baseline is a list of known problems, to report only what is new since. A problem is identified by rule, file, name
 * of its field or row, and message without figures: not by its line, which moves with every edit above it.
 */

/** The version of the format. */
const VERSION = 1;

interface Known {
  code: string;
  file: string;
  place: string;
  message: string;
}

/** Returns the name of the field or row that a problem is about. */
type PlaceOf = (file: string, pointer: string) => string;

/** Returns problems as the text of a baseline file: sorted JSON, one problem a line, to be read in a diff. */
export function baselineOf(problems: readonly Diagnostic[], placeOf: PlaceOf): string {
  const lines = problems.map(problem => JSON.stringify(known(problem, placeOf))).sort();
  return `{\n"version": ${VERSION},\n"problems": [\n${lines.join(',\n')}\n]\n}\n`;
}

/**
 * Marks the problems that a baseline does not have. Of several equal ones as many are known as it lists.
 *
 * @param text of the baseline file
 * @throws UserError when it is no baseline
 */
export function markSince(problems: readonly Diagnostic[], text: string, file: string, placeOf: PlaceOf): Diagnostic[] {
  const left = new Map([...groupBy(readBaseline(text, file), keyOf)].map(([key, all]) => [key, all.length]));
  return problems.map((problem) => {
    const key = keyOf(known(problem, placeOf));
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0 ? problem : { ...problem, new: true };
  });
}

function known({ code, file, pointer = '', message }: Diagnostic, placeOf: PlaceOf): Known {
  return { code, file, place: placeOf(file, pointer), message: message.replace(/\d+(?:\.\d+)?/g, '#') };
}

function keyOf({ code, file, place, message }: Known): string {
  return [code, file, place, message].join('\0');
}

function readBaseline(text: string, file: string): Known[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    read = undefined;
  }
  const { version, problems } = (read ?? {}) as { version?: unknown; problems?: unknown };
  if (version === VERSION && Array.isArray(problems) && problems.every(isKnown)) return problems;
  throw new UserError(`${file} 不是问题清单`, '用 npm run check -- --baseline 重新写一份');
}

function isKnown(value: unknown): value is Known {
  const one = (value ?? {}) as Record<string, unknown>;
  return ['code', 'file', 'place', 'message'].every(key => typeof one[key] === 'string');
}
