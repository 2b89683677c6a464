import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, type Side } from '../../src/compare/compare.js';
import { finished } from '../../src/compare/fields.js';
import { requirementText } from '../../src/compare/requirement.js';
import { type FormTree, writeForm } from '../../src/edit/write-form.js';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { load } from '../../src/load/load.js';
import type { Change } from '../../src/model/change.js';
import { type Indicator, isTable, type Kind } from '../../src/model/form.js';
import type { Inputs } from '../../src/model/inputs.js';
import { unitAt } from '../../src/model/money.js';
import { must } from '../../src/model/must.js';
import { at, steps } from '../../src/model/pointer.js';
import { Source } from '../../src/model/source.js';
import { classOf } from '../../src/print/views/list.js';
import { allKinds, type KnownKind, pathIn } from '../support/all-kinds.js';
import { formsOf, leavesOf, type Tree } from '../support/any-form.js';
import { runs } from '../support/runs.js';

const fonts = new FontLibrary([]);

/** A version with one form. */
function sideOf(tree: Tree, { kind, layouts }: KnownKind): Side {
  const path = pathIn(kind);
  const source = new Source(path, new TextEncoder().encode(writeForm(tree, kind, path)));
  const scheme = new Source('data/2024/scheme.yaml', new TextEncoder().encode(`版式: ${kind.layout}\n`));
  const kinds = must(layouts.kinds(kind.layout), kind.layout);
  const forms = [{ kind, source }];
  const department = { year: '2024', name: '甲', path: 'data/2024/甲', scheme: undefined, kinds, forms };
  const year = { year: '2024', path: 'data/2024', scheme, departments: [department] };
  const inputs: Inputs = { years: [year], diagnostics: [] };
  return { version: { name: '甲', commit: null }, inputs, layouts, loaded: load(inputs, layouts, fonts, { rules: [] }) };
}

/** A form, and one that differs in some of its fields and rows. */
function pairsOf(kind: Kind): fc.Arbitrary<[Tree, Tree]> {
  const places = fc.array(fc.nat(20), { maxLength: 4 });
  const forms = formsOf(kind, 5);
  return fc.tuple(forms, forms, fc.constantFrom('all', 'some'), places, fc.nat(2)).map(([a, b, how, taken, turn]) => {
    if (how === 'all') return [a, b];
    const keys = Object.keys(kind.schema.properties ?? {});
    const own = new Set(taken.map(place => keys[place % keys.length]));
    const mixed: Tree = Object.fromEntries(keys.flatMap((key): [string, FormTree][] => {
      const value = own.has(key) && b[key] !== undefined ? b[key] : a[key];
      if (value === undefined) return [];
      if (!Array.isArray(value)) return [[key, value]];
      // Rows of both, in another order.
      const others = Array.isArray(a[key]) ? a[key].slice(0, turn) : [];
      return [[key, [...value.slice(turn), ...value.slice(0, turn), ...others]]];
    }));
    return [a, Object.keys(mixed).length ? mixed : a];
  });
}

type Row = Record<string, string>;
const rowsIn = (tree: Tree, table: string): Row[] => (tree[table] ?? []) as Row[];

/** What a change says of a row, each with the fields that it is about. */
const FACETS: [fields: readonly string[], textOf: (row: Row) => string][] = [
  [['level1', 'level2'], row => classOf(row, {})],
  [['target', 'operator', 'unit'], row => requirementText(row as unknown as Indicator, undefined)],
];

/** Checks that the changes at a row are what makes one of the other. */
function checkRow(before: Row, after: Row, pointer: string, changes: readonly Change[], isIndicator: boolean): void {
  const facets = isIndicator ? FACETS : [];
  const grouped = facets.flatMap(([fields]) => fields);
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(key => !grouped.includes(key))
    .map((key): (typeof FACETS)[number] => [[key], row => row[key] ?? '']);
  for (const [fields, textOf] of [...facets, ...others]) {
    const own = changes.filter(change => fields.some(field => change.pointer === at(pointer, field)));
    const isSame = fields.every(field => before[field] === after[field]);
    expect(own, `${pointer} ${fields[0]}`).toHaveLength(isSame ? 0 : 1);
    const [change] = own;
    if (!change) continue;
    expect(withoutUnit(change.before, textOf(before))).toBe(textOf(before));
    expect(withoutUnit(change.after, textOf(after))).toBe(textOf(after));
  }
}

