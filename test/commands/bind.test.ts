import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { build, type BuildOptions } from '../../src/commands/build.js';
import type * as Printers from '../../src/io/browser/printer.js';
import type * as Parser from '../../src/load/parse.js';
import type { Terminal } from '../../src/io/terminal.js';
import { linkBrowser } from '../support/linked-browser.js';
import { Pdf } from '../support/pdf.js';
import { DEPARTMENT, edit, emptyFolder, fillSmallRoot, filesOf, PROJECT } from '../support/run.js';
import { standardFaults } from '../support/standards/index.js';

/*
 * A year of three departments, bound of the prints of its forms: what is printed and parsed again after a change, and
 * what a run does when a print or a stored part is missing. The printer is the real one; it notes what it prints, and
 * fails where a test says so.
 */

const seen = vi.hoisted(() => ({ printed: [] as string[], parsed: [] as string[], failing: '' }));

vi.mock('../../src/io/browser/printer.js', async (original) => {
  const actual = await original<typeof Printers>();
  const createPrinter: typeof Printers.createPrinter = (options) => {
    const printer = actual.createPrinter(options);
    return {
      ...printer,
      print: (html, label) => {
        seen.printed.push(label);
        if (seen.failing && label.includes(seen.failing)) {
          return Promise.reject(new actual.PrintError(`印不出 ${label}`, '检查这张表'));
        }
        return printer.print(html, label);
      },
    };
  };
  return { ...actual, createPrinter };
});

vi.mock('../../src/load/parse.js', async (original) => {
  const actual = await original<typeof Parser>();
  const parse: typeof Parser.parse = (source, ...rest) => {
    seen.parsed.push(source.path);
    return actual.parse(source, ...rest);
  };
  return { ...actual, parse };
});

const [A, B, C] = ['甲街道', '乙街道', '沙坪坝街道'];
let built: { root: string; cache: string };
let kept: string;
let root: string;
let cache: string;

beforeAll(async () => {
  kept = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  [root, cache] = [join(kept, 'root'), join(kept, 'cache')];
  await fillSmallRoot(root);
  await linkBrowser(cache);
  for (const name of [A, B]) {
    const own = join(root, 'data/2024', name);
    await cp(join(root, DEPARTMENT), own, { recursive: true });
    await edit(join(own, 'department.yaml'), text => text.replace('编制单位: 重庆市', `编制单位: ${name}`));
  }
  expect((await run()).code).toBe(0);
  built = { root, cache };
});

beforeEach(async () => {
  const folder = await emptyFolder();
  [root, cache] = [join(folder, 'root'), join(folder, 'cache')];
  await cp(built.root, root, { recursive: true, preserveTimestamps: true });
  await cp(built.cache, cache, { recursive: true, preserveTimestamps: true });
});

afterAll(() => rm(kept, { recursive: true, force: true }));

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  printed: string[];
  /** Folders of the departments that were parsed. */
  parsed: string[];
}

async function run(options: Partial<BuildOptions> = {}): Promise<Ran> {
  vi.stubEnv('XDG_CACHE_HOME', cache);
  seen.printed.length = 0;
  seen.parsed.length = 0;
  const said = { stdout: '', stderr: '' };
  const terminal: Terminal = {
    out: (text) => { said.stdout += `${text}\n`; },
    data: () => undefined,
    note: (text) => { said.stderr += `${text}\n`; },
    colour: false,
    status: undefined,
  };
  const code = await build({
    root, paths: [], out: undefined, formats: ['html', 'pdf'], jobs: 2, cache: true, volume: true, draft: true, public: false,
    strict: false, quiet: true, timing: false, signal: new AbortController().signal, ...options,
  }, terminal);
  const folders = seen.parsed.filter(path => !path.endsWith('scheme.yaml')).map(path => path.split('/')[2] ?? '');
  return { code, ...said, printed: [...seen.printed], parsed: [...new Set(folders)] };
}

const project = (name: string): string => join(root, PROJECT.replace('沙坪坝街道', name));
const volume = (name = ''): Promise<Buffer> => readFile(join(root, 'out/2024', name, 'volume.pdf'));

const made = new Map<string, Map<string, Buffer>>();

/** The documents of a build from nothing. */
async function fromNothing(): Promise<Map<string, Buffer>> {
  const data = JSON.stringify([...await filesOf(join(root, 'data'))].map(([path, bytes]) => [path, bytes.toString()]));
  const known = made.get(data);
  if (known) return known;
  const out = await emptyFolder();
  expect((await run({ out, cache: false })).code).toBe(0);
  const files = await filesOf(out);
  made.set(data, files);
  return files;
}

