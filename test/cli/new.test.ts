import { cp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createNew } from '../../src/commands/new.js';
import { createQuestions } from '../../src/io/questions.js';
import { createTerminal } from '../../src/io/terminal.js';
import { cleanRoot, DEPARTMENT, edit, emptyFolder, filesOf, inProcess, realRoot, REPOSITORY, type Run } from '../support/run.js';

const start = (root: string, ...args: string[]): Promise<Run> => inProcess(['new', '--root', root, ...args]);

/** Returns the codes of errors of a file. */
async function errorsIn(root: string, path: string): Promise<string[]> {
  const { stdout } = await inProcess(['check', '--root', root, '--format', 'json', path]);
  interface Found { code: string; severity: string; file: string; pointer: string }
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Found[] };
  return diagnostics.filter(({ severity, file }) => severity === 'error' && file === path).map(({ code, pointer }) => `${code} ${pointer}`);
}

/** A root with the forms of another layout, with later stages. */
async function ministryRoot(): Promise<string> {
  const root = await emptyFolder();
  await cp(join(REPOSITORY, 'test/fixtures/layouts/ministry'), root, { recursive: true });
  return root;
}

test('a project gets the next number, a readable name, and every due field as an empty place', async () => {
  const root = await realRoot();
  const { code, stdout, stderr } = await start(root, 'project', '--name', '水/电费（二期）');
  const path = `${DEPARTMENT}/projects/18-水-电费-二期.yaml`;
  expect([code, stderr, stdout.split('\n')[0]]).toEqual([0, '', `新建了 ${path}`]);
  const text = await readFile(join(root, path), 'utf8');
  expect(text).toContain('专项资金名称: 水/电费（二期）\n业务主管部门: 003-预算科\n# 项目当年的预算');
  expect(text).not.toContain('yaml-language-server');
  expect(await errorsIn(root, path)).toEqual([
    '/budget/total', '/budget/本级支出', '/budget/补助下级', '/summary', '/basis', '/goal', '/indicators',
  ].map(pointer => `empty-cell ${pointer}`));
});

test('the schema is named for editors where the root has it, as in the shipped files', async () => {
  const root = await ministryRoot();
  await start(root, 'project', '--name', '新项目');
  const [line] = (await readFile(join(root, 'data/2024/监测中心/projects/02-新项目.yaml'), 'utf8')).split('\n');
  expect(line).toBe('# yaml-language-server: $schema=../../../../schemas/ministry/project.schema.json');
});

test('indicators of others are taken with unit and operator, and with how they were used; weight and target are left open', async () => {
  const root = await realRoot();
  const { code } = await start(root, '部门专项绩效目标申报表', '--name', '甲', '--indicator', '服务对象满意度', '--indicator', '租金缴纳次数');
  expect(code).toBe(0);
  const path = `${DEPARTMENT}/projects/18-甲.yaml`;
  expect(await readFile(join(root, path), 'utf8')).toContain(`绩效指标:
  # 别处：用过 12 次，指标值 ≥ 95 %（95—98），权重 10
  - 一级: 满意度
    名称: 服务对象满意度
    权重:
    单位: '%'
    性质: ≥
    指标值:
`);
  expect((await errorsIn(root, path)).slice(-4)).toEqual(['0/weight', '0/target', '1/weight', '1/target'].map(one => `empty-cell /indicators/${one}`));
});

test('a department begins with its form, then takes projects', async () => {
  const root = await cleanRoot();
  expect((await start(root, 'department', '--department', '区民政局')).code).toBe(0);
  expect(await errorsIn(root, 'data/2024/区民政局/department.yaml')).toHaveLength(5);
  const { stdout } = await start(root, 'project', '--department', '区民政局', '--name', '救助');
  expect(stdout).toContain('新建了 data/2024/区民政局/projects/01-救助.yaml');
});

test('a self-evaluation has a row for each indicator of its target, and its name; of any layout', async () => {
  const root = await ministryRoot();
  expect((await start(root, 'self-evaluation')).stderr).toContain('每张目标表都有项目支出绩效自评表了');
  await start(root, 'project', '--name', '新项目');
  const target = join(root, 'data/2024/监测中心/projects/02-新项目.yaml');
  await cp(join(root, 'data/2024/监测中心/projects/01-水质监测.yaml'), target);
  const { code, stdout } = await start(root, 'self-evaluation', '--of', '02-新项目');
  const path = 'data/2024/监测中心/自评/02-新项目.yaml';
  expect([code, stdout.split('\n')[0]]).toEqual([0, `新建了 ${path}`]);
  const text = await readFile(join(root, path), 'utf8');
  expect(text).toContain('  - 三级: 新建水质自动监测站数量\n    实际完成值:\n    得分:\n');
  const errors = await errorsIn(root, path);
  expect(errors.length).toBeGreaterThan(10);
  expect(errors.filter(error => !error.startsWith('empty-cell'))).toEqual([]);
  expect((await start(root, 'self-evaluation', '--of', '02-新项目')).stderr).toContain(`已经有 ${path}，没有改它`);
});

