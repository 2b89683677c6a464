import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commit, git } from '../support/git.js';
import { cleanRoot, DEPARTMENT, edit, filesOf, inProcess, ORDINARY_USER, PROJECT, REPOSITORY, run, type Run } from '../support/run.js';

/* What a clerk does to the folders of data: nothing may be lost in silence. */

interface Found {
  file: string;
  code: string;
  severity: string;
  hint: string;
}

const FORM = `${DEPARTMENT}/projects/08-卫生健康.yaml`;

async function put(root: string, path: string, text = ''): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function check(root: string): Promise<Found[]> {
  const { stdout, stderr } = await inProcess(['check', '--root', root, '--format', 'json']);
  expect(stdout + stderr).not.toContain('    at ');
  return (JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics;
}

const shown = (found: readonly Found[]): string[] => found.map(({ severity, code, file }) => `${severity} ${code} ${file}`);

const LOST: [path: string, code: string, hint: string][] = [
  [`${DEPARTMENT}/projects/09-甲.yaml.txt`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲.yml`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲.YAML`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲.ymal`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲。yaml`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲．ｙａｍｌ`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲.yaml.docx`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲.yaml~`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/.09-甲.yaml.swp`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲.yaml.bak`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲.txt`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/09-甲`, 'file/extension', '改名为 09-甲.yaml'],
  [`${DEPARTMENT}/projects/08-卫生健康.yaml.txt`, 'file/extension', '08-卫生健康.yaml 也在：两个只留一个'],
  [`${DEPARTMENT}/projects/补充/09-甲.yaml`, 'file/misplaced', `移到 ${DEPARTMENT}/projects/ 里`],
  [`${DEPARTMENT}/Department.yaml`, 'file/misplaced', '改名为 department.yaml'],
  [`${DEPARTMENT}/09-甲.yaml`, 'file/misplaced', `移到 ${DEPARTMENT}/projects/ 里`],
  ['data/2024年/甲/department.yaml', 'file/misplaced', '把文件夹 data/2024年 改名为 data/2024'],
  ['data/24/甲/department.yaml', 'file/misplaced', '把文件夹 data/24 改名为 data/2024'],
  ['data/二〇二四年/scheme.yaml', 'file/misplaced', '把文件夹 data/二〇二四年 改名为 data/2024'],
  ['data/09-甲.yaml', 'file/misplaced', '应放在 data/'],
  ['data/2024/甲.yaml', 'file/misplaced', '应放在 data/'],
];

test.each(LOST)('%s would be lost: an error that says what to do', async (path, code, hint) => {
  const root = await cleanRoot();
  await put(root, path);
  const found = await check(root);
  expect(shown(found)).toEqual([`error ${code} ${path}`]);
  expect(found[0]?.hint).toContain(hint);
});

test.each(['project', 'Projects', '项目', 'projets'])('projects renamed to %s: each form says so', async (name) => {
  const root = await cleanRoot();
  await rename(join(root, DEPARTMENT, 'projects'), join(root, DEPARTMENT, name));
  const found = await check(root);
  expect(shown(found)).toEqual([PROJECT, FORM].map(path => `error file/misplaced ${path.replace('projects', name)}`));
  expect(found[0]?.hint).toBe(`把文件夹 ${DEPARTMENT}/${name} 改名为 projects`);
});

test('what is no form is a warning, a folder of it one warning, and the department is built', async () => {
  const root = await cleanRoot();
  for (const name of ['projects/09-甲.docx', '汇总.xlsx', 'projects/说明.md', 'projects/08-卫生健康.yaml.bak', '附件/a/1.pdf', '附件/2.pdf']) {
    await put(root, `${DEPARTMENT}/${name}`);
  }
  await put(root, 'data/README.md');
  expect(shown(await check(root)).sort()).toEqual([
    `warning file/foreign ${DEPARTMENT}/projects/08-卫生健康.yaml.bak`,
    `warning file/foreign ${DEPARTMENT}/projects/09-甲.docx`,
    `warning file/foreign ${DEPARTMENT}/projects/说明.md`,
    `warning file/foreign ${DEPARTMENT}/汇总.xlsx`,
    `warning file/foreign ${DEPARTMENT}/附件`,
    'warning file/foreign data/README.md',
  ].sort());
  const { code, stdout } = await inProcess(['build', '--root', root, '--format', 'html']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('有 6 个提醒')]);
});

test('what systems and editors leave behind is no matter', async () => {
  const root = await cleanRoot();
  const names = [
    '.DS_Store', 'Thumbs.db', 'desktop.ini', '._08-卫生健康.yaml', '~$汇总.docx', '.~lock.汇总.xlsx#', '.gitkeep',
    '08-卫生健康.yaml~', '.08-卫生健康.yaml.swp', '#08-卫生健康.yaml#',
  ];
  for (const name of names) await put(root, `${DEPARTMENT}/projects/${name}`);
  await put(root, 'data/__MACOSX/2024/._x.yaml');
  expect(await check(root)).toEqual([]);
});

test.each([
  ['emptied', async (root: string) => {
    await rm(join(root, DEPARTMENT, 'projects'), { recursive: true });
    await mkdir(join(root, DEPARTMENT, 'projects'));
  }],
  ['deleted', (root: string) => rm(join(root, DEPARTMENT, 'projects'), { recursive: true })],
])('projects %s: an error at the money, old documents stay; a waiver accepts it', async (_, spoil) => {
  const root = await cleanRoot();
  await inProcess(['build', '--root', root, '--format', 'html', '--no-volume']);
  const before = await filesOf(join(root, 'out/2024'));
  await spoil(root);
  const { code, stdout } = await inProcess(['build', '--root', root, '--format', 'html', '--no-volume']);
  expect(code).toBe(1);
  expect(stdout).toContain('而这个部门一张项目表也没有 budget-projects');
  expect(stdout).toContain('删除 0）');
  const after = await filesOf(join(root, 'out/2024'));
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [name, bytes] of before) if (name.includes('projects/')) expect(after.get(name), name).toEqual(bytes);

  const waiver = '# waive budget-projects: 只有人员经费\n';
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('支出预算总量', `${waiver}支出预算总量`));
  expect((await inProcess(['build', '--root', root, '--format', 'html', '--no-volume'])).stdout).toContain('删除 2）');
});

test('an empty department, year or data is an error', async () => {
  const root = await cleanRoot();
  await mkdir(join(root, 'data/2024/空街道'));
  await mkdir(join(root, 'data/2025'));
  expect(shown(await check(root))).toEqual([
    'error file/missing data/2024/空街道/department.yaml', 'error file/missing data/2025/scheme.yaml',
  ]);
  await rm(join(root, 'data'), { recursive: true });
  await mkdir(join(root, 'data'));
  expect(shown(await check(root))).toEqual(['error file/missing data']);
});

test('diff reports the same of a version in git as check of the disk', async () => {
  const root = await cleanRoot();
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await commit(root, '原来');
  for (const [path] of LOST) await put(root, path);
  await put(root, `${DEPARTMENT}/附件/a.pdf`);
  await put(root, `${DEPARTMENT}/projects/甲\n::error::乙.yaml`, '甲: 1\n');
  await put(root, 'data/2024/volume.pdf/说明.txt');
  const onDisk = shown(await check(root)).filter(line => / file\//.test(line));
  const introduced = async (...versions: string[]): Promise<string[]> => {
    const { stdout } = await inProcess(['diff', ...versions, '--root', root, '--format', 'json']);
    const report = JSON.parse(stdout) as { introduced: Found[]; departments: { introduced: Found[] }[] };
    return shown([...report.introduced, ...report.departments.flatMap(({ introduced: found }) => found)]).filter(line => / file\//.test(line)).sort();
  };
  expect(onDisk.length).toBeGreaterThan(LOST.length + 3);
  expect(await introduced('main')).toEqual([...onDisk].sort());
  await commit(root, '放错');
  expect(await introduced('main~1', 'main')).toEqual([...onDisk].sort());
});

/** The program as a user for whom permissions count. */
function asOrdinaryUser(root: string, ...args: string[]): Promise<Run> {
  const command = [...ORDINARY_USER, process.execPath, join(REPOSITORY, 'src/jixiao.mjs'), ...args, '--root', root];
  return run(command[0] ?? '', command.slice(1), { env: { HOME: root, XDG_CACHE_HOME: join(root, '.cache') } });
}

const HTML = ['--format', 'html'];

/** A root that the ordinary user may change, with what is built of it. */
async function sharedRoot(): Promise<string> {
  const root = await cleanRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/另一街道'), { recursive: true });
  await edit(join(root, 'data/2024/另一街道/department.yaml'), text => text.replace(/编制单位: .*/, '编制单位: 另一街道办事处'));
  expect((await inProcess(['build', '--root', root, ...HTML])).code).toBe(0);
  execFileSync('chmod', ['-R', 'a+rwX', root]);
  onTestFinished(() => { execFileSync('chmod', ['-R', 'u+rwX', root]); });
  return root;
}

test.runIf(process.platform !== 'win32').each([
  `${DEPARTMENT}/projects`, DEPARTMENT, 'data/2024', 'data', FORM, `${DEPARTMENT}/department.yaml`, 'data/2024/scheme.yaml',
])('%s cannot be read: an error there, and no document of it goes', async (path) => {
  const root = await sharedRoot();
  const before = await filesOf(join(root, 'out'));
  await chmod(join(root, path), 0);
  const { code, stdout, stderr } = await asOrdinaryUser(root, 'build', ...HTML);
  expect(stderr).not.toContain('程序出错了');
  expect(code).toBe(1);
  expect(stdout).toMatch(new RegExp(`^${path}\n  错误 1:1 读不了：没有读取权限（EACCES） file/unreadable`, 'm'));
  expect(stdout).toContain('删除 0）');
  await chmod(join(root, path), 0o777);
  expect([...(await filesOf(join(root, 'out'))).keys()]).toEqual([...before.keys()]);
});

test.runIf(process.platform !== 'win32')('diff does not take a folder that cannot be read for deleted', async () => {
  const root = await sharedRoot();
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await commit(root, '原来');
  execFileSync('chmod', ['-R', 'a+rwX', root]);
  await chmod(join(root, DEPARTMENT, 'projects'), 0);
  const env = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*', HOME: root };
  const command = [...ORDINARY_USER, process.execPath, join(REPOSITORY, 'src/jixiao.mjs'), 'diff', 'main', '--root', root];
  const { code, stderr } = await run(command[0] ?? '', command.slice(1), { env });
  expect([code, stderr]).toEqual([2, expect.stringContaining(`读不了 ${DEPARTMENT}/projects：没有读取权限（EACCES）`)]);
});

test('a form of 1 GB is not read into memory', async () => {
  const root = await cleanRoot();
  await truncate(join(root, PROJECT), 1024 ** 3);
  const found = await check(root);
  expect(shown(found)).toEqual([`error file/unreadable ${PROJECT}`]);
  expect(await readFile(join(root, FORM), 'utf8')).toContain('绩效指标');
});

test.runIf(process.platform === 'linux')('a pipe and a name that is not UTF-8 are errors, not a wait', async () => {
  const root = await cleanRoot();
  execFileSync('mkfifo', [join(root, DEPARTMENT, 'projects/09-甲.yaml')]);
  await writeFile(Buffer.concat([Buffer.from(join(root, DEPARTMENT, 'projects/10-')), Buffer.from([0xD6, 0xD0]), Buffer.from('.yaml')]), '');
  expect(shown(await check(root))).toEqual([
    `error file/unreadable ${DEPARTMENT}/projects/09-甲.yaml`,
    `error file/name ${DEPARTMENT}/projects/10-\uFFFD\uFFFD.yaml`,
    `error file/unreadable ${DEPARTMENT}/projects/10-\uFFFD\uFFFD.yaml`,
  ]);
});

test('a root that is a file, is not there, or may not be entered is told, without a stack', async () => {
  const root = await cleanRoot();
  const closed = await cleanRoot();
  await chmod(closed, 0);
  for (const place of [join(root, PROJECT), join(root, 'nowhere'), closed]) {
    const { code, stderr } = await asOrdinaryUser(place, 'check');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^不能运行：(?:没有 data 文件夹|schemas 读不了)/)]);
  }
});
