import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEPARTMENT, edit, inProcess, PROJECT, realRoot, type Run } from '../support/run.js';

/** A root in which one form is changed; its 年度预算 and 权重 are wrong from the start. */
async function rootWith(change: (text: string) => string): Promise<string> {
  const root = await realRoot();
  await edit(join(root, PROJECT), text => change(text.replace('年度预算: 4', '年度预算: 5')));
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('400.72', '401.72'));
  return root;
}

const check = (root: string, ...args: string[]): Promise<Run> => inProcess(['check', '--root', root, ...args, PROJECT]);

interface Report {
  diagnostics: Record<'code' | 'severity' | 'message' | 'hint' | 'file', string>[];
}

/** The rules these tests are about: what others say of the real data does not matter here. */
const RULES = /^(budget-split|known-class|printable|schema\/.*|waiver\/.*)$/;

/** Returns the problems of the form itself. */
async function problems(change: (text: string) => string): Promise<Report['diagnostics']> {
  const { stdout } = await check(await rootWith(change), '--format', 'json');
  return (JSON.parse(stdout) as Report).diagnostics.filter(({ file, code }) => file === PROJECT && RULES.test(code));
}

const codes = async (change: (text: string) => string): Promise<string[]> =>
  (await problems(change)).map(({ code }) => code);

test('a finding waived with a reason is gone from the report and from the exit code', async () => {
  const root = await rootWith(text => text.replace('年度预算: 5', '年度预算: 5 # waive budget-split: 区里另拨 1 万元'));
  expect((await check(await rootWith(text => text))).code).toBe(1);
  const { code, stdout, stderr } = await check(root);
  expect(stdout).not.toContain('budget-split');
  expect(stderr).toContain('另有 1 个问题已按说明放行');
  expect(code).toBe(0);
});

test.each<[string, (text: string) => string]>([
  ['on the line above', text => text.replace('  年度预算: 5', '  # waive budget-split: 另拨\n  年度预算: 5')],
  ['with a full-width colon', text => text.replace('年度预算: 5', '年度预算: 5  #waive budget-split：另拨')],
  ['in Chinese', text => text.replace('年度预算: 5', '年度预算: 5 # 放行 budget-split: 另拨')],
  ['in Chinese with a full-width colon', text => text.replace('  年度预算: 5', '  # 放行 budget-split：另拨\n  年度预算: 5')],
  ['in Chinese without blanks', text => text.replace('年度预算: 5', '年度预算: 5 #放行budget-split：另拨')],
  ['among several rules', text => text.replace('年度预算: 5', '年度预算: 5 # waive budget-split, budget-split: 另拨')],
  ['above other comments', text => text.replace('  年度预算: 5', '# waive budget-split: 另拨\n  # 见附件\n  年度预算: 5')],
  ['in a file with CRLF', text => text.replace('年度预算: 5', '年度预算: 5 # waive budget-split: 另拨').replaceAll('\n', '\r\n')],
])('a waiver counts %s', async (_where, change) => {
  expect(await codes(change)).toEqual([]);
});

test.each<[string, string[], (text: string) => string]>([
  ['two lines above', ['waiver/unused', 'budget-split'], text => text.replace('  年度预算: 5', '# waive budget-split: 另拨\n\n  年度预算: 5')],
  ['on the line below', ['budget-split', 'waiver/unused'], text => text.replace('年度预算: 5\n', '年度预算: 5\n  # waive budget-split: 另拨\n')],
  ['on the name of the group', ['waiver/unused', 'budget-split'], text => text.replace('预算:\n', '预算: # waive budget-split: 另拨\n')],
  ['in a text', ['budget-split', 'waiver/in-text'], text => text.replace('项目概况: ', '项目概况: |\n  # waive budget-split: 另拨\n  ')],
  ['in quotes', ['waiver/in-text', 'budget-split'], text => text.replace('专项资金名称: ', '专项资金名称: "采购 # waive budget-split: 另拨" # ')],
])('a waiver %s does not count', async (_where, expected, change) => {
  expect(await codes(change)).toEqual(expected);
});

test('a long text is waived as a whole from the line of its name', async () => {
  const spoil = (text: string): string =>
    text.replace('年度预算: 5', '年度预算: 4').replace(/项目概况: .*/, '项目概况: |\n  甲😀乙，\n  丙😀丁。');
  expect(await codes(spoil)).toEqual(['printable', 'printable']);
  for (const waived of ['项目概况: | # waive printable: 原文如此\n', '# waive printable: 原文如此\n项目概况: |\n']) {
    expect(await codes(text => spoil(text).replace('项目概况: |\n', waived))).toEqual([]);
  }
});

