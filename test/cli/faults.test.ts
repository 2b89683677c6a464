import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeEntry, encodeEntry } from '../../src/io/cache/cache-entry.js';
import { sha256Of } from '../../src/model/document.js';
import { runningProcesses } from '../support/processes.js';
import { DEPARTMENT, edit, filesOf, inProcess, REPOSITORY, run, type Run } from '../support/run.js';
import { seeded } from '../support/seeded.js';

/*
 * What goes wrong in the middle of a build, and what lies in its folders before it. There are two versions of the data,
 * and the documents of each are known byte by byte, YAML attached. The browser is unpacked once. Browsers that stop or
 * die are in browser.test.ts, folders and disks that cannot be written in out.test.ts and test/io.
 */

const VERSIONS = ['一版', '二版'] as const;
type Version = (typeof VERSIONS)[number];
const FORM = join('data/2024/乙局/projects/08-卫生健康.yaml');

let folder: string;
let root: string;
let out: string;
let whole: Record<Version, Map<string, Buffer>>;
/** The time that a build takes that prints everything. */
let usual: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  [root, out] = [join(folder, 'root'), join(folder, 'root/out')];
  await mkdir(join(folder, 'tmp'));
  await cp(join(REPOSITORY, 'test/fixtures/clean'), root, { recursive: true });
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/乙局'), { recursive: true });
  await edit(join(root, 'data/2024/乙局/department.yaml'), text => text.replaceAll('沙坪坝街道', '乙局'));
  const made = async (version: Version): Promise<Map<string, Buffer>> => {
    await become(version);
    const started = performance.now();
    expect(await build()).toMatchObject({ code: 0 });
    usual = performance.now() - started;
    return filesOf(out);
  };
  await made('二版'); // unpacks the browser
  whole = { 一版: await made('一版'), 二版: new Map() };
  await rm(prints(), { recursive: true });
  await rm(out, { recursive: true });
  whole.二版 = await made('二版');
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const prints = (): string => join(folder, 'cache/jixiao/prints');
const environment = (): NodeJS.ProcessEnv => ({ XDG_CACHE_HOME: join(folder, 'cache'), TMPDIR: join(folder, 'tmp') });

function build(): Promise<Run> {
  return inProcess(['build', '--root', root], { env: environment() });
}

/** Gives a form the text of a version. */
function become(version: Version): Promise<void> {
  const path = join(root, FORM);
  return readFile(path, 'utf8').then(text => writeFile(path, text.replace(/健康讲座(?:[一二]版)?场次/, `健康讲座${version}场次`)));
}

/** Checks that every file is whole and of one of the versions, the manifest too. */
async function expectWhole(): Promise<void> {
  for (const [path, bytes] of await filesOf(out).catch(() => new Map<string, Buffer>())) {
    if (path.startsWith('.jixiao-')) continue; // of the run that was killed
    expect(VERSIONS.filter(version => whole[version].get(path)?.equals(bytes)), path).not.toEqual([]);
  }
}

/** Checks that a build makes the documents of a version, and that nothing else is there after it. */
async function expectRepaired(version: Version): Promise<void> {
  const { code, stderr } = await build();
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/缺陷|印不出/)]);
  const files = await filesOf(out);
  const other = [...files].filter(([path, bytes]) => !whole[version].get(path)?.equals(bytes));
  expect(other.map(([path]) => path)).toEqual([]);
  expect([...files.keys()]).toEqual([...whole[version].keys()]);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  expect((await readdir(join(folder, 'cache/jixiao'))).filter(name => !/^(?:prints|chromium-[\d.]+)$/.test(name))).toEqual([]);
}

const onLinux = test.runIf(process.platform === 'linux');

onLinux('kill -9 at any moment: files of a version, no process is left, and the next build completes', async () => {
  const random = seeded(Number(process.env.KILL_SEED ?? 16));
  for (let kill = 0; kill < Number(process.env.KILLS ?? 6); kill += 1) {
    const version = VERSIONS[kill % 2] ?? '一版';
    await become(version);
    if (random() < 0.7) await rm(prints(), { recursive: true, force: true });
    if (random() < 0.3) await rm(out, { recursive: true, force: true });
    const child = spawn(process.execPath, ['src/jixiao.mjs', 'build', '--root', root], {
      cwd: REPOSITORY, stdio: 'ignore', env: { ...process.env, ...environment() },
    });
    const ended = new Promise(resolve => child.on('exit', resolve));
    await new Promise(resolve => setTimeout(resolve, 400 + random() * (usual + 200)));
    child.kill('SIGKILL');
    await ended;
    await expectWhole();
    const left = async (): Promise<unknown[]> => (await runningProcesses()).filter(one => one.command.includes(folder));
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
    await expectRepaired(version);
  }
}, 1_200_000);

