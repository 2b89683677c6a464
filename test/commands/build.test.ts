import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { build, type BuildOptions } from '../../src/commands/build.js';
import type { Terminal } from '../../src/io/terminal.js';
import { rules } from '../../src/rules/index.js';
import type { Rule } from '../../src/rules/rule.js';
import { edit, emptyFolder, PROJECT, smallRoot } from '../support/run.js';

/*
 * A build reports warnings in every run: those of forms that an earlier run settled too. The rules are replaced
 * by one that finds something in every project and counts how often it is asked; only HTML is made, so no browser is
 * needed.
 */

const asked = vi.hoisted(() => ({ times: 0 }));
vi.mock('../../src/rules/index.js', () => {
  const rule: Rule = {
    id: 'always',
    title: '总有提醒',
    needs: ['name'],
    roles: ['project'],
    rank: '应改',
    why: '试一试。请看。',
    *check() {
      asked.times += 1;
      yield { at: '/name', message: '请再看一眼', hint: '看一眼' };
    },
  };
  return { rules: [rule] };
});

let root: string;

beforeEach(async () => {
  vi.stubEnv('XDG_CACHE_HOME', await emptyFolder());
  root = await smallRoot();
  asked.times = 0;
});

async function run(options: Partial<BuildOptions> = {}): Promise<{ code: number; stdout: string; asked: number }> {
  const stdout: string[] = [];
  const terminal: Terminal = {
    out: text => void stdout.push(text),
    data: () => undefined,
    note: () => undefined,
    colour: false,
    status: undefined,
  };
  const before = asked.times;
  const code = await build({
    root,
    paths: [],
    out: undefined,
    formats: ['html'],
    jobs: 1,
    cache: true,
    volume: true,
    draft: true,
    public: false,
    strict: false,
    quiet: true,
    timing: false,
    signal: new AbortController().signal,
    ...options,
  }, terminal);
  return { code, stdout: stdout.join('\n'), asked: asked.times - before };
}

test('warnings are one line of a build, also of forms that are settled and not checked again', async () => {
  expect(rules).toHaveLength(1);
  const first = await run();
  expect(first).toMatchObject({ code: 0, asked: 2 });
  expect(first.stdout).toContain('有 2 个提醒，运行 npm run check 逐条查看');
  expect(first.stdout).not.toContain('请再看一眼');
  const second = await run();
  expect(second).toMatchObject({ code: 0, asked: 0 });
  expect(second.stdout).toContain('有 2 个提醒');
  expect(second.stdout).toContain('（新增 0，更新 0，未变 4，删除 0）');
});

test('with --strict they are told in full and the build fails, settled or not', async () => {
  for (const fresh of [true, false]) {
    if (!fresh) expect((await run()).code).toBe(0);
    const strict = await run({ strict: true });
    expect(strict.code).toBe(1);
    expect(strict.stdout.match(/请再看一眼/g)).toHaveLength(2);
    expect(strict.stdout).not.toContain('逐条查看');
  }
});

test('errors are told in full, and the warnings beside them in one line', async () => {
  await edit(join(root, PROJECT), text => text.replace('权重: 25', '权重: 二十五'));
  const { code, stdout } = await run();
  expect(code).toBe(1);
  expect(stdout).toContain('写的是文字 “二十五”');
  expect(stdout).not.toContain('请再看一眼');
  expect(stdout).toContain('另有 1 个提醒，运行 npm run check 逐条查看');
});
