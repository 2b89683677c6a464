import { cp, mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, git, gitRoot } from '../support/git.js';
import { DEPARTMENT, edit, emptyFolder, filesOf, inProcess, PROJECT, realRoot, REPOSITORY, type Run } from '../support/run.js';

/* The real program on real git. */

const HEALTH = `${DEPARTMENT}/projects/08-卫生健康.yaml`;
const MARKET = `${DEPARTMENT}/projects/11-农贸市场管护.yaml`;

interface JsonChange {
  type: string;
  form: string;
  pointer: string;
  label: string;
  before?: string;
  after?: string;
  note?: string;
}

interface JsonDiff {
  base: string;
  head: string;
  departments: {
    path: string;
    renamedFrom?: string;
    changes: JsonChange[];
    layoutOnly: string[];
    introduced: { code: string }[];
    solved: { code: string }[];
  }[];
  schemes: { path: string; changes: JsonChange[] }[];
  introduced: { code: string; file: string }[];
  notes: string[];
  totals: { before: number | null; after: number | null; changes: number; untouched: number };
}

const diff = (root: string, ...args: string[]): Promise<Run> => inProcess(['diff', '--root', root, ...args]);

async function json(root: string, ...args: string[]): Promise<JsonDiff> {
  const { code, stdout, stderr } = await diff(root, '--format', 'json', ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as JsonDiff;
}

const inFile = (root: string, path: string, ...changes: [string | RegExp, string][]): Promise<void> =>
  edit(join(root, path), text => changes.reduce((result, [from, to]) => {
    const changed = result.replace(from, to);
    if (changed === result) throw new Error(`${String(from)} is not in ${path}`);
    return changed;
  }, text));

/** Changes of every kind: money, targets and prose changed, rows moved, renamed and split, forms renamed and gone. */
async function reviseEverything(root: string): Promise<void> {
  await inFile(root, PROJECT, ['年度预算: 4', '年度预算: 7.5'], ['本级支出: 4', '本级支出: 7.5'], ['权重: 25', '权重: 20'], [/指标值: 4\n/, '指标值: 3\n']);
  await inFile(
    root,
    HEALTH,
    ['迎接全国文明城区复检开展辖区爱国卫生工作', '迎接全国文明城区复查，开展辖区爱国卫生和病媒生物防制工作'],
    ['指标值: 98', '指标值: 95'],
    ['指标值: 有所提升', '指标值: 良'],
    ['名称: 健康宣传专栏更新', '名称: 健康宣传专栏更新期数'],
    [/( {2}- 一级: 产出\n(?: {4}.*\n){6})( {2}- 一级: 产出\n(?: {4}.*\n){6})/, '$2$1'],
  );
  await inFile(
    root,
    `${DEPARTMENT}/department.yaml`,
    ['支出预算总量: 400.72', '支出预算总量: 404.22'],
    [/ {2}- 一级: 产出\n {4}二级: 数量\n {4}名称: 宣传工作及人才培训次数\n {4}权重: 15\n/, '  - 一级: 产出\n    二级: 数量\n    名称: 宣传工作次数\n    权重: 8\n    单位: 次\n    性质: ≥\n    指标值: 12\n  - 一级: 产出\n    二级: 数量\n    名称: 人才培训次数\n    权重: 7\n'],
  );
  await rename(join(root, MARKET), join(root, MARKET.replace('农贸市场管护', '市场管护')));
  await inFile(root, `${DEPARTMENT}/projects/09-社区建设与发展.yaml`, ['专项资金名称', '# 只加一行注释\n专项资金名称']);
  await rm(join(root, DEPARTMENT, 'projects/16-招商引资.yaml'));
}

const show = (text: string): string => text.replace(/[0-9a-f]{10,12}/g, 'HASH').trimEnd();

test('a pull request as a reviewer sees it', async () => {
  const root = await gitRoot();
  await git(root, 'switch', '--quiet', '--create', '修改');
  await reviseEverything(root);
  await commit(root);
  const pretty = await diff(root, 'main', '修改', '--exit-code');
  const markdown = await diff(root, 'main...修改', '--format', 'markdown');
  expect([pretty.code, markdown.code]).toEqual([1, 0]);
  await expect(`${show(pretty.stdout)}\n`).toMatchFileSnapshot('snapshots/对比-终端.txt');
  await expect(`${show(markdown.stdout)}\n`).toMatchFileSnapshot('snapshots/对比-合并请求.md');
});

test('the default is from the merge base with main to the files on disk, and nothing of the checkout is touched', async () => {
  const root = await gitRoot();
  await git(root, 'switch', '--quiet', '--create', '修改');
  await inFile(root, PROJECT, ['权重: 25', '权重: 20']);
  await commit(root);
  await git(root, 'switch', '--quiet', 'main');
  await inFile(root, HEALTH, ['指标值: 98', '指标值: 97']);
  await commit(root);
  await git(root, 'switch', '--quiet', '修改');
  await inFile(root, MARKET, [/年度预算: .*/, '年度预算: 2.5']);
  await git(root, 'add', '--all');
  await inFile(root, PROJECT, ['指标值: 4', '指标值: 5']);
  await writeFile(join(root, DEPARTMENT, 'projects/18-新.yaml'), await readFile(join(root, PROJECT)));
  // Git would like to note in the index that this file is still the same.
  await utimes(join(root, MARKET.replace('11-农贸市场管护', '12-城市管理与环境保护')), 1, 1);
  const before = await filesOf(root);
  const { departments: [department], head } = await json(root);
  expect(await filesOf(root)).toEqual(before);
  expect(head).toBe('working tree');
  expect(department?.changes.map(({ type, form, pointer }) => [type, form.split('/').at(-1)?.slice(0, 2), pointer])).toEqual([
    ['changed', '03', '/indicators/0/weight'],
    ['changed', '03', '/indicators/0/target'],
    ['changed', '11', '/budget/total'],
    ['added', '18', ''],
  ]);
  // Git's own words work, too.
  for (const range of ['main..修改', 'main..', '修改~1..修改']) await json(root, range);
});

test('changes of layout, comments, line ends and key order are none', async () => {
  const root = await gitRoot();
  await git(root, 'config', 'core.autocrlf', 'false');
  await inFile(root, PROJECT, ['专项资金名称', '# 注释\n\n专项资金名称'], [/( {2}年度预算: 4\n)( {2}本级支出: 4\n)/, '$2$1']);
  await edit(join(root, HEALTH), text => text.replaceAll('\n', '\r\n'));
  const { code, stdout } = await diff(root, '--exit-code');
  expect(stdout).toContain('没有内容变化；只改了排版或注释的文件 2 个');
  expect(code).toBe(0);
  expect((await diff(root, '--exit-code', '--format', 'markdown')).stdout).toContain('没有内容变化');
  const { departments: [department], totals } = await json(root);
  expect(department?.changes).toEqual([]);
  expect(department?.layoutOnly).toEqual([PROJECT, HEALTH]);
  expect(totals.changes).toBe(0);
});

test('money per project and department, exact, with the new total', async () => {
  const root = await gitRoot();
  await inFile(root, PROJECT, ['年度预算: 4', '年度预算: 4.1'], ['补助下级: 0', '补助下级: 0.1']);
  const { departments: [department], totals } = await json(root);
  expect(department?.changes).toMatchObject([
    { label: '2024年预算', before: '4 万元', after: '4.1 万元', numbers: { before: 4, after: 4.1 }, difference: 0.1, percent: 2.5, unit: '万元' },
    { label: '补助街镇', before: '0 万元', after: '0.1 万元', difference: 0.1 },
  ]);
  expect(totals).toMatchObject({ before: 400.72, after: 400.82, difference: 0.1 });
  expect(department?.introduced.map(({ code }) => code)).toEqual(['budget-projects']);
  await inFile(root, `${DEPARTMENT}/department.yaml`, ['400.72', '400.82']);
  await commit(root);
  const back = await json(root, 'HEAD', 'HEAD~1');
  expect(back.departments[0]?.introduced).toEqual([]);
});

test('problems are known by what they are, not by their line', async () => {
  const root = await gitRoot();
  await inFile(root, PROJECT, ['年度预算: 4', '年度预算: 5']);
  await commit(root);
  await inFile(root, PROJECT, ['专项资金名称', '# 多一行\n专项资金名称'], ['年度预算: 5', '年度预算: 6']);
  const { departments: [department] } = await json(root, 'HEAD');
  expect([department?.introduced, department?.solved]).toEqual([[], []]);
  await inFile(root, PROJECT, ['年度预算: 6', '年度预算: 4']);
  const repaired = await json(root, 'HEAD');
  expect(repaired.departments[0]?.solved.map(({ code }) => code).sort()).toEqual(['budget-projects', 'budget-split']);
});

test('a file renamed and edited, files that changed places, and a renamed department are followed', async () => {
  const root = await gitRoot();
  const [from, to] = [join(root, DEPARTMENT), join(root, 'data/2024/沙坪坝街道办')];
  await rename(from, to);
  await rename(join(to, 'projects/08-卫生健康.yaml'), join(to, 'projects/18-健康.yaml'));
  await inFile(root, 'data/2024/沙坪坝街道办/projects/18-健康.yaml', [/迎接全国文明城区复检.*\n.*\n绩效指标/, '换成完全不同的一段话。\n绩效指标'], ['指标值: 98', '指标值: 97']);
  const [first, second] = ['01-一般性项目-基础办公类.yaml', '02-一般性项目-运行成本类.yaml'].map(name => join(to, 'projects', name)) as [string, string];
  const texts = [await readFile(first), await readFile(second)] as const;
  await writeFile(first, texts[1]);
  await writeFile(second, texts[0]);
  const found = await json(root);
  expect(found.departments).toHaveLength(1);
  const [department] = found.departments;
  expect(department).toMatchObject({ path: 'data/2024/沙坪坝街道办', renamedFrom: DEPARTMENT });
  expect(department?.changes.filter(({ type }) => type === 'added' || type === 'removed')).toEqual([]);
  expect(department?.changes.filter(({ pointer }) => pointer !== '').map(({ form, pointer }) => [form.split('/').at(-1), pointer])).toEqual([
    ['18-健康.yaml', '/goal'],
    ['18-健康.yaml', '/indicators/3/target'],
  ]);
  expect(department?.changes.filter(({ pointer }) => pointer === '').every(({ type }) => type === 'moved')).toBe(true);
  await commit(root);
  expect((await json(root, 'HEAD~1..HEAD')).departments[0]?.changes).toEqual(department?.changes);
});

test('only departments of which something changed are read', async () => {
  const root = await gitRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/甲街道'), { recursive: true });
  await writeFile(join(root, 'data/2024/甲街道/projects/08-卫生健康.yaml'), '写: [坏了');
  await commit(root);
  await inFile(root, PROJECT, ['权重: 25', '权重: 20']);
  // A copied folder has new times.
  await utimes(join(root, 'data/2024/甲街道/department.yaml'), 1, 1);
  const { departments, totals } = await json(root, 'HEAD');
  expect(departments.map(({ path }) => path)).toEqual([DEPARTMENT]);
  expect(totals.untouched).toBe(1);
});

test('a changed scheme concerns all departments of its year', async () => {
  const root = await gitRoot();
  await inFile(root, 'data/2024/scheme.yaml', ['权重合计: 90', '权重合计: 100'], ['区级支出', '市级支出']);
  const { schemes: [scheme], departments: [department], totals } = await json(root);
  expect(scheme?.changes).toMatchObject([
    { pointer: '/labels/本级支出', label: '标签 本级支出', before: '区级支出', after: '市级支出' },
    { pointer: '/weightTotal', before: '90', after: '100', difference: 10 },
  ]);
  expect(department?.introduced).toHaveLength(18);
  expect(totals.changes).toBe(2);
});

test('the root may be a folder of the repository', async () => {
  const repository = await emptyFolder();
  const root = join(repository, '预算 [1]');
  await mkdir(root);
  await cp(join(REPOSITORY, 'data'), join(root, 'data'), { recursive: true });
  await git(repository, 'init', '--quiet', '--initial-branch', 'main');
  await commit(repository);
  await inFile(root, PROJECT, ['权重: 25', '权重: 20']);
  await writeFile(join(root, DEPARTMENT, 'projects/18-新.yaml'), await readFile(join(root, HEALTH)));
  const { departments: [department] } = await json(root);
  expect(department?.changes.map(({ form }) => form)).toEqual([PROJECT, `${DEPARTMENT}/projects/18-新.yaml`]);
});

test('a side that does not parse, or does not fit, is told; the rest is compared', async () => {
  const root = await gitRoot();
  await inFile(root, PROJECT, ['权重: 25', '权重: 20']);
  await inFile(root, `${DEPARTMENT}/department.yaml`, ['400.72', '400']);
  await commit(root, '有错');
  await inFile(root, PROJECT, ['预算:', '预算']);
  await inFile(root, MARKET, [/年度预算: .*/, '年度预算: 很多']);
  await inFile(root, HEALTH, ['指标值: 98', '指标值: 97']);
  const { departments: [department], totals } = await json(root, 'HEAD');
  expect(department?.changes.map(({ form, note }) => [form, note])).toEqual([
    [PROJECT, '改动后的文件有错，读不出来，没有逐项比较'],
    [HEALTH, '放宽'],
    [MARKET, '改动后的文件有错，读不出来，没有逐项比较'],
  ]);
  expect(department?.introduced.map(({ code }) => code)).toEqual(['yaml/syntax', 'schema/type']);
  expect(totals).toMatchObject({ before: 400.72, after: null, difference: null });
  // A problem that is not seen any more is not solved.
  expect(department?.solved).toEqual([]);
  const { stdout } = await diff(root, 'HEAD');
  expect(stdout).toContain('改动后读不出来：错误');
  expect(stdout.split('应为数字')).toHaveLength(2);
  await commit(root);
  expect((await diff(root, 'HEAD', 'HEAD~1')).stdout).toContain('改动前读不出来：错误');
});

test('two rows that changed places are both reported, with the numbers they had and have', async () => {
  const root = await gitRoot();
  await edit(join(root, HEALTH), (text) => {
    const [head = '', ...rows] = text.split(/(?<=\n)(?= {2}- )/);
    const [first = '', second = '', third = '', ...rest] = rows;
    return [head, third, second, first, ...rest].join('');
  });
  const { departments: [department] } = await json(root, 'HEAD');
  expect(department?.changes.map(({ type, pointer, before, after }) => ({ type, pointer, before, after }))).toEqual([
    { type: 'moved', pointer: '/indicators/0', before: '第 3 项', after: '第 1 项' },
    { type: 'moved', pointer: '/indicators/2', before: '第 1 项', after: '第 3 项' },
  ]);
});

const SCHEMA = 'schemas/shapingba/project.schema.json';

/** Gives a root its own schema of projects; that of the department's form stays the program's. */
async function ownSchema(root: string, change: (schema: OwnSchema) => void = () => undefined): Promise<void> {
  await mkdir(join(root, 'schemas/shapingba'), { recursive: true });
  const schema = JSON.parse(await readFile(join(REPOSITORY, SCHEMA), 'utf8')) as OwnSchema;
  change(schema);
  await writeFile(join(root, SCHEMA), JSON.stringify(schema));
}

interface OwnSchema { properties: Record<string, Record<string, unknown> & { items?: OwnSchema }>; required: string[] }

test('each side is read with its own schema', async () => {
  const root = await gitRoot();
  await ownSchema(root);
  // Those that code is written in are the program's, whatever a version says.
  await writeFile(join(root, 'schemas/scheme.schema.json'), '{}');
  await commit(root);
  await rm(join(root, 'schemas/scheme.schema.json'));
  await ownSchema(root, ({ properties }) => {
    properties['受益人数'] = { title: '受益人数', description: '多少人受益。', type: 'number' };
  });
  await inFile(root, PROJECT, ['预算:', '受益人数: 300\n预算:']);
  const { departments: [department], notes } = await json(root, 'HEAD');
  expect(department?.changes).toMatchObject([{ type: 'added', pointer: '/受益人数', label: '受益人数', after: '300', note: '表样定义新增的栏目' }]);
  expect(department?.introduced).toEqual([]);
  expect(notes).toEqual(['表样定义“部门专项绩效目标申报表”有变化：新增栏目“受益人数”']);
});

function leaveOut({ properties, required }: OwnSchema, key: string): void {
  Reflect.deleteProperty(properties, key);
  required.splice(required.indexOf(key), 1);
}

test.each<[string, string, (schema: OwnSchema) => void, (text: string) => string]>([
  ['a text', '“立项依据”', schema => leaveOut(schema, '立项依据'), text => text.replace(/立项依据: (?:\|\n(?: {2}.*\n)*|.*\n)/, '')],
  ['the weights', '“指标权重”', ({ properties }) => {
    const { items } = properties['绩效指标'] ?? {};
    if (items) leaveOut(items, '权重');
  }, text => text.replace(/ {4}权重: .*\n/g, '')],
  ['the parts of the budget', '“年度预算”，新增栏目“本级支出”，新增栏目“补助下级”', ({ properties }) => {
    properties['预算'] = { $ref: '../core.schema.json#/$defs/budget', type: 'number' };
  }, text => text.replace(/预算:\n {2}年度预算: (.*)\n(?: {2}.*\n)+/, '预算: $1\n')],
])('a version whose schema lacks %s is compared; what that version could not be asked is no problem of it', async (_, labels, change, edited) => {
  const root = await gitRoot();
  const folder = join(root, DEPARTMENT, 'projects');
  await ownSchema(root, change);
  for (const [name] of await filesOf(folder)) await edit(join(folder, name), edited);
  await commit(root);
  await ownSchema(root);
  await cp(join(REPOSITORY, 'data'), join(root, 'data'), { recursive: true });
  await inFile(root, PROJECT, [/单位: .*/, '单位: constructor']);
  const { departments: [department], notes } = await json(root, 'HEAD');
  expect(notes).toEqual([`表样定义“部门专项绩效目标申报表”有变化：新增栏目${labels}`]);
  expect(department?.changes.filter(({ form }) => form === PROJECT).length).toBeGreaterThan(1);
  expect(department?.introduced.map(({ code }) => code)).toContain('unit-known');
  expect(department?.introduced.map(({ code }) => code)).not.toContain('empty-cell');
  expect(department?.solved.map(({ code }) => code)).not.toContain('empty-cell');
  await commit(root);
  const back = await json(root, 'HEAD', 'HEAD~1');
  expect(back.notes).toEqual([`表样定义“部门专项绩效目标申报表”有变化：${`新增栏目${labels}`.replaceAll('新增', '去掉')}`]);
  for (const format of ['markdown', 'html']) expect(await diff(root, 'HEAD', 'HEAD~1', '--format', format)).toMatchObject({ code: 0, stderr: '' });
});

test('links and submodules in data/ are told, not followed', async () => {
  const root = await gitRoot();
  const other = await gitRoot();
  await symlink('/etc/passwd', join(root, DEPARTMENT, 'projects/18-链接.yaml'));
  await symlink('/etc', join(root, 'data/2024/文件夹'));
  await git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'data/2024/子模块');
  await git(root, 'clone', '--quiet', other, 'data/2024/另一个');
  const told = [['file/submodule', '另一个'], ['file/submodule', '子模块'], ['file/link', '文件夹'], ['file/link', '18-链接.yaml']];
  const codes = ({ introduced, departments }: JsonDiff): unknown[] =>
    [...introduced, ...departments.flatMap(department => department.introduced as JsonDiff['introduced'])]
      .map(({ code, file }) => [code, file.split('/').at(-1)]);
  expect(codes(await json(root))).toEqual(told);
  await rm(join(root, 'data/2024/另一个'), { recursive: true });
  await commit(root);
  expect(codes(await json(root, 'HEAD~1', 'HEAD'))).toEqual(told.slice(1));
});

