import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { PdfCache } from '../../src/io/cache/cache.js';
import { Output } from '../../src/io/output/output.js';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import { documentOf, type ManifestEntry } from '../../src/model/document.js';
import type { Inputs, YearInput } from '../../src/model/inputs.js';
import { Source } from '../../src/model/source.js';
import type { BoundVolume } from '../../src/print/bound.js';
import { leaveOutSettled, settle, type Settled } from '../../src/print/settled.js';
import { emptyFolder } from '../support/run.js';

/* What a run notes of departments and years, and when the next one may leave them out. */

const COMMON = ['style', 'program'];
const SCHEME = 'data/2024/scheme.yaml';

/** The files of two years of two departments, by path. */
const FILES = new Map([
  ['data/2023/scheme.yaml', '权重合计: 90'], ['data/2023/甲/department.yaml', '甲去年'], ['data/2023/乙/department.yaml', '乙去年'],
  [SCHEME, '权重合计: 100'], ['data/2024/甲/department.yaml', '甲今年'], ['data/2024/乙/department.yaml', '乙今年'],
]);

let out: string;
let output: Output;
let cache: PdfCache;

beforeEach(async () => {
  out = await emptyFolder();
  output = await Output.open(out);
  cache = new PdfCache(await emptyFolder(), ['identity']);
});

/** Returns the inputs, with some files written otherwise. */
function inputsWith(changed: Record<string, string> = {}, diagnostics: Diagnostic[] = []): Inputs {
  const source = (path: string): Source => new Source(path, new TextEncoder().encode(changed[path] ?? FILES.get(path) ?? ''));
  const years = ['2023', '2024'].map((year): YearInput => ({
    year, path: `data/${year}`, scheme: source(`data/${year}/scheme.yaml`),
    departments: ['甲', '乙'].map(name => ({
      year, name, path: `data/${year}/${name}`, scheme: undefined, kinds: [],
      forms: [{ kind: {} as never, source: source(`data/${year}/${name}/department.yaml`) }],
    })),
  }));
  return { years, diagnostics };
}

const warning = (file: string, rank: Diagnostic['rank'] = '应改'): Diagnostic => ({
  code: 'empty-cell', severity: 'warning', rank, message: '空着', file, range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
});

const groupOf = (name: string): BoundVolume['group'] => ({
  year: '2024', name, fonts: null, publisher: '', date: '', gutter: 0, isTwoSided: false, labels: null,
  entries: [{ title: '部门整体绩效目标表', path: `${name}/department.yaml` }], rows: [],
});

const volumeOf = (name: string): BoundVolume => {
  const part = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array());
  const print = (key: string): BoundVolume['front'] => ({ key, pages: 1, partSha256: key, part });
  return { group: groupOf(name), forms: [print(`form of ${name}`)], front: print(`front of ${name}`) };
};

/** Writes a document for each department and year, and notes them all. */
async function run(
  inputs: Inputs,
  { warnings = [], isBound = true }: { warnings?: Diagnostic[]; isBound?: boolean } = {},
): Promise<void> {
  const made = new Map<string, ManifestEntry[]>();
  const folders = inputs.years.flatMap(({ departments }) => departments.map(({ path }) => path));
  for (const folder of [...folders, ...inputs.years.map(({ path }) => path)]) {
    const entry = { path: `${folder.slice(5)}.pdf`, kind: 'volume' as const, format: 'pdf' as const, sources: [] };
    await output.write(documentOf(entry.path, folder), entry);
    made.set(folder, [output.entry(entry.path) as ManifestEntry]);
  }
  const bound = new Map(isBound ? folders.map(folder => [folder, volumeOf(folder)]) : []);
  settle(inputs, warnings, folders, made, new Map(), bound, COMMON, cache);
}

const next = (inputs: Inputs, { binds = true, strict = false, common = COMMON } = {}): Promise<Settled> =>
  leaveOutSettled(inputs, common, { binds, strict }, cache, output);

/** The departments that have to be checked and printed again, and the years to be bound again. */
function openIn({ inputs, years }: Settled): string[] {
  return inputs.years.flatMap(({ path, departments }) =>
    [...departments.map(one => one.path), ...years.has(path) ? [] : [path]]);
}

test('when nothing changed nothing is made again, and every document is counted', async () => {
  await run(inputsWith());
  const settled = await next(inputsWith());
  expect(openIn(settled)).toEqual([]);
  expect(settled).toMatchObject({ documents: 6, warnings: 0 });
  expect(settled.bound.get('data/2024/甲')).toEqual({
    group: groupOf('data/2024/甲'),
    forms: [{ key: 'form of data/2024/甲', pages: 1, partSha256: 'form of data/2024/甲' }],
    front: { key: 'front of data/2024/甲', pages: 1, partSha256: 'front of data/2024/甲' },
  });
});

test('without an earlier run everything is made', async () => {
  expect(openIn(await next(inputsWith()))).toEqual(['data/2023/甲', 'data/2023/乙', 'data/2023', 'data/2024/甲', 'data/2024/乙', 'data/2024']);
});

