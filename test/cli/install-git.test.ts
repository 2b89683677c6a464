import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import { Git } from '../support/repository.js';
import { DEPARTMENT, edit, emptyFolder, inProcess, jixiao, PROJECT, type Run, smallRoot } from '../support/run.js';

/** A root in a sub-folder of a repository, with names that a shell would take apart. */
async function repository(): Promise<{ git: Git; root: string }> {
  const top = join(await emptyFolder(), '甲 街道\'s "$HOME"');
  const root = join(top, '绩效 目标');
  await mkdir(top);
  await cp(await smallRoot(), root, { recursive: true });
  return { git: await Git.init(top), root };
}

const install = async (root: string, flag = '--install-git'): Promise<Run> => {
  const run = await inProcess(['diff', flag, '--root', root]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run;
};

const build = async (root: string, ...args: string[]): Promise<void> => {
  expect((await inProcess(['build', '--root', root, '--format', 'pdf', ...args])).code).toBe(0);
};

const changed = (diff: string): string[] => diff.split('\n').filter(line => /^[-+](?![-+])/.test(line));

const indicator = (name: string): string =>
  `  - 一级: 产出\n    二级: 质量\n    名称: ${name}\n    权重: 5\n    单位: 次\n    性质: ≥\n    指标值: 1\n`;

/** Two branches that each change one form, to be merged. */
async function branches(root: string, git: Git, ours: (text: string) => string, theirs: (text: string) => string) {
  await git.commit('base');
  await git.ok('checkout', '--quiet', '-b', 'theirs');
  await edit(join(root, PROJECT), theirs);
  await git.commit('theirs');
  await git.ok('checkout', '--quiet', 'main');
  await edit(join(root, PROJECT), ours);
  await git.commit('ours');
}

test('git diff and git log -p show the fields of PDFs, in every folder and worktree', async () => {
  const { git, root } = await repository();
  await install(root);
  await build(root);
  await git.commit('before');
  await edit(join(root, PROJECT), text => text.replace('指标值: 100', '指标值: 98').replace('建立台账，', '建立电子台账，'));
  await build(root);
  const expected = [
    '-  建立台账，', '+  建立电子台账，',
    '-  效益 社会效益 办公设备政府采购完成率：≥ 100 %（指标权重 20）', '+  效益 社会效益 办公设备政府采购完成率：≥ 98 %（指标权重 20）',
  ];
  const pdf = '绩效 目标/out/2024/沙坪坝街道/projects/03-一般性项目-设备采购类.pdf';
  expect(changed(await git.ok('diff', '--', pdf))).toEqual(expected);
  expect(changed(await new Git(join(root, 'data')).ok('diff', '--', `:/${pdf}`))).toEqual(expected);
  await git.commit('after');
  expect(changed(await git.ok('log', '-1', '--patch', '--', pdf))).toEqual(expected);
  const worktree = join(await emptyFolder(), '另一处');
  await git.ok('worktree', 'add', '--quiet', worktree);
  expect(changed(await new Git(worktree).ok('log', '-1', '--patch', '--', pdf))).toEqual(expected);
  // The volume has no YAML of its own: what is known of it, and that it changed.
  const volume = changed(await git.ok('log', '-1', '--patch', '--', '绩效 目标/out/2024/沙坪坝街道/volume.pdf'));
  expect(volume).toHaveLength(2);
  expect(volume[1]).toMatch(/^\+没有附 YAML，列不出栏目；内容指纹：[0-9a-f]{16}$/);
});

test('a PDF that is broken or not ours is one clear line, and no error', async () => {
  const { git, root } = await repository();
  await install(root);
  await mkdir(join(root, 'out'));
  await writeFile(join(root, 'out/甲.pdf'), '%PDF-1.4 broken');
  await git.commit('before');
  await writeFile(join(root, 'out/甲.pdf'), Buffer.from([0, 1, 2]));
  expect(changed(await git.ok('diff'))).toEqual([
    expect.stringMatching(/^-这个文件不是可以读出的 PDF，内容指纹：/),
    expect.stringMatching(/^\+这个文件不是可以读出的 PDF，内容指纹：/),
  ]);
});

test('two people who add indicators at one place, and change one indicator, do not conflict', async () => {
  const { git, root } = await repository();
  await install(root);
  await branches(root, git,
    text => text.replace('权重: 25', '权重: 20') + indicator('甲'),
    text => text.replace('指标值: 4\n', '指标值: 6\n') + indicator('乙'));
  const before = await readFile(join(root, PROJECT), 'utf8');
  const { code, stderr } = await new Git(join(root, 'data')).try('merge', '--no-edit', 'theirs');
  expect(code).toBe(0);
  expect(stderr).toContain('已按栏目和指标合并；权重、预算的合计可能要调整，请运行 npm run check');
  expect(await readFile(join(root, PROJECT), 'utf8')).toBe(before.replace('指标值: 4\n', '指标值: 6\n') + indicator('乙'));
  expect(await git.ok('status', '--porcelain')).toBe('');
});

test('what contradicts is marked at the field, and git knows', async () => {
  const { git, root } = await repository();
  await install(root);
  await branches(root, git,
    text => text.replace('权重: 25', '权重: 20') + indicator('甲'),
    text => text.replace('权重: 25', '权重: 15') + indicator('乙'));
  const before = await readFile(join(root, PROJECT), 'utf8');
  const { code, stderr } = await git.try('merge', '--no-edit', 'theirs');
  expect(code).toBe(1);
  expect(stderr).toContain('有 1 处两边改得不一样');
  expect(await git.ok('status', '--porcelain')).toMatch(/^UU /);
  const marks = '<<<<<<< 本方（当前分支）\n    权重: 20\n=======\n    权重: 15\n>>>>>>> 对方（合并进来的）\n';
  expect(await readFile(join(root, PROJECT), 'utf8')).toBe(before.replace('    权重: 20\n', marks) + indicator('乙'));
});

test('a form that cannot be read is merged as git merges text', async () => {
  const { git, root } = await repository();
  await install(root);
  await branches(root, git, text => text.replace('预算:', '预算'), text => text.replace('权重: 25', '权重: 15'));
  const { code, stderr } = await git.try('merge', '--no-edit', 'theirs');
  expect(code).toBe(0);
  expect(stderr).toContain('03-一般性项目-设备采购类.yaml：本方第 4 行读不出栏目（这一行没有写成“栏目: 内容”），按普通文字逐行合并');
  expect(await readFile(join(root, PROJECT), 'utf8')).toContain('权重: 15');
});

test('so is one that is not UTF-8, byte by byte', async () => {
  const folder = await emptyFolder();
  const [base = '', ours = '', theirs = ''] = ['base', 'ours', 'theirs'].map(name => join(folder, name));
  const bytes = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.from([0xd6, 0xd0, 10])]);
  await writeFile(base, bytes('甲: 1\n乙: 1\n丙: 1\n'));
  await writeFile(ours, bytes('甲: 2\n乙: 1\n丙: 1\n'));
  await writeFile(theirs, bytes('甲: 1\n乙: 1\n丙: 2\n'));
  expect((await inProcess(['merge-yaml', base, ours, theirs, '甲.yaml'])).code).toBe(0);
  expect(await readFile(ours)).toEqual(bytes('甲: 2\n乙: 1\n丙: 2\n'));
  await writeFile(theirs, bytes('甲: 3\n乙: 1\n丙: 1\n'));
  expect((await inProcess(['merge-yaml', base, ours, theirs, '甲.yaml'])).code).toBe(1);
});

