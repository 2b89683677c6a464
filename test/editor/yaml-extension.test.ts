import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chosen, type Client, type Opened, startYamlExtension } from '../support/language-client.js';
import { DEPARTMENT, PROJECT, REPOSITORY } from '../support/run.js';

/*
 * What somebody sees who has only the YAML extension of VS Code: its server, with the settings of this repository, in
 * an editor in English, where nothing but the schemas speaks Chinese.
 */

const read = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');

let client: Client;
let form: Opened;
const TEXT = read(PROJECT);

beforeAll(async () => {
  client = await startYamlExtension();
  form = client.open(PROJECT, TEXT);
  expect(await form.reported()).toEqual([]);
});
afterAll(async () => {
  expect(await client.end()).toBe(0);
});

/** Returns what is said of the text after a change: `line:column message`. */
async function told(from: string, to: string): Promise<string[]> {
  const text = TEXT.replace(from, to);
  expect(text, from).not.toBe(TEXT);
  const problems = await form.type(text);
  return problems.map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`);
}

const OF_ROW = '一项指标要有：一级、名称、权重、单位、性质、指标值；可以有：二级；没有别的栏目';
const OF_FORM = '这张表要有：专项资金名称、业务主管部门、预算、项目概况、立项依据、绩效目标、绩效指标；可以有：公开、不公开理由；没有别的栏目';

test.each([
  ['a field is missing', '业务主管部门: 003-预算科\n', '', [`2:1 ${OF_FORM}`]],
  ['a cell of a row is missing', '    权重: 25\n', '', [`15:5 ${OF_ROW}`]],
  ['an unknown field', '项目概况:', '备注: 无\n项目概况:', [`8:1 ${OF_FORM}`]],
  ['an unknown cell', '    单位: 次\n', '    单位: 次\n    备注: 无\n', [`20:5 ${OF_ROW}`]],
  ['a word that is not in the list', '性质: ≥', '性质: 大于', ['20:9 只能写 ≥、≤、=、\'>\'、< 中的一个']],
  ['another word', '绩效指标:', '公开: 也许\n绩效指标:', ['14:5 只能写 是 或 否']],
  ['a pattern', '指标值: 4', '指标值: \'４\'', ['21:10 数只用阿拉伯数字和小数点，不加引号']],
  ['a text of two paragraphs', '专项资金名称: ', '专项资金名称: |\n  甲\n\n  ', ['2:9 只能写一段，不能有空行']],
  ['a number in quotes', '年度预算: 4', '年度预算: \'4\'', ['5:9 写数，不加引号，不带单位']],
  ['a text for a number', '权重: 25', '权重: 二十五', ['18:9 写数，不加引号，不带单位']],
  ['a number for a group', '预算:\n  年度预算: 4\n  本级支出: 4\n  补助下级: 0\n', '预算: 4\n', ['4:5 预算要有：年度预算、本级支出、补助下级；没有别的栏目']],
  ['nothing for a text', '单位: 次', '单位:', ['19:8 写一行文字，不能空着；只有数字的加引号']],
  ['a truth value for a text', '单位: 次', '单位: true', ['19:9 写一行文字，不能空着；只有数字的加引号']],
  ['a number for a long text', '项目概况: 行政办公大楼办公设备购置。', '项目概况: 3', ['8:7 写文字，不能空着；长的写在“|”下面，每行缩进两格']],
] as const)('the schema says it in Chinese, at its place: %s', async (_what, from, to, messages) => {
  expect(await told(from, to)).toEqual(messages);
});

test('a list that is none is told in Chinese', async () => {
  const [head = ''] = TEXT.split('绩效指标:');
  const problems = await form.type(`${head}绩效指标: 无\n`);
  expect(problems.map(({ message }) => message)).toEqual(['一项一个“- ”开头的小段，缩进对齐']);
});

test('limits are English where the editor is; in Chinese the extension has words for each', async () => {
  const english = [
    ...await told('单位: 次', '单位: \'\''),
    ...await told('单位: 次', `单位: ${'次'.repeat(21)}`),
    ...await told('年度预算: 4', '年度预算: -4'),
    ...await told('权重: 25', '权重: 0'),
    ...await told('权重: 25', '权重: 300'),
    ...(await form.type(`${TEXT.split('绩效指标:')[0] ?? ''}绩效指标: []\n`)).map(({ message }) => message),
  ].map(one => one.replace(/^\d+:\d+ /, ''));
  expect(english).toHaveLength(6);
  const bundle = read('node_modules/yaml-language-server/l10n/bundle.l10n.zh-cn.json');
  const words = JSON.parse(bundle) as Record<string, string>;
  for (const message of english) {
    const template = Object.keys(words).find(one => one.replaceAll(/\{\d\}/g, 'N') === message.replaceAll(/\d+/g, 'N'));
    expect(words[template ?? ''], message).toMatch(/\p{Script=Han}/u);
  }
  const { recommendations } = JSON.parse(read('.vscode/extensions.json')) as { recommendations: string[] };
  expect(recommendations).toContain('MS-CEINTL.vscode-language-pack-zh-hans');
});

test('only what is no YAML at all is English in any editor', async () => {
  const both = [...await told('单位: 次', '单位: %'), ...await told('    单位: 次\n', '    单位: 次\n    单位: 次\n')];
  expect(both).toEqual([
    '19:9 Plain value cannot start with directive indicator character %',
    '20:5 Map keys must be unique',
  ]);
});

test.each([
  ['a project', PROJECT, ''],
  ['a department, without the line that names its schema', `${DEPARTMENT}/department.yaml`, /^# yaml-language-server.*\n/],
])('a snippet for an indicator of each class writes a whole row: %s', async (_what, path, removed) => {
  const text = `${read(path).replace(removed, '')}  - `;
  const file = path === PROJECT ? form : client.open(path, text);
  await (path === PROJECT ? form.type(text) : file.reported());
  const items = await file.complete({ line: text.split('\n').length - 1, character: 4 });
  const snippets = items.filter(({ label }) => label.startsWith('新指标：'));
  expect(snippets.map(({ label }) => label.replace('新指标：', ''))).toEqual([
    '产出 · 数量', '产出 · 质量', '产出 · 时效', '产出 · 成本', '效益 · 经济效益', '效益 · 社会效益', '效益 · 生态效益', '效益 · 可持续影响', '满意度',
  ]);
  const rows = snippets.map(item => chosen(text, item).slice(text.length - 4));
  expect(rows[0]).toBe('  - 一级: 产出\n  二级: 数量\n  名称: $1\n  权重: $2\n  单位: $3\n  性质: ≥\n  指标值: $4'); // the editor indents it
  expect(rows.at(-1)).toContain('单位: \'%\'');
  if (file !== form) await file.close();
});

test('what is chosen is YAML: a name has its colon, a sign its quotes, a new form all its fields', async () => {
  await form.type('');
  const empty = await form.complete({ line: 0, character: 0 });
  const whole = empty.find(({ label }) => label === '新表：整张表的栏目');
  expect(whole && chosen('', whole).replaceAll(/\$\d+/g, '')).toContain('预算:\n  年度预算: \n  本级支出: \n  补助下级: \n项目概况: ');
  const row = `${TEXT}  - `;
  await form.type(row);
  const cells = await form.complete({ line: row.split('\n').length - 1, character: 4 });
  const names = ['一级', '二级', '名称', '权重', '单位', '性质', '指标值'];
  for (const name of names) {
    const item = cells.find(({ label }) => label === name);
    expect(item?.textEdit?.newText.trim(), name).toMatch(new RegExp(`^${name}:`));
  }
  await form.type(TEXT.replace('性质: ≥', '性质: '));
  const signs = await form.complete({ ...form.find('性质: \n'), character: 8 });
  expect(signs.map(({ textEdit }) => textEdit?.newText)).toEqual(['≥', '≤', '=', '">"', '<']);
});
