import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { linkBrowser, spoilBrowser } from '../support/linked-browser.js';
import { DEPARTMENT, documentsIn, edit, emptyFolder, filesOf, fillSmallRoot, inProcess, jixiao, PROJECT, type Run } from '../support/run.js';
import { Pdf } from '../support/pdf.js';

/*
 * Tests which forms are printed again, and what a run survives. Every test begins after a first build, with a root and
 * a cache of its own that are copies of one that was built once, with links to the browser in the cache; where a test
 * must know that nothing is printed, that browser is replaced by one that cannot be started.
 */

let built: string;

let cache: string;
let root: string;

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  [cache, root] = [join(built, 'cache'), join(built, 'root')];
  await fillSmallRoot(root);
  await linkBrowser(cache);
  expect((await build()).code).toBe(0);
});

afterAll(() => rm(built, { recursive: true, force: true }));

beforeEach(async () => {
  const folder = await emptyFolder();
  await cp(built, folder, { recursive: true, preserveTimestamps: true });
  [cache, root] = [join(folder, 'cache'), join(folder, 'root')];
});

/** As before the first build; the browser stays unpacked. */
async function forget(): Promise<void> {
  await rm(join(root, 'out'), { recursive: true });
  await rm(prints(), { recursive: true });
}

const prints = (): string => join(cache, 'jixiao/prints');

async function build(args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return inProcess(['build', '--root', root, ...args], { env: { XDG_CACHE_HOME: cache, ...env } });
}

/** The entries that hold a PDF. */
async function entries(): Promise<string[]> {
  const files = [...await filesOf(prints()).catch(() => new Map<string, Buffer>())];
  return files.filter(([, bytes]) => bytes.includes('%PDF-')).map(([path]) => join(prints(), path)).sort();
}

const outcome = ({ stdout }: Run): string => /（(.*)）/.exec(stdout.trimEnd().split('\n').at(-1) ?? '')?.[1] ?? stdout;

test('nothing changed: no browser is started, also in another checkout and with out gone', async () => {
  const before = await filesOf(join(root, 'out'));
  await spoilBrowser(cache);
  expect(outcome(await build())).toBe('新增 0，更新 0，未变 8，删除 0');
  await rm(join(root, 'out'), { recursive: true });
  expect(outcome(await build())).toBe('新增 8，更新 0，未变 0，删除 0');
  expect(await filesOf(join(root, 'out'))).toEqual(before);
  const elsewhere = join(await emptyFolder(), 'other name');
  await cp(join(root, 'data'), join(elsewhere, 'data'), { recursive: true });
  const run = await inProcess(['build', '--root', elsewhere], { env: { XDG_CACHE_HOME: cache } });
  expect(run.code).toBe(0);
  expect(await filesOf(join(elsewhere, 'out'))).toEqual(before);
});

test('what somebody changed, removed or added in out is put right, or left alone', async () => {
  const before = await filesOf(join(root, 'out'));
  await writeFile(join(root, 'out/2024/沙坪坝街道/department.pdf'), 'changed');
  await rm(join(root, 'out/2024/沙坪坝街道/department.html'));
  await rm(join(root, 'out/manifest.json'));
  await writeFile(join(root, 'out/assets/print.css'), 'changed');
  expect(outcome(await build())).toBe('新增 1，更新 1，未变 6，删除 0');
  expect(await filesOf(join(root, 'out'))).toEqual(before);
});

test('a problem is reported in every run, not only in the first', async () => {
  await edit(join(root, PROJECT), text => text.replace('权重: 25', '权重: 24'));
  const [first, second] = [await build(), await build()];
  expect(first.code).toBe(1);
  expect(second.code).toBe(1);
  expect(second.stdout).toContain('权重合计 89');
});

test('with and without the cache the bytes are the same', async () => {
  const before = await filesOf(join(root, 'out'));
  await rm(join(root, 'out'), { recursive: true });
  const count = (await entries()).length;
  await build(['--no-cache']);
  expect(await filesOf(join(root, 'out'))).toEqual(before);
  expect(await entries()).toHaveLength(count);
});

test('a folder that is renamed: its documents are the same bytes, with and without the cache', async () => {
  const before = await documentsIn(join(root, 'out/2024/沙坪坝街道'));
  await rename(join(root, DEPARTMENT), join(root, 'data/2024/新街道'));
  expect((await build()).code).toBe(0);
  const cached = await documentsIn(join(root, 'out/2024/新街道'));
  expect(cached).toEqual(before);
  await rm(join(root, 'out'), { recursive: true });
  expect((await build(['--no-cache'])).code).toBe(0);
  expect(await documentsIn(join(root, 'out/2024/新街道'))).toEqual(before);
});

test('a volume is the same bytes when it is the first thing that a browser prints', async () => {
  for (const name of ['甲街道', '乙街道']) {
    const folder = join(root, 'data/2024', name);
    await cp(join(root, DEPARTMENT), folder, { recursive: true });
    await edit(join(folder, 'department.yaml'), text => text.replace('编制单位: 重庆市', `编制单位: ${name}`));
  }
  await build();
  await rm(join(root, 'data/2024/乙街道'), { recursive: true });
  const year = async (): Promise<Buffer> => readFile(join(root, 'out/2024/volume.pdf'));
  await build(['--no-cache']);
  const expected = await year();
  // All forms come from the cache: only the year is printed.
  for (let run = 0; run < 2; run += 1) {
    const own = await emptyFolder();
    await cp(cache, own, { recursive: true });
    await rm(join(root, 'out'), { recursive: true });
    expect((await build([], { XDG_CACHE_HOME: own })).code).toBe(0);
    expect((await year()).equals(expected), `run ${run + 1}`).toBe(true);
  }
});

