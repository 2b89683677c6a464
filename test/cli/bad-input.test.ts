import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanRoot, DEPARTMENT, edit, filesOf, inProcess, PROJECT } from '../support/run.js';

interface Case {
  name: string;
  /** Makes the input bad. */
  spoil: (root: string) => Promise<unknown>;
  args?: string[];
  code?: number;
}

const inProject = (from: string | RegExp, to: string) => (root: string): Promise<void> =>
  edit(join(root, PROJECT), text => text.replace(from, to));
const inProjectBytes = (change: (bytes: Buffer) => Buffer) => async (root: string): Promise<void> =>
  writeFile(join(root, PROJECT), change(await readFile(join(root, PROJECT))));
const own = (path: string, text: string) => async (root: string): Promise<void> => {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
};

/** No place of its files, a concept that is unknown, one in a wrong place, one twice, a field that is required only. */
const BROKEN_SCHEMA = JSON.stringify({
  title: '表',
  form: { role: 'department' },
  type: 'object',
  required: ['单位', '总额'],
  properties: {
    单位: { $ref: '../core.schema.json#/$defs/unit' },
    权重: { $ref: '../core.schema.json#/$defs/indicator.weight' },
    目标: { $ref: '../core.schema.json#/$defs/goal' },
    年度目标: { $ref: '../core.schema.json#/$defs/goal' },
  },
});

