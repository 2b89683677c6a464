import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanRoot, DEPARTMENT, edit, emptyFolder, inProcess, jixiao, PROJECT, realRoot, run } from '../support/run.js';

const HEALTH = `${DEPARTMENT}/projects/08-卫生健康.yaml`;

/** A root with two errors, in a field whose text tries to be commands, markup and mentions. */
async function hostileRoot(): Promise<string> {
  const root = await realRoot();
  const hostile = ['产出', '::error::假的', '##[error]假的</summary><script>@octocat [链接](https://evil.example)'];
  await edit(join(root, PROJECT), text => text.replace('一级: 产出', `一级: |\n      ${hostile.join('\n\n      ')}`));
  return root;
}

test('--format github: a command for each problem, which its text cannot forge', async () => {
  const args = ['check', '--root', await hostileRoot(), '--format', 'github', PROJECT];
  const { code, stdout, stderr } = await inProcess(args, { env: { GITHUB_STEP_SUMMARY: '' } });
  expect(code).toBe(1);
  expect(stderr).toBe('');
  const errors = stdout.split('\n').filter(line => /^\s*::error|##\[/.test(line));
  expect(errors).toHaveLength(2);
  expect(errors[0]).toMatch(`::error file=${PROJECT},line=15,endLine=15,col=5,endColumn=`);
  expect(errors[0]).toContain('title=错误 · 写法不对 · schema/format::“绩效指标 第 1 项 一级”写法不对：“产出');
});

test('--format github in a step: the summary is appended, with the text as text', async () => {
  const path = join(await emptyFolder(), 'summary.md');
  await writeFile(path, '# of a command before\n');
  const env = { GITHUB_STEP_SUMMARY: path };
  const { code } = await inProcess(['check', '--root', await hostileRoot(), '--format', 'github', PROJECT], { env });
  expect(code).toBe(1);
  const summary = await readFile(path, 'utf8');
  expect(summary).toMatch(/^# of a command before\n## 绩效目标检查：2 个错误/);
  expect(summary).toContain('| 1 | 错误 | schema/too-long | 太长 |');
  expect(summary).not.toMatch(/<script|@octocat|\]\(/);
});

test('--format github: a summary that cannot be written is a note, no failure', async () => {
  const env = { GITHUB_STEP_SUMMARY: join(await emptyFolder(), 'no/such/folder') };
  const { code, stderr } = await inProcess(['check', '--root', await realRoot(), '--format', 'github'], { env });
  expect(code).toBe(0);
  expect(stderr).toContain('写不了步骤摘要');
});

test('with PATH only what is in these files and in the forms of their department is reported, and sums are over the whole department', async () => {
  const root = await cleanRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/区文旅委'), { recursive: true });
  for (const file of [PROJECT, PROJECT.replace('沙坪坝街道', '区文旅委')]) {
    await edit(join(root, file), text => text.replace('年度预算: 4', '年度预算: 6').replace('指标值: 4', '指标值: 四'));
  }
  await edit(join(root, PROJECT), text => text.replace('指标值: 四', '指标值: 四  # waive target-number: 已核实'));
  const problems = async (...paths: string[]): Promise<string[]> => {
    const { stdout, stderr } = await inProcess(['check', '--root', root, '--format', 'json', ...paths]);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; file: string }[] };
    return [...diagnostics.map(({ code, file }) => `${code} ${file.split('/').slice(2).join('/')}`), ...stderr.split('\n').filter(Boolean)];
  };
  expect(await problems(HEALTH)).toEqual(['budget-projects 沙坪坝街道/department.yaml']);
  expect(await problems(PROJECT)).toEqual([
    'budget-projects 沙坪坝街道/department.yaml', 'budget-split 沙坪坝街道/projects/03-一般性项目-设备采购类.yaml', '另有 1 个问题已按说明放行',
  ]);
  await writeFile(join(root, DEPARTMENT, 'projects/04-新.yml'), '');
  expect(await problems(HEALTH)).toEqual(['data/2024/沙坪坝街道 有 1 个文件没通过，改好之前不核对部门合计']);
});

test('--format sarif: one log on stdout with every rule and result', async () => {
  const { code, stdout } = await inProcess(['check', '--root', await hostileRoot(), '--format', 'sarif', PROJECT]);
  expect(code).toBe(1);
  const { version, runs: [{ tool, results }] } = JSON.parse(stdout) as {
    version: string;
    runs: [{ tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }];
  };
  expect(version).toBe('2.1.0');
  expect(results.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['schema/format', 'schema/too-long']));
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

const HELP: [args: string[], code: number][] = [
  [['--explain', 'budget-split'], 0],
  [['--explain', 'yaml/syntax'], 0],
  [['--explain', 'budget-splt'], 2],
  [['--explain', 'budget-split', 'weights-total'], 2],
  [['--explain', 'budget-split', '--list-rules'], 2],
  [['--explain', 'budget-split', '--strict'], 2],
  [['--list-rules', '--format', 'json'], 2],
  [['--explain'], 2],
];

test('rules are explained without any data', async () => {
  const cwd = await emptyFolder();
  const runs = [];
  for (const [args, expected] of HELP) {
    const { code, stdout, stderr } = await jixiao(['check', ...args], { cwd });
    expect(code).toBe(expected);
    runs.push(`\`jixiao check ${args.join(' ')}\` → ${code}\n\n\`\`\`text\n${(stdout + stderr).trimEnd()}\n\`\`\`\n`);
  }
  await expect(runs.join('\n')).toMatchFileSnapshot('snapshots/check-explain.md');
});

test('--list-rules: a line for each, its title in the same column', async () => {
  const { code, stdout } = await jixiao(['check', '--list-rules'], { cwd: await emptyFolder() });
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(20);
  expect(lines).toContainEqual(expect.stringMatching(/^budget-split +错误 {2}总额与各部分之和不等$/));
  expect(new Set(lines.map(line => line.search(/错误|必改|应改|可自动改|提示/))).size).toBe(1);
});

test('whoever reads the report may stop reading: that is no failure', async () => {
  const { code, stderr } = await run('bash', ['-c', 'set -o pipefail; node src/jixiao.mjs check --list-rules | true']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('output to a pipe has no colour, whatever CI and FORCE_COLOR say', async () => {
  const { stdout } = await jixiao(['check', '--root', await realRoot()], { env: { NO_COLOR: '', CI: '1', FORCE_COLOR: '1' } });
  expect(stdout).toContain('data/2024');
  expect(stdout).not.toContain('\u001B');
  expect(stdout).not.toContain('\\u001B');
});