test('--from copies a department into the next year, byte by byte but for comments above what is to be looked at', async () => {
  const root = await realRoot();
  const before = await filesOf(join(root, 'data/2024'));
  await edit(join(root, DEPARTMENT, 'projects/08-卫生健康.yaml'), text => text.replaceAll('\n', '\r\n'));
  const crlf = await readFile(join(root, DEPARTMENT, 'projects/08-卫生健康.yaml'));
  const { code, stdout } = await start(root, '--from', '2024');
  expect([code, stdout.match(/^新建了 /gm)?.length]).toEqual([0, 19]);
  const after = await filesOf(join(root, 'data/2025'));
  expect([...after.keys()]).toEqual([...before.keys()]);
  let comments = 0;
  for (const [path, bytes] of after) {
    const old = path.includes('08-') ? crlf : before.get(path);
    const rest = bytes.toString().replace(/^ *# 请核对：.*\r?\n/gm, () => { comments += 1; return ''; });
    expect(rest, path).toBe(old?.toString());
  }
  expect(comments).toBeGreaterThan(50);
  const text = after.get('沙坪坝街道/projects/06-应急管理工作.yaml')?.toString() ?? '';
  expect(text).toContain('# 请核对：金额是 2024 年的\n预算:\n');
  expect(text).toMatch(/# 请核对：沙府办﹝2020﹞83号、.* 等 11 处\n立项依据: \|/);
  expect(text).toContain('# 请核对：指标值和权重是 2024 年的\n绩效指标:\n');
  expect(after.get('沙坪坝街道/department.yaml')?.toString()).toContain('# 请核对：2024年、400.72万元\n绩效目标: |');
  expect(after.get('scheme.yaml')?.toString()).toMatch(/^# yaml-language-server.*\n# 请核对：口径是从 2024 年复制的\n/);
  // check lists each of them, until its comment is gone.
  const { stdout: found } = await inProcess(['check', '--root', root, 'data/2025', '--rule', 'file/recheck', '--format', 'json']);
  expect((JSON.parse(found) as { diagnostics: unknown[] }).diagnostics.length).toBe(comments);
  // Another time nothing is written over.
  expect((await start(root, '--from', '2024')).stdout).toContain('2025 年已经有的没有动：沙坪坝街道');
  expect((await start(root, '--from', '2024', '--department', '沙坪坝街道')).stderr).toContain('2025 年已经有部门“沙坪坝街道”，没有改它');
  expect(await filesOf(join(root, 'data/2025'))).toEqual(after);
});

test('--from leaves later stages to their year, and a year of another layout is refused', async () => {
  const root = await ministryRoot();
  const { stdout } = await start(root, '--from', '2024', '--year', '2026');
  expect(stdout).toContain('后续阶段的表（如自评）属于上一年，没有复制');
  expect(await readdir(join(root, 'data/2026/监测中心'))).toEqual(['projects']);
  await cp(join(root, 'data/2026/scheme.yaml'), join(root, 'data/2025/scheme.yaml'));
  await writeFile(join(root, 'data/2025/scheme.yaml'), '版式: shapingba\n');
  expect((await start(root, '--from', '2024')).stderr).toContain('2025 年的版式是 shapingba，2024 年“监测中心”的是 ministry，不能照抄');
  expect(await readdir(join(root, 'data/2025'))).toEqual(['scheme.yaml']);
});

test('--suggest shows indicators like a name, of a class, and writes nothing', async () => {
  const root = REPOSITORY;
  const { stdout } = await start(root, '--suggest', '群众满意', '--class', '满意度指标');
  expect(stdout.split('\n').slice(0, 2)).toEqual(['  群众满意度　1 次', '    满意度　指标值 ≥ 95 %　权重 10']);
  expect((await start(root, '--suggest', '群众满意', '--class', '产出')).stdout).toContain('没有找到');
});

test.each([
  [['x'], '2024 年的版式没有“x”这种表'],
  [[], '没有写建什么表'],
  [['project'], '没有写名称'],
  [['project', '--name', '///'], '不能叫“///”：名称里要有字'],
  [['project', '--name', '甲\u202E乙'], '看不见的字符'],
  [['project', '--name', '长'.repeat(200)], '这样写不成部门专项绩效目标申报表'],
  [['project', '--name', '甲', '--department', '沙平坝街道'], '2024 年没有部门“沙平坝街道”'],
  [['project', '--name', '甲', '--year', '2031'], '还没有 2031 年'],
  [['project', '--name', '甲', '--year', '31'], '应为四位数字'],
  [['stage'], '2024 年的版式没有“stage”这种表'],
  [['project', '--name', '甲', '--indicator', '群众的满意度'], '没有写过“群众的满意度”，相近的有 群众满意度'],
  [['department', '--department', '沙坪坝街道'], '已经有这个部门了'],
  [['department', '--department', '甲/乙'], '名称里不能有 / 和 \\'],
  [['department', '--department', '..'], '这个名称程序自己要用'],
  [['department', '--department', 'volume'], '这个名称程序自己要用'],
  [['department', '--department', 'CON'], 'Windows 的设备名'],
  [['department'], '没有写是哪个部门'],
  [['--from', '2020'], '没有 2020 年的表'],
  [['--from', '2024', '--department', '甲'], '2024 年没有部门“甲”'],
  [['--from', '2024', '--year', '2024'], '都是 2024 年'],
  [['project', '--from', '2024'], '--from 复制整个部门'],
  [['--class', '产出'], '--class 要和 --suggest 一起用'],
])('%j: says what is wrong and writes nothing', async (args, message) => {
  const { code, stderr } = await start(REPOSITORY, ...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test('a name that only differs in case, and a folder that is a link, are refused', async () => {
  const root = await cleanRoot();
  await start(root, 'department', '--department', 'Abc');
  expect((await start(root, 'department', '--department', 'aBC')).stderr).toContain('已经有这个部门了');
  const outside = await emptyFolder();
  await symlink(outside, join(root, 'data/2025'));
  expect((await start(root, '--from', '2024')).stderr).toContain('不是真正的文件夹');
  expect(await readdir(outside)).toEqual([]);
});

test('a quoted or hostile name is a text of the form and nothing else', async () => {
  const root = await cleanRoot();
  await start(root, 'project', '--name', '\'甲\': # {a: *b} ../../x');
  const [file] = (await readdir(join(root, DEPARTMENT, 'projects'))).filter(name => name.includes('甲'));
  expect(file).toMatch(/^\d\d-甲-a-b-x\.yaml$/);
  expect(await readFile(join(root, DEPARTMENT, 'projects', file ?? ''), 'utf8')).toContain('专项资金名称: \'\'\'甲\'\': # {a: *b} ../../x\'\n');
});

test('on a terminal it asks: kind, name and indicators; Ctrl-C ends it without a file', async () => {
  const root = await realRoot();
  const said = { text: '' };
  const screen = { write: (text: string) => { said.text += text; return true; }, columns: 80, isTTY: false as const };
  const terminal = createTerminal(screen, screen, false);
  const ask = async (keys: readonly (readonly [until: string, typed: string])[]): Promise<number> => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let shown = '';
    let [next, from] = [0, 0];
    output.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      const step = keys[next];
      if (!step || !shown.slice(from).includes(step[0])) return;
      [next, from] = [next + 1, shown.length];
      setTimeout(() => void input.write(step[1]), 20);
    });
    const questions = createQuestions(input, output, () => { throw new Error('cancelled'); });
    return createNew({ root, indicator: [], questions }, terminal);
  };
  const down = '\u001B[B';
  await ask([
    ['建什么表？', down], ['● 部门专项', '\r'], ['专项资金名称？', '群众文化\r'], ['从别处写过的指标里选？', `${down}${down}\r`], ['再加哪项指标？', '\r'],
  ]);
  const path = `${DEPARTMENT}/projects/18-群众文化.yaml`;
  expect(said.text).toContain(`新建了 ${path}`);
  expect(await readFile(join(root, path), 'utf8')).toMatch(/绩效指标:\n {2}# 别处：用过 \d+ 次.*\n {2}- 一级: .+\n/);
  await expect(ask([['建什么表？', '\u0003']])).rejects.toThrow('cancelled');
  await expect(stat(join(root, DEPARTMENT, 'projects/19-x.yaml'))).rejects.toThrow();
});
