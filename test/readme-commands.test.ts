import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEPARTMENT, edit, inProcess, REPOSITORY, run } from './support/run.js';

/*
 * The commands of the README and the reference, as they are written there, in a repository of git with three projects.
 * Those of the program run in this process, which saves half a second each; `npm` itself runs once.
 */

const PAGES = ['README.md', 'docs/reference.md', 'docs/contributing.md', 'docs/layouts.md', 'docs/clerk.zh-CN.md', 'docs/machines.md'];

const commandsOf = (path: string): string[] =>
  [...readFileSync(join(REPOSITORY, path), 'utf8').matchAll(/```sh\n([^]*?)```/g)]
    .flatMap(([, block = '']) => block.split('\n').map(line => line.replace(/ +#.*/, '').trim()).filter(Boolean));

const COMMANDS = [...new Set(PAGES.flatMap(commandsOf))];

/** What does not run here, and why. */
const ELSEWHERE: Record<string, string> = {
  'npm ci && npm run build': 'is what .ci/run runs before the tests; readme.test.ts compares them',
  'npm test': 'is what .ci/run runs: these tests',
  'npm ci': 'the same',
  'npm run new': 'asks a person: new.test.ts answers it',
  'npm run new -- project --department 沙坪坝街道 --name 应急管理工作': 'would add an unfinished form to what the others run on: new.test.ts',
  'npm run new -- department --year 2025 --department 区民政局': 'the same',
  'npm run new -- --from 2024': 'the same',
  'npm run new -- --from 2024 --department 沙坪坝街道': 'the same',
  'npm run library -- --format csv --out 指标库.csv': 'writes into the working directory: library.test.ts',
  'npm run watch': 'ends when it is stopped: watch.test.ts runs it',
  'npm run -s lsp': 'ends when the editor ends: lsp.test.ts runs it',
  'npm run import -- forms/*.docx budget.xlsx --dry-run': 'needs forms from elsewhere: import.test.ts makes some',
  'npm run import -- forms/*.docx budget.xlsx': 'the same',
  'npm run import -- county.docx --new-layout mycounty': 'the same',
  'npm run verify -- 收到的.pdf': 'needs a PDF from elsewhere: verify.test.ts makes some',
  'npm run verify -- 档案/2024': 'the same',
  'npm run build -- --store /mnt/jixiao-store': 'needs a store: shard.test.ts has one',
  'npm run build -- --store s3://bucket/jixiao': 'needs a bucket: shared-store.test.ts has one',
  'npm run build -- --from-store https://store.example/main --store /mnt/own-store': 'the same',
  'npm run build -- --shard 1/2 --store /mnt/jixiao-store': 'needs a store: shard.test.ts has one',
  'npm run build -- --shard 2/2 --store /mnt/jixiao-store': 'the same',
  'npm ci --prefix fleet': 'is what .ci/run runs before the tests of the fleet, which run the commands below',
  'apt-get install redis-server': 'the same',
  'redis-server --appendonly yes --maxmemory-policy noeviction': 'the same',
  'export JIXIAO_REDIS=redis://10.0.0.1:6379 JIXIAO_STORE=s3://bucket/jixiao': 'the same',
  'npm run fleet -- work': 'the same',
  'npm run fleet -- plan --until-done && npm run build': 'the same',
  'git clone 地址 绩效目标': 'needs the address of the reader\'s repository',
  'cd 绩效目标': 'is the folder of that clone',
  'git config --global user.name "张三"': 'would change the settings of whoever runs the tests',
  'git config --global user.email "zhangsan@example.com"': 'the same',
  'git push -u origin 改农贸市场': 'needs a server',
  'git pull': 'needs a server',
};

const PERSON = Object.fromEntries(['AUTHOR', 'COMMITTER'].flatMap(role =>
  [[`GIT_${role}_NAME`, 't'], [`GIT_${role}_EMAIL`, 't@example.com']]));

const { scripts: SCRIPTS } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

let root: string;
const git = async (...args: string[]): Promise<void> => {
  const { code, stderr } = await run('git', ['-C', root, ...args], { env: PERSON });
  expect(code, stderr).toBe(0);
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'jixiao-readme-'));
  for (const folder of ['data', 'schemas', 'templates', 'docs']) {
    cpSync(join(REPOSITORY, folder), join(root, folder), { recursive: true });
  }
  const projects = join(root, DEPARTMENT, 'projects');
  for (const name of readdirSync(projects)) if (!/^0[348]-/.test(name)) rmSync(join(projects, name));
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('400.72', '8.08'));
  await git('init', '-q', '-b', 'main');
  await git('add', '-A');
  await git('commit', '-qm', '原稿');
  await git('switch', '-qc', '某街道调整');
  await edit(join(projects, '03-一般性项目-设备采购类.yaml'), text => text.replace('指标值: 4', '指标值: 3'));
  await git('commit', '-qam', '调整');
  await git('switch', '-q', 'main');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a line as it is written, in the repository of the test. @returns exit code and output */
async function perform(line: string): Promise<{ code: number; stdout: string }> {
  const [, script = '', rest = ''] = /^npm run (?:-s )?([a-z]+)(?: -- (.*))?$/.exec(line) ?? [];
  if (script && SCRIPTS[script] === `node src/jixiao.mjs ${script}`) {
    const args = rest.split(' ').filter(Boolean).map(arg => arg.replace('/tmp/', `${root}/tmp/`));
    const own = args.map(arg => (/^(?:report|known\.json)$/.test(arg) ? join(root, arg) : arg));
    const { code, stdout, stderr } = await inProcess([script, ...own, '--root', root]);
    return { code, stdout: stdout + stderr };
  }
  const { code, stdout, stderr } = await run('sh', ['-c', line], { cwd: root, env: PERSON });
  return { code, stdout: stdout + stderr };
}

test('there are commands, and those that do not run here are still in the text', () => {
  expect(COMMANDS.length).toBeGreaterThan(30);
  for (const line of Object.keys(ELSEWHERE)) expect(COMMANDS).toContain(line);
  for (const chinese of ['README', 'docs/reference', 'docs/contributing', 'docs/machines']) {
    expect(commandsOf(`${chinese}.zh-CN.md`)).toEqual(commandsOf(`${chinese}.md`));
  }
});

test('npm runs a command with its redirection', async () => {
  const line = 'npm run -s check -- --format sarif > problems.sarif';
  expect(COMMANDS).toContain(line);
  const file = join(root, 'problems.sarif');
  const { code, stdout } = await run('sh', ['-c', line.replace('problems.sarif', `'${file}'`)]);
  expect([code, stdout]).toEqual([0, '']);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('runs');
});

test.each(COMMANDS.filter(line => !ELSEWHERE[line] && !line.includes('>')))('%s', async (line) => {
  const { code, stdout } = await perform(line);
  expect(code, stdout).toBe(0);
  if (line.endsWith('--out report')) expect(existsSync(join(root, 'report/index.html'))).toBe(true);
  if (line.includes('--public')) expect(existsSync(join(root, 'out-public/targets.csv'))).toBe(true);
  if (line.includes('/tmp/forms')) expect(existsSync(join(root, 'tmp/forms/index.html'))).toBe(true);
  if (line.includes('--baseline')) expect(existsSync(join(root, 'known.json'))).toBe(true);
});

const slugOf = (heading: string): string =>
  heading.trim().toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');

test('links lead to files, and to headings of them', () => {
  const docs = readdirSync(join(REPOSITORY, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`);
  const pages = ['README.md', 'README.zh-CN.md', ...docs];
  let count = 0;
  for (const page of pages) {
    const text = readFileSync(join(REPOSITORY, page), 'utf8').replaceAll(/```[^]*?```/g, '');
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const file = path ? join(page, '..', path) : page;
      expect(existsSync(join(REPOSITORY, file)), `${page} → ${target}`).toBe(true);
      count += 1;
      if (anchor === undefined) continue;
      const headings = readFileSync(join(REPOSITORY, file), 'utf8').matchAll(/^#+ (.*)$/gm);
      expect([...headings].map(([, name = '']) => slugOf(name)), `${page} → ${target}`).toContain(anchor);
    }
  }
  expect(count).toBeGreaterThan(60);
});
