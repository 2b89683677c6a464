import { expect, test } from 'vitest';
import { github } from '../../../src/report/problems/github.js';
import { CODES, HOSTILE, problem, warning } from '../../support/diagnostics.js';

interface Command {
  name: string;
  properties: Record<string, string>;
  message: string;
}

/** Reads a line as the runner of GitHub Actions does: up to the second `::`, properties at commas. */
function parse(line: string): Command {
  const [, name = '', list = '', message = ''] = /^::([a-z]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  const decode = (text: string): string =>
    text.replace(/%(0D|0A|3A|2C|25)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const pairs = list.split(',').filter(Boolean).map((pair) => {
    const [key = '', value = ''] = pair.split(/=(.*)/s);
    return [key, decode(value)];
  });
  return { name, properties: Object.fromEntries(pairs) as Record<string, string>, message: decode(message) };
}

const commands = (...args: Parameters<typeof github>): Command[] => github(...args).split('\n').map(parse);

test('a problem is one command with its place, message and hint', () => {
  expect(github([problem()], [], CODES)).toBe(
    '::error file=data/2024/甲街道/projects/01-甲.yaml,line=5,endLine=5,col=9,endColumn=10,' +
    'title=错误 · 年度预算与两部分之和不等 · budget-split::年度预算写的是 5 万元%0A→ 应写 4',
  );
});

test('a range of several lines has no columns, which GitHub would reject', () => {
  const range = { start: { line: 5, column: 9 }, end: { line: 7, column: 3 } };
  const [{ properties } = { properties: {} }] = commands([problem({ range })], [], CODES);
  expect(properties).toMatchObject({ line: '5', endLine: '7' });
  expect(Object.keys(properties)).not.toContain('col');
});

test('hostile text starts no other command, and is shown unchanged', () => {
  const file = `data/2024/a,line=9::x${HOSTILE.slice(0, 60)}.yaml`;
  const problems = [problem({ message: HOSTILE, hint: HOSTILE, file }), warning({ message: HOSTILE })];
  const all = commands(problems, [HOSTILE], CODES);
  expect(all.map(({ name }) => name)).toEqual(['error', 'warning', 'notice']);
  const shown = HOSTILE.replace(/[\r\u001B\u202E]/g, '�').replaceAll('##[', '# #[');
  expect(all[0]?.message).toBe(`${shown}\n→ ${shown}`);
  expect(all[0]?.properties).toMatchObject({ file: file.replaceAll('\r', '�').replaceAll('##[', '# #['), line: '5' });
  expect(all[2]?.message).toBe(shown);
});

test('the ten problems that GitHub shows are errors first, then one of each rule, rare rules first', () => {
  const many = (code: string, count: number, severity: 'error' | 'warning' = 'warning') =>
    Array.from({ length: count }, () => problem({ code, severity, message: code, hint: '' }));
  const all = [...many('common', 60), ...many('rare', 1), ...many('frequent', 20), ...many('wrong', 2, 'error')];
  const order = commands(all, [], CODES).map(({ message }) => message);
  expect(order.slice(0, 10)).toEqual([
    'wrong', 'wrong', 'rare', 'frequent', 'common', 'frequent', 'common', 'frequent', 'common', 'frequent',
  ]);
  expect(order).toHaveLength(83);
});

test('new problems come before all others, errors before warnings, with a title that marks them', () => {
  const old = Array.from({ length: 30 }, (_, index) => problem({ code: `old-${index}`, severity: index % 2 ? 'error' : 'warning', message: '原有' }));
  const introduced = [warning({ message: '新提醒', new: true }), problem({ message: '新错误', new: true })];
  const all = commands([...old, ...introduced], [], CODES);
  expect(all.slice(0, 2).map(({ name, message }) => [name, message.split('\n')[0]])).toEqual([['error', '新错误'], ['warning', '新提醒']]);
  expect(all.slice(0, 3).map(({ properties }) => properties.title?.startsWith('新 · '))).toEqual([true, true, false]);
  expect(all).toHaveLength(32);
});