test('a form that is edited while its build runs: documents of the file as it was read, then of the new one', async () => {
  await become('一版');
  await rm(prints(), { recursive: true });
  await rm(out, { recursive: true });
  const running = build();
  const names = (): Promise<string[]> => readdir(out, { recursive: true }).catch(() => []);
  const isPrinting = async (): Promise<boolean> => (await names()).some(name => name.endsWith('.pdf'));
  await expect.poll(isPrinting, { timeout: 60_000, interval: 5 }).toBe(true);
  await become('二版');
  expect(await running).toMatchObject({ code: 0 });
  expect(await filesOf(out)).toEqual(whole.一版);
  await expectRepaired('二版');
});

test.each<[what: string, spoil: (text: string) => string | undefined]>([
  ['is gone', () => undefined],
  ['is empty', () => ''],
  ['is cut', text => text.slice(0, text.length / 2)],
  ['is of another shape', () => '{"documents": {"length": 3}, "assets": "x"}'],
  ['is of a newer program', text => text.replaceAll('"path"', '"since": {}, "path"').replace('{', '{"version": 9,')],
  ['has wrong checksums', text => text.replaceAll(/"sha256": "./g, '"sha256": "0')],
])('a manifest that %s is written anew', async (_what, spoil) => {
  await become('二版');
  const text = spoil(whole.二版.get('manifest.json')?.toString() ?? '');
  await (text === undefined ? rm(join(out, 'manifest.json'), { force: true }) : writeFile(join(out, 'manifest.json'), text));
  await expectRepaired('二版');
});

/** Changes every value below a value. */
function deep(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return change(value.map(one => deep(one, change)));
  if (typeof value !== 'object' || value === null) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one, change)])));
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
/** Changes what is in objects, not the whole. */
const within = (change: (value: unknown) => unknown) => (note: unknown): unknown => {
  if (!isObject(note)) return note;
  return Object.fromEntries(Object.entries(note as object).map(([key, one]) => [key, deep(one, change)]));
};

/** Changes the data of a department that a year is bound of. */
const ofGroup = (change: (group: object) => unknown) => (note: unknown): unknown => {
  const { bound } = (note ?? {}) as { bound?: { group?: object } };
  return bound?.group ? { bound: { ...bound, group: change(bound.group) } } : note;
};

/** Returns the note in an entry; undefined for pages that are bound. */
function noteIn(text: string): unknown {
  return /^[[{]/.test(text) ? JSON.parse(text) : undefined;
}

test.each<[what: string, change: (note: unknown) => unknown]>([
  ['an empty object', () => ({})],
  ['null', () => null],
  ['a text', () => 'x'],
  ['numbers for texts', within(value => (isText(value) ? 1 : value))],
  ['texts for numbers', within(value => (isNumber(value) ? 'x' : value))],
  ['null for objects', within(value => (isObject(value) ? null : value))],
  ['empty objects', within(value => (isObject(value) ? {} : value))],
  ['null in lists', within(value => (Array.isArray(value) ? [null] : value))],
  ['no lists', within(value => (Array.isArray(value) ? {} : value))],
  ['no department', ofGroup(() => null)],
  ['a department without its data', ofGroup(() => ({}))],
  ['a department without forms', ofGroup(group => ({ ...group, entries: [] }))],
  ['a department whose forms are null', ofGroup(group => ({ ...group, entries: [null] }))],
  ['a department whose texts are numbers', ofGroup(group => deep(group, value => (isText(value) ? 1 : value)))],
  ['a department whose numbers are texts', ofGroup(group => deep(group, value => (isNumber(value) ? 'x' : value)))],
])('notes of another shape are not believed, whatever their checksums say: %s', async (_what, change) => {
  await become('一版');
  expect((await build()).code).toBe(0);
  await become('二版'); // the year is bound anew, of what is noted of the other department
  for (const [path, bytes] of await filesOf(prints())) {
    const key = path.replace('/', '');
    const entry = decodeEntry(bytes, key);
    if (!entry || entry.part.length) continue; // a print
    const note = noteIn(Buffer.from(entry.content).toString());
    if (note === undefined) continue;
    const content = Buffer.from(JSON.stringify(change(note)));
    await writeFile(join(prints(), path), encodeEntry(key, { ...entry, content }));
  }
  await expectRepaired('二版');
});

test('entries that are cut, damaged, or of another program are made anew', async () => {
  await become('二版');
  for (const [index, [path, bytes]] of [...await filesOf(prints())].entries()) {
    const damaged = Buffer.from(bytes);
    damaged[index * 37 % bytes.length] = (damaged[index * 37 % bytes.length] ?? 0) ^ 4;
    const other = encodeEntry(sha256Of(bytes), { content: bytes, part: bytes, pages: 1 });
    const spoilt = [damaged, bytes.subarray(0, bytes.length - 1), other, Buffer.alloc(0)];
    await writeFile(join(prints(), path), spoilt[index % 4] ?? '');
  }
  await rm(out, { recursive: true });
  await expectRepaired('二版');
});

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(isRoot)('a user without a home: the program runs', async () => {
  const command = ['--reuid=54321', '--regid=54321', '--clear-groups', 'env', '-u', 'HOME', '-u', 'XDG_CACHE_HOME'];
  const { code, stderr } = await run('setpriv', [...command, process.execPath, 'src/jixiao.mjs', 'layouts', 'list']);
  expect([code, stderr]).toEqual([0, '']);
});