test('one with bytes that git does not take for text stays, as a conflict, and the other side can be had', async () => {
  const { git, root } = await repository();
  await install(root);
  const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
  const path = join(root, PROJECT);
  await git.commit('base');
  await git.ok('checkout', '--quiet', '-b', 'theirs');
  await writeFile(path, utf16('甲: 2\n'));
  await git.commit('theirs');
  await git.ok('checkout', '--quiet', 'main');
  await writeFile(path, utf16('甲: 3\n'));
  await git.commit('ours');
  const { code, stderr } = await git.try('merge', '--no-edit', 'theirs');
  expect(code).toBe(1);
  expect(stderr).toContain('不是文字，没有合并，留的是本方的');
  expect(await git.ok('status', '--porcelain')).toMatch(/^UU /);
  expect(await readFile(path)).toEqual(utf16('甲: 3\n'));
  await git.ok('checkout', '--theirs', '--', `:/绩效 目标/${PROJECT}`);
  expect(await readFile(path)).toEqual(utf16('甲: 2\n'));
});

test('a waiver that one adds stays where the other changes the number or deletes the indicator', async () => {
  const { git, root } = await repository();
  await install(root);
  await branches(root, git,
    text => text.replace('年度预算: 4', '年度预算: 5'),
    text => text.replace('年度预算: 4', '年度预算: 4  # waive budget-split: 另有 1 万元由区级统筹'));
  expect((await git.try('merge', '--no-edit', 'theirs')).code).toBe(0);
  expect(await readFile(join(root, PROJECT), 'utf8')).toContain('年度预算: 5  # waive budget-split: 另有 1 万元由区级统筹\n');
});

