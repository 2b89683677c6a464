import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node.js';
import { applied, chosen, type Client, type Opened, startClient } from '../support/language-client.js';
import { cleanRoot, DEPARTMENT, emptyFolder, PROJECT, REPOSITORY } from '../support/run.js';

/* The language server as an editor has it: the real program over stdin and stdout, texts that are not saved. */

const CLEAN = join(REPOSITORY, 'test/fixtures/clean');

const codesOf = (problems: readonly Diagnostic[]): unknown[] => problems.map(({ code }) => code);
const labels = (items: readonly { label: string }[]): string[] => items.map(({ label }) => label);

/** The program on three forms without a problem, and on the shipped data. */
let clean: Client;
let shipped: Client;
const OF_SHIPPED = `${DEPARTMENT}/projects/06-应急管理工作.yaml`;
beforeAll(async () => {
  clean = await startClient(CLEAN);
  shipped = await startClient(REPOSITORY, ['--stdio', '--root', REPOSITORY]);
});
afterAll(async () => {
  expect([await clean.end(), await shipped.end()]).toEqual([0, 0]);
  expect(clean.stderr() + shipped.stderr()).toBe('');
});

/** Opens a file as it is, until the end of the test. */
async function openFile(client: Client, root: string, path: string): Promise<Opened> {
  const file = client.open(path, await readFile(join(root, path), 'utf8'));
  onTestFinished(() => file.close());
  return file;
}

test('the text is checked as it is typed, without being saved, together with the rest of its department', async () => {
  const file = await openFile(clean, CLEAN, PROJECT);
  const text = file.text();
  expect(await file.reported()).toEqual([]);
  const problems = await file.type(text.replace('权重: 35', '权重: 3'));
  const weights = problems.find(({ code }) => code === 'weights-total');
  expect(weights).toMatchObject({ source: '绩效', severity: DiagnosticSeverity.Error });
  expect(weights?.message).toContain('\n→ ');
  expect(weights?.range).toEqual({ start: file.find('绩效指标'), end: file.find('绩效指标', true) });
  // The sum of another file.
  await file.type(text.replace('年度预算: 4\n  本级支出: 4', '年度预算: 5\n  本级支出: 5'));
  const whole = `${DEPARTMENT}/department.yaml`;
  await expect.poll(() => codesOf(clean.problemsOf(whole) ?? [])).toContain('budget-projects');
  expect(await file.type(text)).toEqual([]);
  await expect.poll(() => clean.problemsOf(whole)).toEqual([]);
  expect(await readFile(join(CLEAN, PROJECT), 'utf8')).toBe(text);
});

test('a text that is no YAML has the problems of its syntax, and is no end', async () => {
  const file = await openFile(clean, CLEAN, PROJECT);
  const text = file.text();
  expect(codesOf(await file.type(text.replace('业务主管部门: ', '业务主管部门：')))).toContainEqual(expect.stringMatching(/^yaml\//));
  expect(codesOf(await file.type(''))).toEqual(['yaml/empty']);
  expect(await file.type(text)).toEqual([]);
});

test('a file that is not on the disk is checked like one that is', async () => {
  const text = await readFile(join(CLEAN, PROJECT), 'utf8');
  const file = clean.open(`${DEPARTMENT}/projects/20-新.yaml`, text.replace('单位: 次', '单位: 茨'));
  expect(codesOf(await file.reported())).toContain('unit-known');
  await file.close();
  await expect.poll(() => file.problems()).toEqual([]);
});

test('severity follows the rank, and what belongs together is related', async () => {
  const file = await openFile(shipped, REPOSITORY, OF_SHIPPED);
  const problems = await file.reported();
  const severityOf = (code: string): unknown => problems.find(problem => problem.code === code)?.severity;
  expect(severityOf('document-brackets')).toBe(DiagnosticSeverity.Information);
  expect(severityOf('unit-of-name')).toBe(DiagnosticSeverity.Warning);
  const related = problems.flatMap(({ relatedInformation = [] }) => relatedInformation);
  for (const { location } of related) expect(location.uri).toMatch(/^file:.*\.yaml$/);
});

test('a quick fix changes its place, in this version of the text; all mechanical ones together', async () => {
  const file = await openFile(shipped, REPOSITORY, OF_SHIPPED);
  const before = await file.reported();
  const at = file.find('﹝2020﹞');
  const actions = await file.actions(at);
  const [fix, ...others] = actions;
  expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true, title: expect.stringContaining('〔') as string });
  expect(fix?.edit?.documentChanges).toMatchObject([{ textDocument: { uri: file.uri, version: 1 } }]);
  const all = others.find(({ title }) => title.startsWith('全部照改'));
  expect(all).toBeDefined();
  const one = fix ? applied(file.text(), fix) : '';
  expect(one).toContain('〔2020〕');
  const whole = all ? applied(file.text(), all) : '';
  expect(whole).not.toContain('﹝');
  expect(await file.actions(at, ['source.fixAll'])).toHaveLength(1);
  expect((await file.type(whole)).length).toBeLessThan(before.length - 5);
  expect(await file.actions({ line: 0, character: 0 }, ['refactor'])).toEqual([]);
});

