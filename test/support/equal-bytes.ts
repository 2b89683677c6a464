import { expect } from 'vitest';

/*
 * Loaded before each test file. Without it `toEqual` compares bytes one by one as values of any type: three seconds for
 * the documents of one department. What is equal stays the same: the same type and the same bytes.
 */

function areBytesEqual(a: unknown, b: unknown): boolean | undefined {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return undefined;
  return a.constructor === b.constructor && Buffer.compare(a, b) === 0;
}

// Files that share a process share the testers, too.
const known = globalThis as { areBytesCompared?: true };
if (!known.areBytesCompared) {
  expect.addEqualityTesters([areBytesEqual]);
  known.areBytesCompared = true;
}