test('a form that both sides added: every line of both is in the result, and check says where the marks are', async () => {
  const { git, root } = await repository();
  await install(root);
  const added = join(root, DEPARTMENT, 'projects/09-新项目 $x\'.yaml');
  const form = await readFile(join(root, PROJECT), 'utf8');
  await git.commit('base');
  await git.ok('checkout', '--quiet', '-b', 'theirs');
  const theirs = `# 乙填\n${form.replace('权重: 25', '权重: 15  # waive grade: 乙')}${indicator('乙')}`;
  await writeFile(added, theirs);
  await git.commit('theirs');
  await git.ok('checkout', '--quiet', 'main');
  const ours = `# 甲填\n${form.replace('权重: 25', '权重: 20')}${indicator('甲')}`;
  await writeFile(added, ours);
  await git.commit('ours');
  expect((await git.try('merge', '--no-edit', 'theirs')).code).toBe(1);
  expect(await git.ok('status', '--porcelain')).toMatch(/^AA /);
  const text = await readFile(added, 'utf8');
  for (const line of [...ours.split('\n'), ...theirs.split('\n')]) expect(text).toContain(line);
  expect(text.match(/^<{7} /gm)).toHaveLength(1);
  const { code, stdout } = await inProcess(['check', '--root', root, '--format', 'json']);
  expect(code).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  const line = text.split('\n').findIndex(one => one.startsWith('<<<<<<<')) + 1;
  expect(diagnostics.filter(({ file }) => file.includes('09-')).map(one => [one.code, one.range.start.line]))
    .toContainEqual(['yaml/conflict', line]);
});

/** From here on the program has a bug: a TypeError out of what both commands read a form with. */
function withBug(): void {
  const code = `const { decode } = TextDecoder.prototype;
    TextDecoder.prototype.decode = function (...args) {
      const text = decode.apply(this, args);
      if (text.includes('设备采购类')) throw new TypeError('fault');
      return text;
    };`;
  vi.stubEnv('NODE_OPTIONS', `--import=data:text/javascript,${encodeURIComponent(code)}`);
  onTestFinished(() => { vi.unstubAllEnvs(); });
}

test('a bug while merging is reported with its stack, and git merges line by line', async () => {
  const { git, root } = await repository();
  await install(root);
  // A line as of a conflict must not be taken for one.
  await branches(root, git,
    text => `${text.replace('权重: 25', '权重: 20')}# x\n=======\n`, text => text.replace('权重: 35', '权重: 15'));
  withBug();
  const { code, stderr } = await git.try('merge', '--no-edit', 'theirs');
  expect(stderr).toMatch(/程序出错了[^]*TypeError: fault\n {4}at [^]*按栏目合并没有做成，原因见上；改为逐行合并/);
  expect(code).toBe(0);
  const text = await readFile(join(root, PROJECT), 'utf8');
  for (const part of ['权重: 20', '权重: 15']) expect(text).toContain(part);
});

test('a bug while reading a PDF is reported with its stack, and git diff goes on', async () => {
  const { git, root } = await repository();
  await install(root);
  await build(root);
  await git.ok('add', '--all', '--force');
  withBug();
  const { code, stdout, stderr } = await git.try('diff', '--cached', '--', '绩效 目标/out');
  expect(code).toBe(0);
  expect(stderr).toMatch(/程序出错了[^]*TypeError: fault\n {4}at /);
  expect(stdout).toContain('+（读不出来，原因见上');
});

