import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge } from '../../src/edit/merge.js';
import { writeForm } from '../../src/edit/write-form.js';
import { readForm } from '../../src/load/read-form.js';
import type { Kind } from '../../src/model/form.js';
import { Source } from '../../src/model/source.js';
import { allKinds, pathIn } from '../support/all-kinds.js';
import { formsOf, type Tree } from '../support/any-form.js';
import { runs } from '../support/runs.js';

/** A form of which two sides changed, added or removed different fields, tables among them; and what comes of it. */
interface Both {
  base: Tree;
  ours: Tree;
  theirs: Tree;
  merged: Tree;
}

function bothOf(kind: Kind): fc.Arbitrary<Both> {
  const forms = formsOf(kind);
  const codes = Object.keys(kind.schema.properties ?? {});
  const { length } = codes;
  const side = fc.constantFrom('base', 'ours', 'theirs');
  const sides = fc.array(side, { minLength: length, maxLength: length });
  return fc.tuple(forms, forms, forms, sides).map(([base, a, b, sideOf]) => {
    const made = (takes: (side: string | undefined) => Tree): Tree => {
      const values = codes.map((code, index) => [code, takes(sideOf[index])[code]] as const);
      return Object.fromEntries(values.flatMap(([code, value]) => (value === undefined ? [] : [[code, value]])));
    };
    return {
      base,
      ours: made(side => (side === 'ours' ? a : base)),
      theirs: made(side => (side === 'theirs' ? b : base)),
      merged: made(side => (side === 'ours' ? a : side === 'theirs' ? b : base)),
    };
  }).filter(all => Object.values(all as unknown as Record<string, Tree>).every(tree => Object.keys(tree).length > 0));
}

describe.each(allKinds())('$name', ({ kind, layouts }) => {
  const lists = Object.values(kind.schema.properties ?? {});
  const columns = lists.flatMap(({ items }) => Object.entries(items?.properties ?? {}));
  const keysOf = (...codes: string[]): string[] =>
    columns.flatMap(([code, { key }]) => (codes.includes(code) ? key ?? [] : []));
  const names = { names: keysOf('name'), classes: keysOf('level1', 'level2') };

  test('what two sides changed in different fields is in the result, without a conflict', () => {
    const path = pathIn(kind);
    const text = (tree: Tree): string => writeForm(tree, kind, path);
    let count = 0;
    fc.assert(fc.property(bothOf(kind), ({ base, ours, theirs, merged }) => {
      const result = merge(text(base), text(ours), text(theirs), names);
      expect(result?.conflicts).toBe(0);
      const source = new Source(path, new TextEncoder().encode(result?.text ?? ''));
      expect(readForm(source, layouts.validatorOf(kind)).data).toEqual(merged);
      if (text(ours) !== text(base) && text(theirs) !== text(base)) count += 1;
    }), runs(25));
    expect(count).toBeGreaterThan(5);
  });
});