test.each<[comment: string, code: string, message: string, hint: string]>([
  ['# waive budget-split', 'waiver/no-reason', '没有写理由', '# 放行 budget-split: 理由'],
  ['# waive budget-split: 。', 'waiver/no-reason', '没有写理由', '# 放行 budget-split: 理由'],
  ['# 放行 budget-split', 'waiver/no-reason', '没有写理由', '# 放行 budget-split: 理由'],
  ['# 放行：另拨', 'waiver/unknown-rule', '没有写规则名', '# 放行 规则名: 理由'],
  ['# waive budget-split 另拨', 'waiver/no-reason', '没有写理由', '要有冒号'],
  ['# waive budget-spilt: 另拨', 'waiver/unknown-rule', '“budget-spilt”', '是不是“budget-split”'],
  ['# waive schema/type: 另拨', 'waiver/unknown-rule', '“schema/type”不是业务规则', '改正'],
  ['# waive', 'waiver/unknown-rule', '没有写规则名', '# 放行 规则名: 理由'],
  ['# waive known-class: 另拨', 'waiver/unused', '没有 known-class 的问题', '删去'],
])('%s is a warning that says what to write', async (comment, code, message, hint) => {
  const found = await problems(text => text.replace('年度预算: 5', `年度预算: 5 ${comment}`));
  expect(found.map(({ code }) => code).sort()).toEqual(['budget-split', code].sort());
  const warning = found.find(one => one.code === code);
  expect(warning).toMatchObject({ severity: 'warning', range: { start: { line: 5 } } });
  expect(warning?.message).toContain(message);
  expect(warning?.hint).toContain(hint);
});

test('what was not judged is not called unused', async () => {
  const root = await rootWith(text => text.replace('年度预算: 5', '年度预算: 4 # waive known-class: 另拨').replace('权重: 25', '权重: 二十五'));
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('401.72', '401.72 # waive budget-projects: 另拨'));
  const { stdout } = await inProcess(['check', '--root', root]);
  expect(stdout).toContain('schema/type');
  expect(stdout).not.toContain('waiver/');
});

test('errors of syntax and schema cannot be waived, and the waiver is reported', async () => {
  expect(await codes(text => text.replace('权重: 25', '权重: 二十五 # waive schema/type: 就这样'))).toEqual(['schema/type', 'waiver/unknown-rule']);
});

test('the scheme has waivers, too', async () => {
  const root = await realRoot();
  const scheme = join(root, 'data/2024/scheme.yaml');
  const spoil = (comment: string): Promise<void> => edit(scheme, text => text.replace(/本级支出: .*/, `本级支出: 区⽴支出${comment}`));
  await spoil('');
  expect((await inProcess(['check', '--root', root])).code).toBe(1);
  await spoil(' # waive printable: 老系统导出');
  expect((await inProcess(['check', '--root', root])).code).toBe(0);
});

test('a file made of waivers is told off quickly', async () => {
  const root = await rootWith(text => `${'# waive blanks: x\n'.repeat(10_000)}${text}`);
  const { stdout } = await check(root, '--format', 'json');
  const warnings = (JSON.parse(stdout) as Report).diagnostics.filter(({ file, code }) => file === PROJECT && /^(?:waiver|file)\//.test(code));
  expect(warnings).toHaveLength(101);
  expect(warnings.at(-1)).toMatchObject({ severity: 'warning', message: '从这里起，这个文件里还有 9900 处同样的问题，没有一一列出' });
});

test('a waiver in a text is a warning, for it waives nothing and would be printed', async () => {
  const inText = (line: string) => (text: string): string => text.replace('项目概况: ', `项目概况: |\n  ${line}\n  `);
  expect(await codes(inText('# waive budget-split: 另有文件'))).toContain('waiver/in-text');
  expect(await codes(inText('办公楼。# waive budget-split: 另有文件'))).not.toContain('waiver/in-text');
  expect(await codes(inText('办公楼。 # Waive budget-split: 另有文件'))).toContain('waiver/in-text');
  expect(await codes(inText('写法见 # waive 的说明'))).not.toContain('waiver/in-text');
});

test('a hostile comment is shown cut and without escape sequences', async () => {
  const root = await rootWith(text => `# waive a\u009B31m${'a'.repeat(50_000)}: x\n${text}`);
  const { stdout } = await check(root);
  expect(stdout).toContain('waiver/unknown-rule');
  expect(stdout).not.toContain('\u009B');
  expect(stdout).not.toContain('a'.repeat(200));
});