test('a repository whose data is all new, or all gone', async () => {
  const root = await gitRoot();
  await rename(join(root, 'data'), join(root, 'later'));
  await commit(root, '没有数据');
  const gone = await json(root, 'HEAD~1', 'HEAD');
  expect(gone.departments[0]?.changes.every(({ type }) => type === 'removed')).toBe(true);
  expect(gone.totals).toMatchObject({ before: 400.72, after: 0, difference: -400.72 });
  await rename(join(root, 'later'), join(root, 'data'));
  const made = await json(root, 'HEAD');
  expect(made.departments[0]?.changes).toHaveLength(18);
  expect(made.schemes[0]?.changes).toMatchObject([{ type: 'added' }]);
});

test.each([
  { name: '不认识的版本', args: ['mian'], says: ['没有这个版本：mian', '是不是 main'] },
  { name: '像选项的版本', args: ['--', '--upload-pack=touch /tmp/x'], says: ['不能用作版本'] },
  { name: '有控制字符的版本', args: ['main\nHEAD'], says: ['不能用作版本'] },
  { name: '文件夹当作版本', args: ['HEAD:data'], says: ['没有这个版本'] },
])('$name', async ({ args, says }) => {
  const { code, stdout, stderr } = await diff(await gitRoot(), ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  for (const words of says) expect(stderr).toContain(words);
  expect(stderr).not.toContain('    at ');
});

test('not a checkout, no commit, no data, no git: said, with what to do', async () => {
  const root = await realRoot();
  const fails = async (says: string, env: NodeJS.ProcessEnv = {}): Promise<void> => {
    const { code, stderr } = await inProcess(['diff', '--root', root], { env });
    expect(stderr).toContain(says);
    expect(stderr).toContain('→');
    expect(code).toBe(2);
  };
  await fails('没有安装 git', { PATH: await emptyFolder() });
  await fails('不在 git 仓库里');
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await fails('还没有任何提交');
  await rename(join(root, 'data'), join(root, 'elsewhere'));
  await commit(root);
  await fails('没有 data 文件夹');
  await git(root, 'branch', '--move', 'trunk');
  await fails('找不到主分支');
});

test('a shallow clone without the common ancestor says what to fetch', async () => {
  const origin = await gitRoot();
  await git(origin, 'switch', '--quiet', '--create', '修改');
  await commit(origin);
  await git(origin, 'switch', '--quiet', 'main');
  await commit(origin, '别的改动');
  const clone = await emptyFolder();
  await git(clone, 'clone', '--quiet', '--depth', '1', '--no-single-branch', '--branch', '修改', `file://${origin}`, '.');
  const { code, stderr } = await diff(clone);
  expect(code).toBe(2);
  expect(stderr).toContain('浅克隆里找不到');
  expect(stderr).toContain('git fetch --unshallow');
  expect((await diff(clone, 'HEAD~1')).stderr).toContain('git fetch --unshallow');
  await git(clone, 'fetch', '--quiet', '--unshallow');
  await json(clone);
});

test('a file renamed and staged, then edited, is followed', async () => {
  const root = await gitRoot();
  await git(root, 'mv', PROJECT, `${DEPARTMENT}/projects/88-设备.yaml`);
  await inFile(root, `${DEPARTMENT}/projects/88-设备.yaml`, ['指标值: 95', '指标值: 90']);
  const [department] = (await json(root, 'HEAD')).departments;
  expect(department?.changes.map(({ note }) => note).join()).toContain('放宽');
});

test('what could not be judged in one version is neither solved nor new', async () => {
  const root = await gitRoot();
  await edit(join(root, 'data/2024/scheme.yaml'), text => `x: [\n${text}`);
  const broken = await json(root, 'HEAD');
  expect(broken.departments.flatMap(({ solved }) => solved)).toEqual([]);
  await commit(root);
  await edit(join(root, 'data/2024/scheme.yaml'), text => text.replace('x: [\n', ''));
  const repaired = await json(root, 'HEAD');
  expect(repaired.departments.flatMap(({ introduced }) => introduced)).toEqual([]);
});
