import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commit, git, gitRoot } from '../support/git.js';
import { cleanRoot, DEPARTMENT, edit, emptyFolder, inProcess, PROJECT, REPOSITORY, run } from '../support/run.js';

/* `check --new`: a pull request on the real data, which has hundreds of warnings of its own. */

const HEALTH = `${DEPARTMENT}/projects/08-卫生健康.yaml`;

/** A branch that brings errors and warnings, in files that have old ones too; a line is put above these. */
async function changedRoot(): Promise<string> {
  const root = await gitRoot();
  await git(root, 'checkout', '--quiet', '-b', '修改');
  await edit(join(root, PROJECT), text => `# 一行注释\n${text.replace('年度预算: 4', '年度预算: 5').replace('权重: 25', '权重: 20')}`);
  await edit(join(root, HEALTH), text => text.replace('名称: 健康宣传专栏更新', '名称: 大幅提升健康水平及宣传效果'));
  await commit(root, '改');
  return root;
}

const annotations = (stdout: string): string[] => stdout.split('\n').filter(line => /^::(error|warning) /.test(line));

test('in a pull request only the problems that it brings are annotated; the summary has the others too', async () => {
  const root = await changedRoot();
  const summary = join(await emptyFolder(), 'summary.md');
  const { stdout: json } = await inProcess(['diff', 'main', '--root', root, '--format', 'json']);
  const { departments } = JSON.parse(json) as { departments: { introduced: { code: string }[] }[] };
  const introduced = departments.flatMap(one => one.introduced);
  expect(introduced.length).toBeGreaterThan(3);

  const args = ['check', '--root', root, '--format', 'github'];
  const { stdout, stderr, code } = await inProcess([...args, '--new', 'main'], { env: { GITHUB_STEP_SUMMARY: summary } });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const lines = annotations(stdout);
  expect(lines).toHaveLength(introduced.length);
  expect(lines.every(line => line.includes('title=新 · '))).toBe(true);
  expect(lines.map(line => / · ([a-z-]+)::/.exec(line)?.[1]).sort()).toEqual(introduced.map(({ code }) => code).sort());
  expect(lines[0]).toMatch(/^::error /);
  expect(stdout).toMatch(/；和 main 相比，新的有 \d+ 个错误，\d+ 个提醒/);
  expect(stdout).toMatch(/原来就有的 \d{3} 个没有列出/);
  expect(await readFile(summary, 'utf8')).toMatch(/^## 绩效目标检查：[^#]*### 和 main 相比，新的有 .*\n\n\| 次数[^]*### 原来就有的/);

  const { stdout: plain } = await inProcess(args, { env: { GITHUB_STEP_SUMMARY: '' } });
  expect(annotations(plain).length).toBeGreaterThan(150);
  expect(plain).not.toContain('title=新');
});

test('without a name it is what is new since the branch left main; json, sarif and the terminal list just that', async () => {
  const root = await changedRoot();
  await git(root, 'checkout', '--quiet', 'main');
  await edit(join(root, `${DEPARTMENT}/projects/07-政法维稳及司法工作.yaml`), text => text.replace('指标值: 9', '指标值: 8'));
  await commit(root, '主分支上的另一处');
  await git(root, 'checkout', '--quiet', '修改');
  const check = (...args: string[]): Promise<{ stdout: string }> => inProcess(['check', '--root', root, ...args]);
  const { diagnostics } = JSON.parse((await check('--new', '--format', 'json')).stdout) as { diagnostics: { new?: true; file: string; rank: string }[] };
  expect(diagnostics.every(problem => problem.new)).toBe(true);
  expect(new Set(diagnostics.map(({ file }) => file))).toEqual(new Set([`${DEPARTMENT}/department.yaml`, PROJECT, HEALTH]));
  const { runs } = JSON.parse((await check('--new', '--format', 'sarif')).stdout) as { runs: { results: { baselineState?: string }[] }[] };
  expect(runs[0]?.results.map(({ baselineState }) => baselineState)).toEqual(diagnostics.map(() => 'new'));
  const { stdout } = await check('--new');
  const listed = diagnostics.filter(({ rank }) => rank !== '提示');
  expect(stdout.match(/^ {2,4}新(?:错误|必改|应改|可自动改) \d/gm)).toHaveLength(listed.length);
});

test('what is new only on disk is new too, and a change without problems brings none', async () => {
  const root = await gitRoot();
  await edit(join(root, PROJECT), text => `# 只加注释\n${text}`);
  expect((await inProcess(['check', '--root', root, '--new', 'HEAD'])).stdout).toMatch(/检查了 \d+ 个文件，和 HEAD 相比没有新问题[^]*原来就有的 \d+ 个没有列出/);
  await edit(join(root, PROJECT), text => text.replace('年度预算: 4', '年度预算: 四'));
  const { stdout } = await inProcess(['check', '--root', root, '--new', 'HEAD', '--format', 'github'], { env: { GITHUB_STEP_SUMMARY: '' } });
  expect(annotations(stdout)[0]).toMatch(/^::error .*title=新 · .*schema\//);
});

test('where there is nothing to compare with, one line says so and all is reported as ever', async () => {
  const folder = await cleanRoot();
  await edit(join(folder, PROJECT), text => text.replace('年度预算: 4', '年度预算: 5'));
  const shallow = await emptyFolder();
  const full = await changedRoot();
  await run('git', ['clone', '--quiet', '--depth', '1', `file://${full}`, shallow]);
  for (const [root, reason] of [[folder, '不在 git 仓库里'], [shallow, 'HEAD^1']] as const) {
    const args = ['check', '--root', root, '--format', 'github'];
    const env = { GITHUB_STEP_SUMMARY: '' };
    const plain = await inProcess(args, { env });
    const { code, stdout, stderr } = await inProcess([...args, '--new', 'HEAD^1'], { env });
    expect(code).toBe(plain.code);
    expect(annotations(stdout)).toEqual(annotations(plain.stdout));
    const notices = stdout.split('\n').filter(line => line.startsWith('::notice'));
    expect(notices).toEqual([expect.stringMatching(/^::notice::分不出哪些是新问题：/)]);
    expect(notices[0]).toContain(reason);
    expect(stderr).toBe('');
  }
});

interface Step { name?: string; run?: string; env?: { NEW: string }; with?: Record<string, unknown> }
interface Workflow { jobs: { targets: { steps: Step[] } } }

test('the workflow says what to compare with, and has fetched it', async () => {
  const workflow = parse(await readFile(join(REPOSITORY, '.github/workflows/targets.yml'), 'utf8')) as Workflow;
  const { steps } = workflow.jobs.targets;
  const [checkout] = steps;
  expect(checkout?.with?.['fetch-depth']).toBe(0);
  const step = steps.find(({ name }) => name === 'check');
  const given = /'(--new [^']+)'/.exec(step?.env?.NEW ?? '')?.[1] ?? '';
  // As GitHub checks a pull request out: merged into its target.
  const root = await changedRoot();
  await git(root, 'checkout', '--quiet', '--detach', 'main');
  await git(root, 'merge', '--quiet', '--no-ff', '--message', 'merge', '修改');
  await writeFile(join(root, 'package.json'), JSON.stringify({ scripts: { check: `node ${join(REPOSITORY, 'src/jixiao.mjs')} check` } }));
  for (const [value, expected] of [[given, true], ['', false]] as const) {
    const { stdout } = await run('bash', ['-e', '-c', step?.run ?? ''], { cwd: root, env: { NEW: value, GITHUB_STEP_SUMMARY: '' } });
    expect(annotations(stdout)[0]?.includes('title=新 · ')).toBe(expected);
  }
});
