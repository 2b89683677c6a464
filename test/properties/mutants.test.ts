import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, type Side } from '../../src/compare/compare.js';
import { listForm } from '../../src/compare/listing.js';
import { fixInputs } from '../../src/edit/fix.js';
import { merge, type Merged } from '../../src/edit/merge.js';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { codes } from '../../src/load/codes.js';
import { readAnyKind } from '../../src/load/kind-of-text.js';
import type { Loaded } from '../../src/load/load.js';
import { parse } from '../../src/load/parse.js';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import { type Inputs, sourcesOf } from '../../src/model/inputs.js';
import type { Range, Source } from '../../src/model/source.js';
import { diffJson } from '../../src/report/changes/json.js';
import { diffMarkdown } from '../../src/report/changes/markdown.js';
import { diffPretty } from '../../src/report/changes/pretty.js';
import { github } from '../../src/report/problems/github.js';
import { sarif } from '../../src/report/problems/sarif.js';
import { allProblems } from '../../src/report/problems/show.js';
import { stepSummary } from '../../src/report/problems/step-summary.js';
import { mutate, mutations } from '../support/mutants.js';
import { HANGS, runs } from '../support/runs.js';
import { readWorlds, withBytes, type World } from '../support/worlds.js';

/*
 * Whatever bytes a file of data/ has: nothing throws, nothing hangs, every problem is in its file, and fixes keep the
 * meaning.
 */

const fonts = new FontLibrary([]);
const worlds = readWorlds();
const anyWorld = fc.noBias(fc.nat(worlds.length - 1)).map(index => worlds[index] as World);

/** Runs a step, and reports one that takes longer than anything may. */
async function quickly<T>(step: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await step();
  expect(performance.now() - start).toBeLessThan(HANGS);
  return result;
}

/** Problems that are not at a place of one of the files. */
function outside(diagnostics: readonly Diagnostic[], inputs: Inputs): unknown[] {
  const texts = new Map(sourcesOf(inputs).map(({ path, text }) => [path, text.split('\n')]));
  const isIn = (file: string, { start, end }: Range): boolean => {
    const lines = texts.get(file);
    const isThere = [start, end].every(({ line, column }) =>
      column >= 1 && column <= (lines?.[line - 1]?.length ?? -1) + 1);
    return isThere && (start.line < end.line || (start.line === end.line && start.column <= end.column));
  };
  return diagnostics.filter(({ file, range, related = [], fix }) => {
    const places = [{ file, range }, ...related, ...(fix?.edits ?? []).map(edit => ({ file, range: edit.range }))];
    return places.some(one => !isIn(one.file, one.range));
  });
}

function writeReports({ diagnostics, forms }: Loaded, inputs: Inputs): void {
  const texts = new Map(sourcesOf(inputs).map(({ path, text }) => [path, text]));
  const textOf = (file: string): string | undefined => texts.get(file);
  allProblems({ diagnostics, files: 1, textOf, placeOf: (_, pointer) => pointer, forms: forms.size }, true);
  stepSummary([...diagnostics], 1, codes, undefined, 100_000);
  github(diagnostics, [], codes);
  sarif(diagnostics, codes, '1');
}

/** What a text must keep when it is fixed: digits, names of fields, the number of rows, comments. */
function kept(source: Source): unknown {
  const { data, comments } = parse(source);
  const shape = (value: unknown): unknown =>
    (value === null || typeof value !== 'object' ? null : Object.entries(value).map(([key, one]) => [key, shape(one)]));
  const digits = [...source.text.normalize('NFKC')].filter(one => /\d/.test(one)).sort().join('');
  return { shape: shape(data), comments: comments.map(({ text }) => text), digits };
}

test('check, its reports, --fix and diff take any mutant of a file', async () => {
  const seen = { problems: 0, fixes: 0, changes: 0 };
  await fc.assert(fc.asyncProperty(anyWorld, anyWorld, mutations(), async (world, other, changes) => {
    const { source, layouts, load } = world;
    const inputs = withBytes(world.inputs, source.path, mutate(source.bytes, other.source.bytes, changes));
    const loaded = await quickly(() => load(inputs));
    seen.problems += loaded.diagnostics.length;
    expect(outside(loaded.diagnostics, inputs)).toEqual([]);
    await quickly(() => writeReports(loaded, inputs));

    const { files, fixes } = await quickly(() => fixInputs(inputs, () => true, layouts, fonts, () => true));
    seen.fixes += fixes.length;
    for (const { before, after } of files) expect(kept(after)).toEqual(kept(before));
    if (files.length) {
      const fixed = files.reduce((all, { after }) => withBytes(all, after.path, after.bytes), inputs);
      expect((await quickly(() => fixInputs(fixed, () => true, layouts, fonts, () => true))).files).toEqual([]);
    }

    const sideOf = (of: Inputs, read: Loaded): Side => ({ version: { name: '甲', commit: null }, inputs: of, layouts, loaded: read });
    const [before, after] = [sideOf(world.inputs, load(world.inputs)), sideOf(inputs, loaded)];
    await quickly(() => {
      for (const sides of [[before, after], [after, before]] as const) {
        const comparison = compare(...sides, new Map(), 0);
        seen.changes += comparison.totals.changes;
        for (const report of [diffJson, diffMarkdown]) report(comparison);
        diffPretty(comparison, true);
      }
      const { departments, schemes, problems, totals } = compare(after, sideOf(inputs, load(inputs)), new Map(), 0);
      expect([departments, schemes, problems, totals.changes]).toEqual([[], [], { introduced: [], solved: [] }, 0]);
    });
  }), runs(40));
  expect(seen.problems).toBeGreaterThan(100);
  expect(seen.fixes).toBeGreaterThan(20);
  expect(seen.changes).toBeGreaterThan(40);
});

const NAMES = { names: ['名称', '三级', '三级指标'], classes: ['一级', '二级', '一级指标', '二级指标'] };
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const mergeAll = (base: string, ours: string, theirs: string): Merged | undefined => merge(base, ours, theirs, NAMES);

test('merge takes any three mutants of a file, and gives the side that changed where one did', async () => {
  let merged = 0;
  const changes = mutations(2);
  await fc.assert(fc.asyncProperty(anyWorld, anyWorld, changes, changes, async ({ source }, other, one, two) => {
    const changed = (by: typeof one): string => textOf(mutate(source.bytes, other.source.bytes, by));
    const [base, ours, theirs] = [changed([]), changed(one), changed(two)];
    const result = await quickly(() => mergeAll(base, ours, theirs));
    if (result) merged += 1;
    await quickly(() => mergeAll('', ours, theirs));
    for (const [a, b] of [[base, ours], [base, theirs], [ours, theirs]] as const) {
      for (const versions of [[a, a, b], [a, b, a], [a, b, b]] as const) {
        const alone = await quickly(() => mergeAll(...versions));
        if (alone) expect(alone).toEqual({ text: b, conflicts: 0 });
      }
    }
  }), runs(50));
  expect(merged).toBeGreaterThan(10);
});

test('what textconv prints of a form in a PDF takes any mutant of it', async () => {
  let read = 0;
  await fc.assert(fc.asyncProperty(anyWorld, anyWorld, mutations(2), async ({ source, layouts }, other, changes) => {
    await quickly(() => {
      const bytes = mutate(source.bytes, other.source.bytes, changes);
      const form = readAnyKind(source.withText(textOf(bytes).replace(/^\uFEFF/, '')), layouts);
      if (form) read += listForm(form.data, form.kind.schema).length;
    });
  }), runs(40));
  expect(read).toBeGreaterThan(100);
});
