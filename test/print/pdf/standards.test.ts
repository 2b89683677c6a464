import { describe, expect, it } from 'vitest';
import { assemble, conformingParts } from '../../support/conforming-pdf.js';
import { DAMAGES } from '../../support/pdf-damages.js';
import { type Edit, HARMLESS } from '../../support/pdf-variants.js';
import { standardFaults } from '../../support/standards/index.js';

describe('the checker of standards', () => {
  it('finds nothing in a file that conforms', () => {
    expect(standardFaults(assemble(conformingParts()))).toEqual([]);
  });

  it.each(HARMLESS)('finds nothing after: %s', (_, ...edits) => {
    expect(standardFaults(edited(edits))).toEqual([]);
  });

  it.each(DAMAGES)('finds: %s', (faults, ...edits) => {
    const counted = faults.map(fault => /: \d+$/.test(fault) ? fault : `${fault}: 1`);
    expect(standardFaults(edited(edits)).sort()).toEqual(counted.sort());
  });
});

/** Returns the file that conforms, after the edits. @throws when an edit changes nothing */
function edited(edits: readonly Edit[]): Uint8Array {
  const parts = conformingParts();
  for (const [name, from, to] of edits) {
    const part = parts[name];
    if (typeof part === 'string') parts[name] = replace(part, from, to);
    else if (part) parts[name] = replaceInStream(part, from, to);
    else if (name !== 'whole') throw new Error(`no object ${name}`);
  }
  let whole = Buffer.from(assemble(parts)).toString('latin1');
  for (const [name, from, to] of edits) if (name === 'whole') whole = replace(whole, from, to);
  return Buffer.from(whole, 'latin1');
}

/** @throws when the text has nothing to replace */
function replace(text: string, from: string | RegExp, to: string): string {
  const found = typeof from === 'string' ? text.includes(from) : from.test(text);
  if (!found) throw new Error(`nothing to replace: ${String(from)}`);
  return text.replace(from, () => to);
}

/** Replaces text in the dictionary of a stream, or else in its bytes; `^` and `$` are those of the bytes. */
function replaceInStream([dictionary, bytes]: [string, string], from: string | RegExp, to: string): [string, string] {
  const isHere = typeof from === 'string' ? dictionary.includes(from) : from.source.length > 1 && from.test(dictionary);
  return isHere ? [replace(dictionary, from, to), bytes] : [dictionary, replace(bytes, from, to)];
}

// ---------------------------------------------------------------------------------------------------------------------
// Tests on real documents come here: expect(standardFaults(bytes)).toEqual([]) for each kind of print.
// ---------------------------------------------------------------------------------------------------------------------