/** The texts of rows that the only change about them does not say. */
function missingIn(changes: readonly Change[], rows: readonly (Row | undefined)[]): string[] {
  expect(changes).toHaveLength(1);
  const said = JSON.stringify(changes.map(({ label, before, after }) => [label, before, after]));
  const texts = rows.flatMap(row => Object.values(row ?? {}));
  return texts.filter(text => !said.includes(JSON.stringify(text).slice(1, -1)));
}

/** The unit of an amount is part of its text. */
function withoutUnit(text: string | undefined, meant: string): string {
  return text === `${meant} 万元` || text === `${meant} 元` ? meant : text ?? '';
}

describe.each(allKinds())('$name', (known) => {
  const { kind } = known;
  const tableOf = (pointer: string): string => steps(pointer)[0] ?? '';
  const isRow = ({ pointer }: Change): boolean => !!kind.schema.properties?.[tableOf(pointer)]?.items?.properties;

  test('the changes between two forms make one of the other', () => {
    let count = 0;
    fc.assert(fc.property(pairsOf(kind), ([a, b]) => {
      const form = compare(sideOf(a, known), sideOf(b, known), new Map(), 0).departments[0]?.forms[0];
      const { changes = [], tables = {} } = form ?? {};
      count += changes.length;
      // Fields: applied to the texts of the one they give the texts of the other.
      const fieldsOf = (tree: Tree): Map<string, string> => new Map(leavesOf(tree, kind.schema)
        .filter(({ pointer }) => !Array.isArray(tree[tableOf(pointer)]))
        .map(({ pointer, text }) => [pointer, must(finished(text, unitAt(pointer, kind)), pointer)]));
      const fields = fieldsOf(a);
      for (const change of changes.filter(one => !isRow(one))) {
        expect(fields.get(change.pointer)).toBe(change.before);
        if (change.after === undefined) fields.delete(change.pointer);
        else fields.set(change.pointer, change.after);
      }
      expect(fields).toEqual(fieldsOf(b));
      // Rows: each has one place in the other form, or is added or removed; what differs in it is said.
      for (const [table, matches] of Object.entries(tables)) {
        const [olds, news] = [rowsIn(a, table), rowsIn(b, table)];
        expect(matches.flatMap(({ before }) => before).sort((x, y) => x - y)).toEqual([...olds.keys()]);
        expect(matches.flatMap(({ after }) => after).sort((x, y) => x - y)).toEqual([...news.keys()]);
        const kept = matches.filter(({ before, after, moved }) => before.length && after.length && !moved);
        const inOrder = kept.toSorted((x, y) => (x.after[0] ?? 0) - (y.after[0] ?? 0));
        const places = inOrder.map(({ before }) => before[0] ?? 0);
        expect(places).toEqual(places.toSorted((x, y) => x - y));
        // Of several rows at most all but one are moved.
        if (matches.some(({ moved }) => moved)) expect(kept.length).toBeGreaterThan(0);
        for (const { before, after, moved } of matches) {
          const [old, now] = [olds[before[0] ?? -1], news[after[0] ?? -1]];
          const told = (type: Change['type'], [index = 0]: readonly number[]): Change[] =>
            changes.filter(one => one.type === type && one.pointer === at('', table, index));
          if (!old) expect(missingIn(told('added', after), after.map(index => news[index]))).toEqual([]);
          else if (!now) expect(missingIn(told('removed', before), before.map(index => olds[index]))).toEqual([]);
          else if (before.length > 1 || after.length > 1) {
            const rows = [...before.map(index => olds[index]), ...after.map(index => news[index])];
            expect(missingIn(told('changed', after), rows)).toEqual([]);
          } else {
            expect(told('moved', after)).toHaveLength(moved ? 1 : 0);
            checkRow(old, now, at('', table, after[0] ?? 0), changes, isTable(table));
          }
        }
      }
    }), runs(25));
    expect(count).toBeGreaterThan(40);
  });

  test('a form that is the same has no changes, however it is laid out', () => {
    fc.assert(fc.property(formsOf(kind), (tree) => {
      const side = sideOf(tree, known);
      const { departments, totals } = compare(side, sideOf(structuredClone(tree), known), new Map(), 0);
      expect([departments, totals.changes]).toEqual([[], 0]);
    }), runs(8));
  });
});
