import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkBrowser, spoilBrowser } from '../support/linked-browser.js';
import { DEPARTMENT, edit, emptyFolder, filesOf, inProcess, REPOSITORY, type Run } from '../support/run.js';

/*
 * Shares of a build that are made one after another, by machines that have nothing in common but a store. A machine is
 * a cache folder; the browser in it is that of the user.
 */

let folder: string;
let root: string;
/** The results of one machine. */
let whole: Map<string, Buffer>;

const home = (): string => join(folder, 'cache');
const prints = (): string => join(home(), 'jixiao/prints');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  root = join(folder, 'root');
  await cp(join(REPOSITORY, 'test/fixtures/clean'), root, { recursive: true });
  for (const name of ['乙局', '丙局', '丁局']) {
    await cp(join(root, DEPARTMENT), join(root, 'data/2024', name), { recursive: true });
    await edit(join(root, 'data/2024', name, 'department.yaml'), text => text.replaceAll('沙坪坝街道', name));
  }
  await linkBrowser(home());
  const { code } = await build(['--no-cache', '--out', join(folder, 'whole')]);
  expect(code).toBe(0);
  whole = await filesOf(join(folder, 'whole'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function build(args: string[]): Promise<Run> {
  return inProcess(['build', '--root', root, ...args], { env: { XDG_CACHE_HOME: home() } });
}

/** As a machine that never printed anything. */
async function newMachine(): Promise<void> {
  await rm(prints(), { recursive: true, force: true });
}

/** Runs an action while the browser in the cache cannot be started. */
async function withoutBrowser<T>(action: () => Promise<T>): Promise<T> {
  await spoilBrowser(home());
  try {
    return await action();
  } finally {
    await linkBrowser(home());
  }
}

test('eight shares on one machine, in any order, then a build that prints nothing: the bytes of a build without shares', async () => {
  await newMachine();
  const said: string[] = [];
  for (const index of [5, 2, 8, 1, 7, 3, 6, 4]) {
    const { code, stdout } = await build(['--shard', `${index}/8`]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^完成：0 份文档（新增 0，更新 0，未变 0，删除 0），用时 [\d.]+ 秒$/);
    said.push(stdout);
  }
  expect(said.filter(text => text.includes('1 个部门'))).toHaveLength(4);
  expect(said.findIndex(text => text.includes('年度汇编也已装订：2024'))).toBe(said.findLastIndex(text => text.includes('1 个部门')));
  expect(await readdir(root)).toEqual(['data']);
  const out = join(await emptyFolder(), 'out');
  const { code, stderr } = await withoutBrowser(() => build(['--out', out]));
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('印不出')]);
  expect(await filesOf(out)).toEqual(whole);
});

test('machines that have only a store in common: the last binds the year, and one that printed nothing writes the same bytes', async () => {
  const store = await emptyFolder();
  for (const index of [2, 1, 3]) {
    await newMachine();
    const { code, stdout } = await build(['--store', store, '--shard', `${index}/3`]);
    expect(code).toBe(0);
    expect(stdout.includes('年度汇编')).toBe(index === 3);
  }
  await newMachine();
  const again = await withoutBrowser(() => build(['--store', store, '--shard', '2/3']));
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('以前已做好；这次 0 张表')]);
  const out = join(await emptyFolder(), 'out');
  const { code } = await withoutBrowser(() => build(['--from-store', store, '--out', out]));
  expect(code).toBe(0);
  expect(await filesOf(out)).toEqual(whole);

  // What was poisoned in the meantime is printed again.
  await newMachine();
  for (const path of (await filesOf(store)).keys()) {
    const bytes = await readFile(join(store, path));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(join(store, path), bytes);
  }
  const repaired = await build(['--store', store, '--out', join(await emptyFolder(), 'out')]);
  expect([repaired.code, repaired.stderr]).toEqual([0, expect.stringContaining('内容不对')]);
  await newMachine();
  const last = join(await emptyFolder(), 'out');
  expect((await withoutBrowser(() => build(['--store', store, '--out', last]))).code).toBe(0);
  expect(await filesOf(last)).toEqual(whole);
});

test('a share has what is wrong in it, and prints its drafts for the build that follows', async () => {
  await newMachine();
  const copy = join(await emptyFolder(), 'root');
  await cp(root, copy, { recursive: true });
  await edit(join(copy, 'data/2024/乙局/department.yaml'), text => text.replace(/权重: 20/, '权重: 21'));
  const shard = (share: string, ...paths: string[]): Promise<Run> => build(['--root', copy, '--shard', share, ...paths]);
  const wrong = await shard('1/1', join(copy, 'data/2024/乙局'));
  expect([wrong.code, wrong.stdout]).toEqual([1, expect.stringContaining('权重')]);
  expect((await shard('1/1', join(copy, 'data/2024/丙局'))).code).toBe(0);
  const out = join(await emptyFolder(), 'out');
  const built = await withoutBrowser(() => build(['--root', copy, '--out', out, join(copy, 'data/2024/乙局'), join(copy, 'data/2024/丙局')]));
  expect([built.code, built.stderr]).toEqual([1, expect.not.stringContaining('印不出')]);
  expect((await filesOf(out)).has('2024/乙局/department.pdf')).toBe(true);
});

test.each(['0/8', '9/8', '1', '1/', 'a/b', '1/0', '-1/8', '1/8/2'])('a share that there is not is refused: %s', async (share) => {
  const { code, stderr } = await build(['--shard', share]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('2/8')]);
});

test('a share needs a place for its prints', async () => {
  const { code, stderr } = await build(['--shard', '1/2', '--no-cache']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('去掉 --no-cache')]);
});
