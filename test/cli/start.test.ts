import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, REPOSITORY, run } from '../support/run.js';

/** A checkout as it is before `npm ci`. */
async function freshCheckout(): Promise<string> {
  const folder = await emptyFolder();
  await cp(join(REPOSITORY, 'src'), join(folder, 'src'), { recursive: true });
  await cp(join(REPOSITORY, 'package.json'), join(folder, 'package.json'));
  return folder;
}

test('says that packages are not installed, before npm ci', async () => {
  const folder = await freshCheckout();
  const { code, stdout, stderr } = await run(process.execPath, [join(folder, 'src/jixiao.mjs'), 'build'], { cwd: folder });
  expect(stderr).toBe('还没有安装依赖：先运行 npm ci\n→ 在放 package.json 的文件夹里运行，装好后再运行刚才的命令\n');
  expect([code, stdout]).toEqual([2, '']);
});

test('says so when some packages are gone', async () => {
  const folder = await freshCheckout();
  await mkdir(join(folder, 'node_modules/@esbuild'), { recursive: true });
  await cp(join(REPOSITORY, 'node_modules/esbuild'), join(folder, 'node_modules/esbuild'), { recursive: true });
  await cp(join(REPOSITORY, 'node_modules/@esbuild'), join(folder, 'node_modules/@esbuild'), { recursive: true });
  const { code, stderr } = await run(process.execPath, [join(folder, 'src/jixiao.mjs'), 'check'], { cwd: folder });
  expect(stderr).toMatch(/^还没有安装依赖：先运行 npm ci\n/);
  expect(code).toBe(2);
});

test('says so when one package alone is gone, which is first used while printing', async () => {
  const name = 'puppeteer';
  const folder = await freshCheckout();
  for (const own of ['schemas', 'templates']) await cp(join(REPOSITORY, own), join(folder, own), { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  for (const other of await readdir(join(REPOSITORY, 'node_modules'))) {
    if (other !== name && other !== '.cache') await symlink(join(REPOSITORY, 'node_modules', other), join(folder, 'node_modules', other));
  }
  await cp(join(REPOSITORY, 'test/fixtures/clean'), folder, { recursive: true });
  const { code, stderr } = await run(process.execPath, [join(folder, 'src/jixiao.mjs'), 'build', '--format', 'pdf', '--no-cache'], { cwd: folder });
  expect(stderr).toMatch(/还没有安装依赖：先运行 npm ci\n/);
  expect(stderr).not.toContain('缺陷');
  expect(code).toBe(2);
});

test('says which version of Node.js is needed', async () => {
  const old = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.4"}})';
  const { code, stderr } = await run(process.execPath, ['--import', old, join(REPOSITORY, 'src/jixiao.mjs'), 'check']);
  expect(stderr).toBe('Node.js 太旧：这里是 18.20.4，要 20.19 或更新的\n→ 到 https://nodejs.org 下载安装，再运行 npm ci\n');
  expect(code).toBe(2);
});
