import { posix } from 'node:path';
import { firstCharacters } from '../../model/characters.js';
import { isPattern } from '../../model/kinds.js';
import type { Kind } from '../../model/form.js';

/** The most characters of a form's name in the name of its file. */
const LONGEST = 30;

/**
 * Returns a name for a file that every system can hold and a person can read: 一般性项目（基础办公类） → 一般性项目-基础办公类.
 *
 * @returns `''` when nothing of the name is left
 */
export function safeName(name: string): string {
  const words = name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return firstCharacters(words, LONGEST).replace(/-$/, '');
}

/**
 * Returns the path of a new form below the folder of its department: with the next number, and its name.
 *
 * @param existing the paths of the files there
 */
export function nextPlace(kind: Pick<Kind, 'files'>, existing: readonly string[], name: string): string {
  if (!isPattern(kind)) return kind.files;
  const folder = posix.dirname(kind.files);
  const numbers = existing.filter(path => posix.dirname(path) === folder)
    .map(path => Number(/^\d{1,6}(?=\D)/.exec(posix.basename(path))?.[0] ?? 0));
  const next = String(numbers.reduce((most, one) => Math.max(most, one), 0) + 1).padStart(2, '0');
  return kind.files.replace('*', () => `${next}-${safeName(name)}`);
}
