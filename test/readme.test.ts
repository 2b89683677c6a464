import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inProcess, REPOSITORY } from './support/run.js';

const read = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');
const blocks = (text: string): string[] =>
  [...text.matchAll(/```(?:sh|yaml|json|lua|toml)\n([^]*?)```/g)].map(([, code = '']) => code.replace(/ *#.*/g, ''));

test('.ci/run runs exactly the commands of the README, and then the fleet', () => {
  const commands = (blocks(read('README.md'))[0] ?? '').trim().split('\n');
  expect(commands).toHaveLength(2);
  const lines = read('.ci/run').trim().split('\n');
  const first = lines.findIndex(line => line.startsWith('(npm'));
  const run = lines.slice(first, first + 2);
  expect(lines.at(-1)).toBe('(cd fleet && npm ci && npm test)');
  expect(run.map(line => line.replace(/^\((.*)\)$/, '$1'))).toEqual(commands);
});

test.each(['README', 'docs/reference', 'docs/contributing', 'docs/machines'])('the Chinese %s has the same headings, commands and examples', (page) => {
  const [english, chinese] = [read(`${page}.md`), read(`${page}.zh-CN.md`)];
  const headings = (text: string): number[] => [...text.matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);
  expect(headings(chinese)).toEqual(headings(english));
  expect(blocks(chinese)).toEqual(blocks(english));
});

test('every script the README names exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const mentions = read('README.md').matchAll(/npm (?:run )?(build|check|diff|test|types|format|[a-z]+:[a-z]+)\b/g);
  const named = [...mentions].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('what the READMEs show of a check is what it prints', async () => {
  const { stdout } = await inProcess(['check', '--root', REPOSITORY]);
  const plain = (line: string): string => line.trim().replaceAll(/ {2,}/g, '  ');
  const printed = new Set(stdout.split('\n').map(plain));
  for (const path of ['README.md', 'README.zh-CN.md']) {
    const sample = /```text\n(分 [^]*?)```/.exec(read(path))?.[1]?.trim().split('\n') ?? [];
    expect(sample.length).toBeGreaterThan(10);
    expect(sample.map(plain).filter(line => line !== '…' && !printed.has(line))).toEqual([]);
  }
});