const CASES: Case[] = [
  { name: '空文件', spoil: inProjectBytes(() => Buffer.alloc(0)) },
  { name: '只有注释', spoil: inProjectBytes(() => Buffer.from('# 以后再填\n')) },
  { name: '不是 UTF-8', spoil: inProjectBytes(bytes => Buffer.concat([bytes.subarray(0, 90), Buffer.from([0xd6, 0xd0])])) },
  { name: 'BOM 和 CRLF 可以用', code: 0, spoil: inProjectBytes(bytes => Buffer.from(`\uFEFF${bytes.toString().replaceAll('\n', '\r\n')}`)) },
  { name: '制表符缩进', spoil: inProject('  本级', '\t本级') },
  { name: '文件中间的语法错误', spoil: inProject('预算:', '预算') },
  { name: '中文冒号', spoil: inProject('业务主管部门: ', '业务主管部门：') },
  { name: '冒号后没有空格', spoil: inProject('业务主管部门: ', '业务主管部门:') },
  { name: '引号没有配对', spoil: inProject('名称: 盘点次数', '名称: "盘点次数') },
  { name: '百分号没有加引号', spoil: inProject(/'%'/g, '%') },
  { name: '大于号没有加引号', spoil: inProject('性质: ≥', '性质: >') },
  { name: '栏目写了两次', spoil: inProject('业务主管部门: 003-预算科', '业务主管部门: 003-预算科\n业务主管部门: 004') },
  { name: '别名和锚', spoil: root => inProject('名称: 盘点次数', '名称: &甲 盘点次数')(root).then(() => inProject('名称: 采购设备验收合格率', '名称: *甲')(root)) },
  { name: '标签', spoil: inProject('名称: 盘点次数', '名称: !!js/function 盘点次数') },
  { name: '合并键', spoil: inProject('  年度预算: 4', '  <<: 4\n  年度预算: 4') },
  { name: '一个文件两份内容', spoil: inProject('预算:', '---\n预算:') },
  { name: '嵌套很深', spoil: inProject('年度预算: 4', `年度预算: ${'['.repeat(60)}${']'.repeat(60)}`) },
  { name: '应为分组写成列表', spoil: inProject(/ {2}年度预算: 4\n {2}本级支出: 4\n {2}补助下级: 0/, '  - 4\n  - 4\n  - 0') },
  { name: '应为列表写成分组', spoil: inProject('  - 一级: 产出', '    一级: 产出') },
  { name: '整个文件是一个列表', spoil: inProjectBytes(() => Buffer.from('- 甲\n- 乙\n')) },
  { name: '数字写成文字', spoil: root => inProject('权重: 25', '权重: \'25\'')(root).then(() => inProject('指标值: 4', '指标值: "4"')(root)) },
  { name: '文字写成数字', spoil: inProject('名称: 盘点次数', '名称: 100') },
  { name: '权重 -5', spoil: inProject('权重: 25', '权重: -5') },
  { name: '权重 1e3', spoil: inProject('权重: 25', '权重: 1e3') },
  { name: '权重 .nan', spoil: inProject('权重: 25', '权重: .nan') },
  { name: '权重 0x1F', spoil: inProject('权重: 25', '权重: 0x1F') },
  { name: '权重全角', spoil: inProject('权重: 25', '权重: ２５') },
  { name: '带单位和千分号的数', spoil: root => inProject('权重: 25', '权重: 25分')(root).then(() => inProject('年度预算: 4', '年度预算: 1,004')(root)) },
  { name: '小数位太多', spoil: root => inProject('权重: 25', '权重: 25.123')(root).then(() => inProject('年度预算: 4', '年度预算: 4.1234567')(root)) },
  { name: '缺少和不认识的栏目', spoil: root => inProject('立项依据:', '立项依椐:')(root).then(() => inProject(/ {4}单位: 次\n/, '')(root)).then(() => inProject('权重: 25', 'weight: 25')(root)) },
  { name: '空的内容', spoil: inProject('业务主管部门: 003-预算科', '业务主管部门:') },
  { name: '名称太长', spoil: inProject('名称: 盘点次数', `名称: ${'盘点'.repeat(60)}次数`) },
  { name: '性质写成别的', spoil: inProject('性质: ≥', '性质: 大于等于') },
  { name: '性质写成形似的符号', spoil: root => inProject('性质: ≥', '性质: ≧')(root).then(() => inProject('性质: =', '性质: ═')(root)) },
  { name: '类别写错', spoil: root => inProject('一级: 产出', '一级: 产处')(root).then(() => inProject('二级: 数量', '二级: 数目')(root)) },
  { name: '权重、分项和部门合计都不对', spoil: root => inProject('权重: 25', '权重: 24.5')(root).then(() => inProject('年度预算: 4', '年度预算: 5')(root)) },
  { name: '字体里没有的字', spoil: inProject('全年对单位', '全年😀对单⽴位') },
  { name: '看不见的字符', spoil: inProject('名称: 盘点次数', '名称: "盘点\\u200B次\\u0007数"') },
  { name: '年度没有口径', spoil: root => rm(join(root, 'data/2024/scheme.yaml')) },
  { name: '口径有错', spoil: root => edit(join(root, 'data/2024/scheme.yaml'), text => text.replace('权重合计: 90', '权重合记: 90')) },
  { name: '口径里的字体找不到', spoil: root => edit(join(root, 'data/2024/scheme.yaml'), text => `${text}\n字体:\n  正文: 仿宋_GB2312\n`) },
  { name: '口径里的字体名想离开文件夹', spoil: root => edit(join(root, 'data/2024/scheme.yaml'), text => `${text}\n字体:\n  正文: ../../secret\n`) },
  { name: '项目没有部门表', spoil: root => rm(join(root, DEPARTMENT, 'department.yaml')) },
  { name: '两张表印成同名（大小写）', spoil: root => own(`${DEPARTMENT}/projects/A.yaml`, 'x: 1')(root).then(() => own(`${DEPARTMENT}/projects/a.yaml`, 'x: 1')(root)) },
  { name: '链接、错放的文件和扩展名', spoil: async (root) => {
    await symlink('/etc/passwd', join(root, DEPARTMENT, 'projects/18-链接.yaml'));
    await symlink('/etc', join(root, 'data/2024/链接'));
    await own('data/2024/甲.yaml', 'x: 1')(root);
    await rename(join(root, PROJECT), join(root, PROJECT.replace('.yaml', '.yml')));
  } },
  { name: '没有 data', spoil: root => rm(join(root, 'data'), { recursive: true }), code: 2 },
  { name: '选项写错', spoil: () => Promise.resolve(), args: ['--formt', 'json'], code: 2 },
  { name: '选项的值写错', spoil: () => Promise.resolve(), args: ['--format', 'xml'], code: 2 },
  { name: '没有这张表', spoil: () => Promise.resolve(), args: ['2024/某街道'], code: 2 },
  { name: '表样定义不是 JSON', spoil: own('schemas/shapingba/project.schema.json', '{ "title": '), code: 2 },
  { name: '表样定义不合 JSON Schema', spoil: own('schemas/shapingba/department.schema.json', '{ "type": "objekt" }'), code: 2 },
  { name: '表样定义有几处错', spoil: own('schemas/shapingba/department.schema.json', BROKEN_SCHEMA), code: 2 },
  { name: '两种表放在一处', spoil: own('schemas/shapingba/second.schema.json', '{ "form": { "role": "project", "files": "projects/*.yaml" } }'), code: 2 },
  { name: '口径写了没有的版式和规则', spoil: root => edit(join(root, 'data/2024/scheme.yaml'), text => `版式: shapinba\n规则:\n  weight-total: { 改为: 关闭, 理由: 试一试 }\n${text}`) },
];

