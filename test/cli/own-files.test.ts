import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, git } from '../support/git.js';
import { cleanRoot, edit, emptyFolder, filesOf, inProcess, ORDINARY_USER, REPOSITORY, run } from '../support/run.js';

/* What is in templates/ and schemas/ of a root goes into every document: nothing of another place may come in there. */

const SECRET = 'the secret of another folder';

async function secretFile(): Promise<string> {
  const path = join(await emptyFolder(), 'secret');
  await writeFile(path, SECRET);
  return path;
}

async function refused(root: string, message: string | RegExp): Promise<void> {
  const { code, stdout, stderr } = await inProcess(['build', '--root', root]);
  expect(stderr).toMatch(message);
  expect(stdout + stderr).not.toContain(SECRET);
  expect(code).toBe(2);
  expect((await filesOf(root)).has('out/manifest.json')).toBe(false);
}

test.each([
  'templates/assets/print.css', 'templates/partials/prose.hbs', 'templates/shapingba/project.hbs', 'templates/assets/fonts/仿宋.ttf',
  'schemas/shapingba/project.schema.json', 'templates/assets', 'templates/partials', 'templates', 'schemas',
])('a link at %s is refused', async (path) => {
  const root = await cleanRoot();
  const secret = await secretFile();
  await mkdir(dirname(join(root, path)), { recursive: true });
  const isFile = /\.[a-z]+$/.test(path);
  await symlink(isFile ? secret : join(REPOSITORY, path), join(root, path));
  await refused(root, `不能运行：${path} 是链接`);
  await rm(join(root, path));
  await symlink('nowhere', join(root, path));
  await refused(root, `不能运行：${path} 是链接`);
});

test('a link in templates is refused by diff, of the page and of the redlines', async () => {
  const root = await cleanRoot();
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await commit(root);
  await mkdir(join(root, 'templates/assets'), { recursive: true });
  await symlink(await secretFile(), join(root, 'templates/assets/review.css'));
  for (const args of [['--format', 'html'], ['--out', join(root, 'report')]]) {
    const { code, stdout, stderr } = await inProcess(['diff', 'main', '--root', root, ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('templates/assets/review.css 是链接')]);
    expect(stdout).not.toContain(SECRET);
  }
});

test.runIf(process.platform === 'linux')('a pipe is refused at once', async () => {
  const root = await cleanRoot();
  await mkdir(join(root, 'templates/assets'), { recursive: true });
  execFileSync('mkfifo', [join(root, 'templates/assets/print.css')]);
  await refused(root, 'templates/assets/print.css 是管道或设备');
});

test.each([
  ['templates/assets/print.css', 'templates/assets/print.css：有 1024.0 MB，太大'],
  ['schemas/shapingba/project.schema.json', 'schemas/shapingba/project.schema.json：有 1024.0 MB，太大'],
  ['templates/assets/fonts/细宋.ttf', '细宋.ttf：有 1024.0 MB，太大'],
])('%s of 1 GB is refused', async (path, message) => {
  const root = await cleanRoot();
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), '');
  await truncate(join(root, path), 1024 ** 3);
  await edit(join(root, 'data/2024/scheme.yaml'), text => `${text}\n字体:\n  正文: 细宋\n`);
  await refused(root, message);
});

test.runIf(process.platform !== 'win32')('a folder that cannot be read is refused, not replaced by our own', async () => {
  const root = await cleanRoot();
  await cp(join(REPOSITORY, 'templates'), join(root, 'templates'), { recursive: true });
  await chmod(root, 0o755);
  await chmod(join(root, 'templates/partials'), 0);
  const command = [...ORDINARY_USER, process.execPath, join(REPOSITORY, 'src/jixiao.mjs'), 'build', '--root', root];
  const { code, stderr } = await run(command[0] ?? '', command.slice(1));
  await chmod(join(root, 'templates/partials'), 0o755);
  expect([code, stderr]).toEqual([2, expect.stringContaining('templates/partials 读不了：没有读取权限（EACCES）')]);
});