test('a schema that cannot be read is named, and git merges line by line', async () => {
  const { git, root } = await repository();
  await install(root);
  await branches(root, git, text => text.replace('权重: 25', '权重: 20'), text => text.replace('权重: 35', '权重: 15'));
  await mkdir(join(root, 'schemas/shapingba'), { recursive: true });
  await writeFile(join(root, 'schemas/shapingba/project.schema.json'), '<<<<<<< ours\n{}');
  const { code, stderr } = await git.try('merge', '--no-edit', 'theirs');
  expect(stderr).toMatch(/不能运行：版式 shapingba 的表样定义有 1 处错\n {2}schemas\/shapingba\/project.schema.json：不是 JSON[^]*改为逐行合并/);
  expect(code).toBe(0);
});

test('where the program is gone, git still merges and compares', async () => {
  const { git, root } = await repository();
  await install(root);
  for (const key of ['merge.jixiao-yaml.driver', 'diff.jixiao-pdf.textconv']) {
    const command = (await git.ok('config', key)).trimEnd();
    await git.ok('config', key, command.replace('jixiao.mjs', 'gone.mjs'));
  }
  await branches(root, git, text => text.replace('权重: 25', '权重: 20'), text => text.replace('权重: 25', '权重: 15'));
  expect((await git.try('merge', '--no-edit', 'theirs')).code).toBe(1);
  const text = await readFile(join(root, PROJECT), 'utf8');
  for (const part of ['<<<<<<<', '权重: 20', '权重: 15']) expect(text).toContain(part);
  await mkdir(join(root, 'out'));
  await writeFile(join(root, 'out/甲.pdf'), '甲');
  await git.ok('add', '--all', '--force');
  expect(await git.ok('diff', '--cached', '--', '绩效 目标/out')).toContain('先运行 npm ci');
});

test('installing twice is installing once, and undoing leaves what was there', async () => {
  const { git, root } = await repository();
  const files = async (): Promise<(string | undefined)[]> => Promise.all(['config', 'info/attributes'].map(name =>
    readFile(join(git.folder, '.git', name), 'utf8').catch(() => undefined)));
  const bare = await files();
  await install(root);
  await install(root, '--uninstall-git');
  expect(await files()).toEqual(bare);

  await git.ok('config', 'diff.word.textconv', 'cat');
  await mkdir(join(git.folder, '.git/info'), { recursive: true });
  await writeFile(join(git.folder, '.git/info/attributes'), '*.docx diff=word\n');
  const before = await files();
  await install(root);
  const installed = await files();
  expect(installed[1]).toBe('*.docx diff=word\n"绩效 目标/out/**/*.pdf" diff=jixiao-pdf\n"绩效 目标/data/**/*.yaml" merge=jixiao-yaml\n');
  await install(root);
  expect(await files()).toEqual(installed);
  // Another root of the repository still needs the commands.
  const other = join(git.folder, '别的[1]');
  await cp(root, other, { recursive: true });
  await install(other);
  expect(await git.ok('check-attr', 'merge', `别的[1]/${DEPARTMENT}/department.yaml`)).toContain('jixiao-yaml');
  await install(other, '--uninstall-git');
  expect(await git.ok('config', 'merge.jixiao-yaml.driver')).toContain('merge-yaml');
  expect((await files())[1]).toBe(installed[1]);
  await install(root, '--uninstall-git');
  expect(await files()).toEqual(before);
});

test('names of files are shown as they are; a setting of the user stays', async () => {
  const { git, root } = await repository();
  await git.commit('before');
  const setting = async (): Promise<string | undefined> =>
    /^core\.quotepath=(.*)$/m.exec(await git.ok('config', '--local', '--list'))?.[1];
  await git.ok('config', '--local', 'user.name', '张三');
  await install(root);
  await install(root);
  expect(await setting()).toBe('false');
  await install(root, '--uninstall-git');
  expect(await setting()).toBeUndefined();
  await git.ok('config', '--local', 'core.quotePath', 'true');
  await install(root);
  expect(await setting()).toBe('true');
  await install(root, '--uninstall-git');
  expect(await setting()).toBe('true');
});

test('a folder that is in no repository, and a machine without git, are told', async () => {
  const root = await smallRoot();
  const outside = await inProcess(['diff', '--install-git', '--root', root]);
  expect(outside).toMatchObject({ code: 2, stdout: '' });
  expect(outside.stderr).toMatch(/^不能运行：.* 不在 git 仓库里\n→ 在 git clone 下来的文件夹里运行/);
  const { root: inside } = await repository();
  const withoutGit = await jixiao(['diff', '--install-git', '--root', inside], { env: { PATH: '' } });
  expect(withoutGit.stderr).toContain('没有安装 git');
});