test.each(CASES)('$name: says where, what and what to do', async ({ name, spoil, args = [], code = 1 }) => {
  const root = await cleanRoot();
  await spoil(root);
  const before = await filesOf(root);
  const run = await inProcess(['check', '--root', root, ...args]);
  const show = (text: string): string => text.replaceAll(root, 'ROOT').trimEnd();
  expect(run.stdout + run.stderr).not.toContain('    at ');
  expect(run.code).toBe(code);
  expect(await filesOf(root)).toEqual(before);
  await expect(
    `# ${name}\n\n\`jixiao check ${args.join(' ')}\` → ${run.code}\n\n\`\`\`text\n${show(run.stdout)}\n\`\`\`\n${run.stderr ? `\nstderr:\n\n\`\`\`text\n${show(run.stderr)}\n\`\`\`\n` : ''}`,
  ).toMatchFileSnapshot(`snapshots/${name.replaceAll(/[、，（） ]/g, '-')}.md`);
});

test('every problem of every file is reported in one run, sorted, with ranges in UTF-16 columns', async () => {
  const root = await cleanRoot();
  await inProject('权重: 25', '权重: 二十五')(root);
  await edit(join(root, DEPARTMENT, 'projects/08-卫生健康.yaml'), text => text.replace('预算:', '预算'));
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('权重: 20', '权重: 21'));
  const { code, stdout } = await inProcess(['check', '--root', root, '--format', 'json']);
  const report = JSON.parse(stdout) as { diagnostics: Record<string, unknown>[]; summary: unknown };
  expect(code).toBe(1);
  expect(report.summary).toMatchObject({ files: 4, errors: 3, warnings: 1, ranks: { 必改: 4, 应改: 0 } });
  expect(report.diagnostics.map(({ file, code: id }) => [file, id])).toEqual([
    [`${DEPARTMENT}/department.yaml`, 'weights-total'],
    [`${DEPARTMENT}/department.yaml`, 'weights-split'],
    [PROJECT, 'schema/type'],
    [`${DEPARTMENT}/projects/08-卫生健康.yaml`, 'yaml/syntax'],
  ]);
  expect(report.diagnostics[2]).toEqual({
    code: 'schema/type',
    severity: 'error',
    rank: '必改',
    message: '“绩效指标 第 1 项 权重”应为数字，写的是文字 “二十五”',
    hint: '只写阿拉伯数字和小数点，不加引号，如 20',
    file: PROJECT,
    pointer: '/indicators/0/weight',
    range: { start: { line: 17, column: 9 }, end: { line: 17, column: 12 } },
  });
});