describe('what changed is made again, with the year it is bound in, and nothing else', () => {
  test.each([
    ['a form', { 'data/2024/甲/department.yaml': '改了' }, ['data/2024/甲', 'data/2024']],
    ['the form that one is compared with', { 'data/2023/甲/department.yaml': '改了' }, ['data/2023/甲', 'data/2023', 'data/2024/甲', 'data/2024']],
    ['the scheme of a year', { 'data/2024/scheme.yaml': '改了' }, ['data/2024/甲', 'data/2024/乙', 'data/2024']],
  ])('%s', async (_, changed, expected) => {
    await run(inputsWith());
    expect(openIn(await next(inputsWith(changed)))).toEqual(expected);
  });

  test('style, fonts or program', async () => {
    await run(inputsWith());
    expect(openIn(await next(inputsWith(), { common: ['other style', 'program'] }))).toHaveLength(6);
  });

  test.each([['2024/甲', ['data/2024/甲', 'data/2024']], ['2024', ['data/2024']]])('the document of %s was removed', async (name, expected) => {
    await run(inputsWith());
    await rm(join(out, `${name}.pdf`));
    const settled = await next(inputsWith());
    expect(openIn(settled)).toEqual(expected);
    expect(settled.documents).toBe(6 - expected.length);
  });

  test('an error is found in a file of it before it is read', async () => {
    await run(inputsWith());
    const error: Diagnostic = { ...warning('data/2024/甲/多余.txt'), severity: 'error' };
    expect(openIn(await next(inputsWith({}, [error])))).toEqual(['data/2024/甲', 'data/2024']);
    expect(openIn(await next(inputsWith({}, [warning('data/2024/甲/多余.txt')])))).toEqual([]);
  });
});

describe('the warnings of a department that is left out', () => {
  const warnings = [...'abc'].map(() => warning('data/2024/甲/department.yaml'));

  test('are counted, without what is reported only when it is asked for', async () => {
    await run(inputsWith(), { warnings: [...warnings, warning('data/2024/乙/department.yaml', '提示')] });
    expect(await next(inputsWith())).toMatchObject({ warnings: 3, documents: 6 });
  });

  test('that are about its files are found again, and not counted twice', async () => {
    const inputs = inputsWith({}, [warning('data/2024/甲/多余.txt')]);
    await run(inputs, { warnings: [...inputs.diagnostics, ...warnings] });
    expect(await next(inputs)).toMatchObject({ warnings: 3 });
  });

  test('are reported in full with --strict: the department is not left out', async () => {
    await run(inputsWith(), { warnings });
    expect(openIn(await next(inputsWith(), { strict: true }))).toEqual(['data/2024/甲', 'data/2024']);
  });
});

test('a run that bound no volumes leaves nothing to bind: the departments are printed again', async () => {
  await run(inputsWith(), { isBound: false });
  expect(openIn(await next(inputsWith(), { binds: false }))).toEqual(['data/2023', 'data/2024']);
  expect(openIn(await next(inputsWith()))).toHaveLength(6);
});

/** The parts of the key of a department's note. */
const KEY = ['department', ...COMMON, 'data/2024/甲', ...[SCHEME, 'data/2024/甲/department.yaml', 'data/2023/甲/department.yaml']
  .flatMap(path => [path, FILES.get(path) ?? ''])];

const FRONT = { key: 'front', pages: 1, partSha256: 'front' };

test.each([
  ['a print without its key', { bound: { group: groupOf('甲'), forms: [{ pages: 1, partSha256: 'a' }], front: FRONT } }],
  ['no front', { bound: { group: groupOf('甲'), forms: [FRONT] } }],
  ['fewer prints than forms', { bound: { group: groupOf('甲'), forms: [], front: FRONT } }],
  ['a department of another shape', { bound: { group: { ...groupOf('甲'), rows: [1] }, forms: [FRONT], front: FRONT } }],
  ['nothing', {}], ['null', null], ['another shape', [1, 2]],
])('a note of what is bound with %s is not believed', async (_, note) => {
  const inputs = inputsWith();
  await run(inputs);
  expect(await cache.recall(['made', ...KEY])).toHaveProperty('bound');
  cache.remember(['made', ...KEY], note);
  expect(openIn(await next(inputs))).toEqual(['data/2024/甲', 'data/2024']);
});

test.each([
  ['no documents', { entries: [], pages: [], warnings: 0 }],
  ['a number of warnings that is none', { entries: 'same', pages: [], warnings: '3' }],
  ['another shape', [1, 2]],
])('a note with %s is not believed', async (_, note) => {
  const inputs = inputsWith();
  await run(inputs);
  const settled = await next(inputs);
  expect(openIn(settled)).toEqual([]);
  expect(await cache.recall(KEY)).toBeDefined();
  const { entries } = await cache.recall(KEY) as { entries: unknown };
  cache.remember(KEY, 'entries' in note && note.entries === 'same' ? { ...note, entries } : note);
  expect(openIn(await next(inputs))).toEqual(['data/2024/甲', 'data/2024']);
});
