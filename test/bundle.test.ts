import { cp, mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, REPOSITORY, run, type Run } from './support/run.js';

/** A package with our starter and a program of two lines, which uses another package. */
async function smallProgram(): Promise<{ root: string; start: () => Promise<Run> }> {
  const root = await emptyFolder();
  await mkdir(join(root, 'src'));
  for (const name of ['jixiao.mjs', 'bundle.mjs']) await cp(join(REPOSITORY, 'src', name), join(root, 'src', name));
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  await writeFile(join(root, 'src/cli.ts'), `import { word } from 'other';
export const main = async (): Promise<number> => { console.log(word); return 0; };\n`);
  await mkdir(join(root, 'node_modules/other'), { recursive: true });
  await writeFile(join(root, 'node_modules/other/package.json'), '{"name":"other","type":"module","exports":"./index.js"}');
  for (const name of ['esbuild', 'tsx', 'get-tsconfig', '@esbuild']) {
    await symlink(join(REPOSITORY, 'node_modules', name), join(root, 'node_modules', name)).catch(() => undefined);
  }
  await install(root, "export const word = 'old';");
  return { root, start: () => run(process.execPath, [join(root, 'src/jixiao.mjs')]) };
}

/** As npm does: a new file with the time of 1985. */
async function install(root: string, text: string): Promise<void> {
  const path = join(root, 'node_modules/other/index.js');
  await rm(path, { force: true });
  await writeFile(path, text);
  await utimes(path, 499_162_500, 499_162_500);
}

test('another version of a package is used at once, also of the same size', async () => {
  const { root, start } = await smallProgram();
  expect(await start()).toEqual({ code: 0, stdout: 'old\n', stderr: '' });
  const list = join(root, 'node_modules/.cache/jixiao/inputs.json');
  expect(await readFile(list, 'utf8')).toContain('node_modules/other/index.js');
  await install(root, "export const word = 'new';");
  expect(await start()).toEqual({ code: 0, stdout: 'new\n', stderr: '' });
  await writeFile(join(root, 'src/cli.ts'), 'export const main = async (): Promise<number> => 3;\n');
  expect((await start()).code).toBe(3);
  await writeFile(list, '{"damaged');
  expect((await start()).code).toBe(3);
});

test('a bug at import is reported as one, and not run again from source', async () => {
  const { root, start } = await smallProgram();
  await install(root, "console.log('imported'); throw new TypeError('a bug');");
  const { code, stdout, stderr } = await start();
  expect(code).toBe(2);
  expect(stdout).toBe('imported\n');
  expect(stderr).toContain('程序出错了，这是 jixiao 的缺陷');
  expect(stderr).toContain('TypeError: a bug');
  await writeFile(join(root, 'src/cli.ts'), 'no TypeScript at all');
  const second = await start();
  expect(second.code).toBe(2);
  expect(second.stderr).toContain('程序出错了，这是 jixiao 的缺陷');
});

test('an installation that cannot be written works', async () => {
  const { root, start } = await smallProgram();
  await writeFile(join(root, 'node_modules/.cache'), 'a file where the folder should be');
  expect(await start()).toEqual({ code: 0, stdout: 'old\n', stderr: '' });
});

test('no package that is installed with ours runs a script of its own, but for esbuild, which needs no network', async () => {
  interface Locked { dev?: boolean; hasInstallScript?: boolean }
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const installed = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
  expect(installed.length).toBeGreaterThan(50);
  const scripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(scripts.filter(name => name !== 'fsevents')).toEqual(['esbuild']);
});
