import { spawnSync } from 'node:child_process';
import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameProblem } from '../../src/io/inputs/names.js';
import { harmless, visible } from '../../src/model/visible.js';
import { commit, git } from '../support/git.js';
import { cleanRoot, DEPARTMENT, edit, emptyFolder, inProcess, jixiao, type Run } from '../support/run.js';

/* A name of a file or folder may hold anything but `/`: it must not speak to a terminal or a CI runner. */

const HOSTILE = '甲\n::stop-commands::tok\r\u001B[31m##[error]\u202E\u200B';
const SHOWN = String.raw`甲\u000A::stop-commands::tok\u000D\u001B[31m# #[error]\u202E\u200B`;

/** Nothing that is obeyed, and no line that begins with a command that is not ours. */
function expectHarmless({ stdout, stderr }: Run): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    expect(text).not.toMatch(/^\s*::stop-commands/m);
    expect(text).not.toContain('##[');
    expect(text).not.toContain('    at ');
  }
}

async function hostileRoot(): Promise<string> {
  const root = await cleanRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024', HOSTILE), { recursive: true });
  await edit(join(root, 'data/2024', HOSTILE, 'department.yaml'), text => text.replace('权重: 20', '权重: 二十'));
  return root;
}

test.runIf(process.platform !== 'win32').each(['pretty', 'json', 'github', 'sarif'])('check --format %s shows a hostile name as text', async (format) => {
  const root = await hostileRoot();
  const run = await inProcess(['check', '--root', root, '--format', format], { env: { GITHUB_STEP_SUMMARY: join(root, 'summary.md') } });
  expect(run.code).toBe(1);
  expectHarmless(run);
  if (format === 'pretty') {
    expect(run.stdout).toContain(`data/2024/${SHOWN}\n  错误 1:1 名称里有看不见的字符（U+000A、U+000D、U+001B、U+202E、U+200B） file/name`);
    expect(run.stderr).toContain(`data/2024/${SHOWN} 有 2 个文件没通过`);
  }
  if (format === 'json') {
    const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { file: string }[] };
    expect(diagnostics[0]?.file).toBe(`data/2024/${HOSTILE}`);
  }
});

test.runIf(process.platform !== 'win32')('build, build with a path, and check --fix show it as text', async () => {
  const root = await hostileRoot();
  const built = await inProcess(['build', '--root', root, '--format', 'html']);
  expectHarmless(built);
  expect(built.stdout).toContain(`没有印 data/2024/${SHOWN}：有错误，没有旧的文档`);
  expectHarmless(await inProcess(['check', '--root', root, '--fix']));
  const unknown = await inProcess(['check', '--root', root, `2024/${HOSTILE}没有`]);
  expectHarmless(unknown);
  expect(unknown.stderr).toContain(`没有这个部门或表：2024/${SHOWN}没有`);
  const moved = join(await emptyFolder(), HOSTILE);
  expectHarmless(await inProcess(['build', '--root', moved]));
  await rename(root, moved);
  await mkdir(root);
  expectHarmless(await inProcess(['build', '--root', moved, '--out', join(moved, 'data')]));
  expectHarmless(await jixiao(['build', '--help'], { cwd: moved }));
});

test.runIf(process.platform !== 'win32').each(['pretty', 'markdown', 'json', 'html'])('diff --format %s shows it as text', async (format) => {
  const root = await cleanRoot();
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await commit(root);
  await cp(join(root, DEPARTMENT), join(root, 'data/2024', HOSTILE), { recursive: true });
  await edit(join(root, 'data/2024', HOSTILE, 'department.yaml'), text => text.replace('权重: 20', '权重: 二十'));
  const run = await inProcess(['diff', 'main', '--root', root, '--format', format]);
  expect(run.code).toBe(0);
  expectHarmless(run);
  if (format === 'pretty') expect(run.stdout).toContain(SHOWN);
});

test.each([
  ['甲?', 'Windows'], ['甲"', 'Windows'], ['CON', 'Windows'], ['com1.甲', 'Windows'], ['甲 ', 'Windows'], ['甲.', 'Windows'],
  ['甲\u3164', 'U+3164'], ['甲\uFE00', 'U+FE00'], ['甲\u2800', 'U+2800'], ['甲\u00A0乙', 'U+00A0'], ['⼀般', 'U+2F00'], ['⺁', 'U+2E81'],
  ['G\u0410P', 'U+0410'], ['\u0391PP', 'U+0391'], ['人ロ', 'U+30ED'],
  ['甲\u200B', 'U+200B'], ['甲\u00AD', 'U+00AD'], ['\u2066甲', 'U+2066'],
])('%j as the name of a department is an error', async (name, told) => {
  const root = await cleanRoot();
  await rename(join(root, DEPARTMENT), join(root, 'data/2024', name));
  const { code, stdout } = await inProcess(['check', '--root', root]);
  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`错误 1:1 .*${told.replace('+', '\\+')}.* file/name`));
});

test.each(['volume.pdf', 'Volume.PDF', 'volume', 'index.html', 'manifest.json', 'assets'])('a department called %s collides with a document', async (name) => {
  const root = await cleanRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024', name), { recursive: true });
  const { code, stdout } = await inProcess(['check', '--root', root]);
  expect(code).toBe(1);
  expect(stdout).toContain(`data/2024/${name}\n  错误 1:1 “${name}”与程序在 out 里写的文件同名 file/same-name`);
});

test('names with letters of other scripts that look like nothing else are fine', () => {
  for (const name of ['APP', 'α粒子', 'カラオケ', '〇〇', 'é', '甲　乙', '𠮷', '﨑']) expect(nameProblem(name), name).toBeUndefined();
});

test('a name in a commit that no disk could hold is an error of that version', async () => {
  const root = await cleanRoot();
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await commit(root);
  const make = (input: string, ...args: string[]): string =>
    spawnSync('git', args, { cwd: root, input }).stdout.toString().trim();
  const blob = make('甲: 1\n', 'hash-object', '-w', '--stdin');
  const tree = (entries: string): string => make(entries, 'mktree', '-z');
  const projects = tree(`100644 blob ${blob}\t${'长'.repeat(120)}.yaml\0`);
  const department = tree(`040000 tree ${projects}\tprojects\0`);
  const year = tree(`${(await git(root, 'ls-tree', '-z', 'HEAD:data/2024'))}040000 tree ${department}\t乙\0`);
  const data = tree(`040000 tree ${year}\t2024\0`);
  const top = tree(`040000 tree ${data}\tdata\0`);
  const id = await git(root, 'commit-tree', top, '-p', 'HEAD', '-m', '长');
  const { code, stdout } = await inProcess(['diff', 'HEAD', id, '--root', root]);
  expect(code).toBe(0);
  expect(stdout).toContain('名称有 365 字节，超过 255，Linux 存不下');
});

test('what is obeyed is written as escapes, which are the same text in JSON; colours of our own stay', () => {
  expect(visible('a\u0007\u{E0001}\uD800b')).toBe(String.raw`a\u0007\uDB40\uDC01\uD800b`);
  expect(harmless('\u001B[1m粗\u001B[22m\u001B]0;x\u0007\n', true)).toBe('\u001B[1m粗\u001B[22m\\u001B]0;x\\u0007\n');
  expect(harmless('\u001B[1m粗', false)).toBe('\\u001B[1m粗');
  expect(harmless('a\r\nb\rc', false)).toBe('a\r\nb\\u000Dc');
  expect(JSON.parse(harmless(JSON.stringify({ file: '甲\u202E\u0085' }), false))).toEqual({ file: '甲\u202E\u0085' });
});