test.each<[what: string, change: () => Promise<void>, printed: number]>([
  ['a target', () => edit(join(root, PROJECT), text => text.replace('指标值: 100', '指标值: 99')), 2],
  ['a comment (the attached YAML shows it)', () => edit(join(root, PROJECT), text => `${text}# 注\n`), 1],
  ['a label of the scheme', () => edit(join(root, 'data/2024/scheme.yaml'), text => text.replace('区级支出', '市级支出')), 3],
  ['a word of the scheme that only the department form shows', () => edit(join(root, 'data/2024/scheme.yaml'), text => text.replace('数量指标', '数量类')), 2],
  ['a scheme’s comment', () => edit(join(root, 'data/2024/scheme.yaml'), text => `${text}# 注\n`), 0],
  ['the style', async () => {
    await mkdir(join(root, 'templates/assets'), { recursive: true });
    await writeFile(join(root, 'templates/assets/print.css'), `${await readFile('templates/assets/print.css', 'utf8')}\nh1 { color: #333; }\n`);
  }, 4],
  ['a template', async () => {
    await mkdir(join(root, 'templates/shapingba'), { recursive: true });
    await writeFile(join(root, 'templates/shapingba/department.hbs'), '{{#> form this}}<p>{{department}}</p>{{/form}}');
  }, 2],
])('a change of %s prints what shows it and nothing else', async (_, change, printed) => {
  const before = await entries();
  await change();
  expect((await build()).code).toBe(0);
  const added = (await entries()).filter(path => !before.includes(path));
  expect(added).toHaveLength(printed);
});

test('an entry that is damaged or cut off is made anew, not trusted', async () => {
  const before = await filesOf(join(root, 'out'));
  const [first = '', second = '', third = ''] = await entries();
  await truncate(first, 20);
  await truncate(second, 5000);
  await writeFile(third, Buffer.concat([(await readFile(third)).subarray(0, 5000), Buffer.from('damage')]));
  await rm(join(root, 'out'), { recursive: true });
  expect((await build()).code).toBe(0);
  expect(await filesOf(join(root, 'out'))).toEqual(before);
  await rm(join(root, 'out'), { recursive: true });
  await spoilBrowser(cache);
  expect((await build()).code).toBe(0);
});

test('a cache that cannot be used is no error', async () => {
  const before = await filesOf(join(root, 'out'));
  await rm(prints(), { recursive: true });
  await writeFile(prints(), 'a file where the folder should be');
  await rm(join(root, 'out'), { recursive: true });
  expect((await build()).code).toBe(0);
  expect(await filesOf(join(root, 'out'))).toEqual(before);
});

test('two builds at once on one root: both fine, whole files, one result', async () => {
  await forget();
  const ofItsOwn = (): Promise<Run> => jixiao(['build', '--root', root], { env: { XDG_CACHE_HOME: cache } });
  const runs = await Promise.all([ofItsOwn(), ofItsOwn()]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  const files = await filesOf(join(root, 'out'));
  expect([...files.keys()].filter(name => name.includes('.jixiao'))).toEqual([]);
  await build(['--no-cache']);
  expect(await filesOf(join(root, 'out'))).toEqual(files);
});

test('kill -9 in the middle: whole files only; the next run completes and clears up', async () => {
  await forget();
  const child = spawn(process.execPath, ['src/jixiao.mjs', 'build', '--root', root, '--jobs', '1'], {
    stdio: 'ignore',
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  const folder = join(root, 'out/2024/沙坪坝街道');
  const made = async (): Promise<number> => (await readdir(folder).catch(() => [])).length;
  await expect.poll(made, { timeout: 110_000 }).toBeGreaterThan(0);
  child.kill('SIGKILL');
  await new Promise(resolve => child.on('exit', resolve));
  for (const [name, bytes] of await filesOf(join(root, 'out/2024'))) {
    if (name.endsWith('.pdf')) expect(new Pdf(bytes).pages).toBeGreaterThan(0);
  }
  expect((await build()).code).toBe(0);
  const files = await filesOf(join(root, 'out'));
  expect([...files.keys()].filter(name => name.includes('.jixiao'))).toEqual([]);
  expect((await documentsIn(join(root, 'out/2024'))).size).toBe(8);
});

test('a browser that is killed, twice: only its forms are printed again', async () => {
  await forget();
  const projects = join(root, DEPARTMENT, 'projects');
  for (let number = 10; number < 42; number += 1) await cp(join(root, PROJECT), join(projects, `${number}-同.yaml`));
  for (let number = 10; number < 42; number += 1) {
    await edit(join(projects, `${number}-同.yaml`), text => text.replace('盘点次数', `盘点${number}次数`));
  }
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('5.08', '133.08'));
  const child = spawn(process.execPath, ['src/jixiao.mjs', 'build', '--root', root, '--format', 'pdf'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  const ended = new Promise(resolve => child.on('exit', resolve));
  const count = async (): Promise<number> => (await readdir(join(root, 'out/2024/沙坪坝街道/projects')).catch(() => [])).length;
  for (const least of [5, 20]) {
    await expect.poll(count, { timeout: 60_000, interval: 10 }).toBeGreaterThan(least);
    await killBrowsersOf(child.pid ?? 0);
  }
  expect(await ended).toBe(0);
  expect(stderr).toContain('重印');
  expect(stdout).toContain('新增 36');
});

/** Kills the processes that a process started. */
async function killBrowsersOf(parent: number): Promise<void> {
  for (const name of await readdir('/proc')) {
    const status = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    if (/^\d+$/.test(name) && Number(status.replace(/^.*\) \S /, '').split(' ')[0]) === parent) {
      process.kill(Number(name), 'SIGKILL');
    }
  }
}