test('what the mouse is on is explained: the field, and the rule that found something', async () => {
  const file = await openFile(clean, CLEAN, PROJECT);
  await file.type(file.text().replace('单位: 次', '单位: 茨'));
  const unit = await file.hover(file.find('单位: 茨', true));
  expect(unit).toMatch(/^\*\*单位\*\*\n\n指标值的单位/);
  expect(unit).toContain('unit-known');
  expect(unit).toContain('放行');
  expect(unit).toContain('百分数写 \'%\'');
  expect(await file.hover(file.find('性质: ≥'))).toMatch(/可以写：≥、≤、=、\\>、\\<$/);
  const name = await file.hover(file.find('名称: 盘点'));
  expect(name).toMatch(/^\*\*名称\*\*/);
  expect(name).not.toContain('---');
  expect(await file.hover(file.find('保证机关'))).toMatch(/^\*\*绩效目标\*\*/);
  expect(await file.hover(endOf(file.text()))).toBe('');
});

test('the rank that is explained is that of the finding', async () => {
  const file = await openFile(shipped, REPOSITORY, `${DEPARTMENT}/projects/11-农贸市场管护.yaml`);
  const problems = await file.reported();
  expect(problems.find(({ code }) => code === 'second-levels')?.severity).toBe(DiagnosticSeverity.Hint);
  expect(await file.hover(file.find('绩效指标'))).toMatch(/second-levels[^]*轻重 +提示/);
});

test('units, classes, operators and grades of the scheme are offered, also in a line that is not finished', async () => {
  const file = await openFile(clean, CLEAN, PROJECT);
  const text = file.text();
  const at = async (from: string, to: string): Promise<string[]> => {
    await file.type(text.replace(from, to));
    return labels(await file.complete(file.find(to, true)));
  };
  expect(await at('单位: 次', '单位: ')).toEqual(expect.arrayContaining(['次', '%', '万元', '定性']));
  expect(await at('单位: 次', '单位:')).toContain('次');
  expect(await at('一级: 效益', '一级: ')).toEqual(['产出', '效益', '满意度']);
  expect(await at('二级: 社会效益', '二级: 社')).toEqual(['经济效益', '社会效益', '生态效益', '可持续影响']);
  expect(await at('性质: ≥\n    指标值: 10', '性质: ')).toEqual(['≥', '≤', '=', '>', '<']);
  expect(await at("单位: '%'\n    性质: ≥\n    指标值: 10", '单位: 定性\n    性质: =\n    指标值: ')).toEqual(expect.arrayContaining(['优', '良']));
  expect(await at('项目概况: 行政', '项目概况: ')).toEqual([]);
  await file.type(text.replace("单位: '%'", '单位: '));
  const percent = (await file.complete({ ...file.find('单位: \n'), character: 8 })).find(({ label }) => label === '%');
  expect(percent && chosen(file.text(), percent)).toContain("单位: '%'\n");
});

test('names of fields are offered where one is yet to be written: of the form, a group, a row', async () => {
  const file = await openFile(clean, CLEAN, PROJECT);
  const text = file.text();
  /** Replaces a part of the text by a line that is begun. @returns what is offered behind it */
  const at = async (from: string | RegExp, begun: string): Promise<Record<'label' | 'text', string>[]> => {
    await file.type(text.replace(from, `${begun}\n`));
    const position = file.find(`${begun}\n`);
    const items = await file.complete({ line: position.line, character: begun.length });
    return items.map(({ label, detail, textEdit }) => ({ label, ...detail && { detail }, text: textEdit?.newText ?? '' }));
  };
  expect(await at('业务主管部门: 003-预算科\n', '业务')).toEqual([
    { label: '业务主管部门', detail: '财政局里审核这张表的科室，写编号和名称', text: '业务主管部门: ' },
    { label: '公开', detail: '这张表要不要随预算公开：依法不公开的写 否，再写“不公开理由”，公开版里就没有这张表', text: '公开: ' },
    { label: '不公开理由', detail: '为什么不公开，写明依据', text: '不公开理由: ' },
  ]);
  expect((await at('  补助下级: 0\n', '  补')).map(one => one.label)).toEqual(['补助下级']);
  expect((await at(/ {4}单位: .*\n/, '    单')).map(one => one.text)).toEqual(['单位: ']);
  expect((await at(/预算:\n(?: {2}.*\n)+/, '预')).find(one => one.label === '预算')?.text).toBe('预算:\n  ');
  expect((await at(/绩效指标:\n[^]*/, '绩')).find(one => one.label === '绩效指标')?.text).toBe('绩效指标:\n  - ');
});