test('after a change of one form that form is printed, and nothing else; no other department is parsed', async () => {
  const [ofA, ofB] = [await volume(A), await volume(B)];
  await edit(project(B), text => text.replace('指标值: 100', '指标值: 99'));
  const { code, printed, parsed, stdout } = await run();
  expect(code).toBe(0);
  expect(printed).toEqual([`2024/${B}/projects/03-一般性项目-设备采购类`]);
  expect(parsed).toEqual([B]);
  expect(stdout).toContain('新增 0，更新 5，未变 20');
  expect((await volume(A)).equals(ofA)).toBe(true);
  expect((await volume(B)).equals(ofB)).toBe(false);
  expect(new Pdf(await volume()).text(5)).toContain('99');
  expect(await filesOf(join(root, 'out'))).toEqual(await fromNothing());
});

test('a form that grows by a page moves the numbers of the pages behind it; no other form is printed', async () => {
  const ofC = await volume(C);
  const before = new Pdf(await volume());
  await edit(project(A), text => text.replace('保证机关', `${'及时采购，'.repeat(700)}保证机关`));
  const { printed } = await run();
  const forms = printed.filter(label => label.includes('projects'));
  expect(new Set(forms)).toEqual(new Set([`2024/${A}/projects/03-一般性项目-设备采购类`]));
  expect(printed.filter(label => !label.includes('projects')).map(label => label.split(' ')[0]))
    .toEqual([`2024/${A}/volume`, '2024/volume']);
  expect((await volume(C)).equals(ofC)).toBe(true);
  const pdf = new Pdf(await volume());
  const grown = pdf.pages - before.pages;
  expect(grown).toBeGreaterThan(0);
  expect(pdf.text(pdf.pages - 1)).toBe(
    before.text(before.pages - 1).replace(`第${before.pages}页共${before.pages}页`, `第${pdf.pages}页共${pdf.pages}页`));
  expect(standardFaults(pdf.bytes)).toEqual([]);
  expect(await filesOf(join(root, 'out'))).toEqual(await fromNothing());
});

test('a department whose form cannot be printed is not bound, nor is its year: the old volumes stay, which is told', async () => {
  const old = [await volume(A), await volume()];
  await edit(project(A), text => text.replace('指标值: 100', '指标值: 97'));
  seen.failing = `${A}/projects/03`;
  const { code, stderr, stdout } = await run().finally(() => { seen.failing = ''; });
  expect(code).toBe(2);
  expect(stderr).toContain(`印不出 2024/${A}/projects/03-一般性项目-设备采购类`);
  expect(stdout).toContain(`没有装订 data/2024/${A} 的汇编：有的表没有印出来，旧的汇编保留`);
  expect(stdout).toContain('没有装订 data/2024 的汇编：有的表没有印出来，旧的汇编保留');
  expect([await volume(A), await volume()]).toEqual(old);
  // The next run makes up for it.
  expect((await run()).code).toBe(0);
  expect(await filesOf(join(root, 'out'))).toEqual(await fromNothing());
});

/** Entries of the cache that hold a PDF with its part, or a segment of a year. */
async function entries(): Promise<string[]> {
  const folder = join(cache, 'jixiao/prints');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names.filter(one => one.isFile()).map(one => join(one.parentPath, one.name));
}

test.each<[what: string, damage: (bytes: Buffer) => Buffer]>([
  ['cut off', bytes => bytes.subarray(0, bytes.length - 100)],
  ['one bit changed', (bytes) => {
    const changed = Buffer.from(bytes);
    changed[changed.length - 50] = (changed[changed.length - 50] ?? 0) ^ 4;
    return changed;
  }],
  ['of an earlier version', bytes => Buffer.concat([bytes.subarray(0, 100), bytes.subarray(136)])],
])('parts in the cache that are %s are made anew', async (_, damage) => {
  await edit(project(B), text => text.replace('指标值: 100', '指标值: 97'));
  for (const path of await entries()) {
    const bytes = await readFile(path);
    // The notes about departments stay, so the parts are looked for.
    if (bytes.includes('%PDF-') || bytes.includes('/Type/ObjStm') || bytes.includes('"parts"')) await writeFile(path, damage(bytes));
  }
  const { code, printed } = await run();
  expect(code).toBe(0);
  expect(printed.length).toBeGreaterThan(10);
  expect(await filesOf(join(root, 'out'))).toEqual(await fromNothing());
});

test('parts that are gone from the cache are made anew, for the departments that did not change too', async () => {
  await edit(project(B), text => text.replace('指标值: 100', '指标值: 97'));
  for (const path of await entries()) {
    const bytes = await readFile(path);
    if (!bytes.includes('"warnings"')) await rm(path);
  }
  expect((await run()).code).toBe(0);
  expect(await filesOf(join(root, 'out'))).toEqual(await fromNothing());
});

test('two builds that bind one year at once', async () => {
  await edit(project(B), text => text.replace('指标值: 100', '指标值: 97'));
  const runs = await Promise.all([run(), run()]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  expect(await filesOf(join(root, 'out'))).toEqual(await fromNothing());
});
