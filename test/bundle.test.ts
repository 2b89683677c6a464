import { cp, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, REPOSITORY, run, type Run } from './support/run.js';

/** A package with our starter and a program of two lines, which uses another package. */
async function smallProgram(): Promise<{ root: string; start: () => Promise<Run> }> {
  const root = await emptyFolder();
  await mkdir(join(root, 'src/tools'), { recursive: true });
  for (const name of ['jixiao.mjs', 'tools/bundle.mjs', 'tools/make-dist.mjs']) await cp(join(REPOSITORY, 'src', name), join(root, 'src', name));
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

test('what is installed is dist/ alone, and stays what it was made of', async () => {
  const { root } = await smallProgram();
  expect(await run(process.execPath, [join(root, 'src/tools/make-dist.mjs')])).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await readdir(root)).toContain('dist');
  const installed = join(await emptyFolder(), 'dist');
  await cp(join(root, 'dist'), installed, { recursive: true });
  await install(root, "export const word = 'new';");
  expect((await run(process.execPath, [join(root, 'dist/jixiao.mjs')])).stdout).toBe('new\n');
  await rm(join(root, 'src'), { recursive: true });
  for (const folder of [installed, join(root, 'dist')]) {
    expect(await run(process.execPath, [join(folder, 'jixiao.mjs')])).toEqual({ code: 0, stdout: 'old\n', stderr: '' });
  }
});

test('several processes at once make one and the same program', async () => {
  const { start } = await smallProgram();
  const runs = await Promise.all(Array.from({ length: 4 }, start));
  expect(runs).toEqual(runs.map(() => ({ code: 0, stdout: 'old\n', stderr: '' })));
});

test('the package holds no TypeScript and needs no compiler', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { env: { npm_config_loglevel: 'silent' } });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  expect(files.map(({ path }) => path).filter(path => /^src|\.ts$/.test(path))).toEqual([]);
  expect(files.map(({ path }) => path)).toContain('templates/assets/print.css');
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { dependencies: Record<string, string> };
  expect(Object.keys(dependencies).filter(name => /^(esbuild|tsx|typescript)$/.test(name))).toEqual([]);
});

test('no package that is installed with ours runs a script of its own', async () => {
  interface Locked { dev?: boolean; hasInstallScript?: boolean }
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const installed = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
  expect(installed.length).toBeGreaterThan(50);
  const scripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(scripts.filter(name => name !== 'fsevents')).toEqual([]);
});