test('indicators are offered as others wrote them: by class, and as a whole row', async () => {
  const file = await openFile(clean, CLEAN, PROJECT);
  const text = file.text();
  const name = '  - 一级: 产出\n    二级: 数量\n    名称: ';
  await file.type(`${text}${name}`);
  const items = await file.complete(endOf(file.text()));
  const health = items.find(({ label }) => label === '健康宣传专栏更新期数');
  expect(health?.detail).toBe('≥ 10 期 · 2024 沙坪坝街道');
  expect(labels(items)).not.toContain('辖区居民满意度');
  expect(labels(items)).not.toContain('盘点次数'); // its own
  expect(health && chosen(file.text(), health)).toBe(`${text}${name}健康宣传专栏更新期数\n    权重: $1\n    单位: 期\n    性质: ≥\n    指标值: 10`);
  // For a row that is yet to be written: those of every class, and empty ones.
  await file.type(`${text}  - `);
  const rows = await file.complete(endOf(file.text()));
  expect(labels(rows)).toEqual(expect.arrayContaining(['新指标：产出 · 数量', '新指标：满意度', '辖区居民满意度']));
  const row = rows.find(({ label }) => label === '辖区居民满意度');
  expect(row && chosen(file.text(), row)).toBe(
    `${text}  - 一级: 满意度\n    名称: 辖区居民满意度\n    权重: $1\n    单位: '%'\n    性质: ≥\n    指标值: 95`);
  // In a row that has its target already, only the name.
  await file.type(text.replace('名称: 盘点次数', '名称: '));
  const { line } = file.find('名称: \n');
  const short = (await file.complete({ line, character: 8 })).find(({ label }) => label === '健康宣传专栏更新期数');
  expect(short && chosen(file.text(), short)).toBe(text.replace('盘点次数', '健康宣传专栏更新期数'));
});

test('of files elsewhere there is nothing to say, and without data it waits', async () => {
  const other = clean.open('docs/x.yaml', 'a: [');
  expect(await other.hover({ line: 0, character: 0 })).toBe('');
  expect(await other.complete({ line: 0, character: 4 })).toEqual([]);
  expect(await other.actions({ line: 0, character: 0 })).toEqual([]);
  const unknown = clean.open(`${DEPARTMENT}/notes/x.yaml`, 'a: 1\n');
  expect(await unknown.reported()).toEqual([]);
  expect(await unknown.complete({ line: 0, character: 3 })).toEqual([]);
  const scheme = clean.open('data/2024/scheme.yaml', '版式: nowhere\n');
  expect(codesOf(await scheme.reported())).toContain('file/layout');
  for (const one of [other, unknown, scheme]) await one.close();

  const nowhere = await startClient(await emptyFolder());
  expect(await nowhere.open('data/2024/甲/department.yaml', '').reported()).toEqual([]);
  expect(nowhere.warnings).toHaveLength(1);
  expect(nowhere.warnings[0]).toContain('data');
  expect(await nowhere.end()).toBe(0);
});

test('what other programs write is seen: a form at once, a scheme when it is reported', async () => {
  const root = await cleanRoot();
  const client = await startClient(root);
  onTestFinished(async () => { await client.end(); });
  const file = await openFile(client, root, PROJECT);
  await file.reported();
  const scheme = join(root, 'data/2024/scheme.yaml');
  await writeFile(scheme, (await readFile(scheme, 'utf8')).replace('权重合计: 90', '权重合计: 80'));
  const uri = new URL(`file://${scheme}`).href;
  await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  await expect.poll(() => codesOf(file.problems()), { timeout: 110_000 }).toContain('weights-total');
});

test('on the shipped data problems follow each change', async () => {
  const file = await openFile(shipped, REPOSITORY, OF_SHIPPED);
  const first = performance.now();
  await file.reported();
  const opened = performance.now() - first;
  const times: number[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const start = performance.now();
    await file.type(`${file.text()}# ${turn}\n`);
    times.push(Math.round(performance.now() - start));
  }
  console.log(`open → diagnostics: ${Math.round(opened)} ms; change → diagnostics: ${times.join(', ')} ms`);
  expect(times).toHaveLength(6);
});

function endOf(text: string): { line: number; character: number } {
  const lines = text.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
