import { marked } from 'marked';
import { expect, test } from 'vitest';
import type { Change, Comparison, DepartmentChanges, FormChanges } from '../../../src/model/change.js';
import { diffMarkdown } from '../../../src/report/changes/markdown.js';
import { diffPretty } from '../../../src/report/changes/pretty.js';

const NONE = { introduced: [], solved: [] };

function form(
  path: string,
  title: string,
  changes: readonly Partial<Change>[],
  more: Partial<FormChanges> = {},
): FormChanges {
  return {
    path,
    kind: 'project',
    title,
    state: 'changed',
    before: undefined,
    after: undefined,
    changes: changes.map(change => ({ type: 'changed', form: path, pointer: '/goal', label: '当年绩效目标', ...change })),
    tables: {},
    content: [],
    problems: NONE,
    faults: { before: [], after: [] },
    ...more,
  };
}

function comparison(departments: readonly [name: string, forms: FormChanges[]][], notes: string[] = []): Comparison {
  const money = { before: '1', after: '2', difference: '1', percent: '100' };
  return {
    base: { name: 'main', commit: '0123456789abcdef' },
    head: { name: '改`<b>', commit: 'fedcba9876543210' },
    departments: departments.map(([name, forms]): DepartmentChanges =>
      ({ path: `data/2024/${name}`, name, money, forms, problems: NONE })),
    schemes: [],
    problems: NONE,
    notes,
    totals: {
      money,
      forms: { added: 0, removed: 0, changed: departments.length, renamed: 0, layout: 0 },
      changes: departments.flatMap(([, forms]) => forms).length,
      problems: { introduced: 0, solved: 0 },
      untouched: 0,
    },
  };
}

const HOSTILE = [
  '</summary></details><details open><summary>已通过',
  '| 甲 | 乙 |\n| --- | --- |',
  '**粗** _斜_ ~~删~~ `码` ```块``` # 标题 > 引 - 项 1. 项',
  '[链接](http://evil.example) ![图](http://evil.example/x.png) <https://evil.example> https://evil.example www.evil.example',
  '@everyone @org/team 张三@example.com #1 org/repo#2 GH-3 !4 ~label :warning:',
  '<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- 隐藏 --> &lt;b&gt; &amp; \\| \\<b>',
  '"引号" \'单\' $x^2$ [^1]: 注 \u202E反\u0007\r\n\n---\n\n# 伪造的标题',
];

test('text of a form is shown unchanged and cannot break or imitate Markdown', () => {
  const segments = HOSTILE.flatMap(text => [
    { kind: 'same' as const, text }, { kind: 'deleted' as const, text }, { kind: 'inserted' as const, text },
  ]);
  const everywhere = HOSTILE.map(text => form(`data/2024/甲/projects/${text.replaceAll('/', '∕')}.yaml`, text, [
    { label: text, before: text, after: text, note: text },
    { segments },
  ], {
    content: [{ label: text, text }],
    problems: {
      introduced: [{ code: 'blanks', severity: 'error', rank: '必改', message: text, file: text, range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } } }],
      solved: [],
    },
  }));
  const markdown = diffMarkdown(comparison([[HOSTILE.join(''), everywhere]], HOSTILE));
  const html = marked.parse(markdown, { async: false, gfm: true });

  const tags = new Set([...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag));
  const ours = ['p', 'strong', 'b', 'code', 'blockquote', 'br', 'del', 'details', 'ins', 'li', 'summary', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'];
  expect([...tags].filter(tag => tag !== '<details open>' && !ours.includes(tag.replace(/^<\/?(\w+)>$/, '$1')))).toEqual([]);
  const count = (pattern: RegExp): number => [...html.matchAll(pattern)].length;
  // The notes, the departments, and each form.
  expect(count(/<details(?: open)?>/g)).toBe(2 + HOSTILE.length);
  expect(count(/<\/details>/g)).toBe(2 + HOSTILE.length);
  expect(count(/<details open>/g)).toBe(1);
  expect(count(/<table>/g)).toBe(1 + 2 * HOSTILE.length);
  // Every row has as many cells as its table has columns; a renderer would drop those beyond.
  const tables = markdown.match(/(?:^\|.*\n)+/gm) ?? [];
  expect(tables).toHaveLength(1 + 2 * HOSTILE.length);
  for (const table of tables) expect(new Set(table.trim().split('\n').map(row => row.split('|').length)).size).toBe(1);
  const text = html.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  expect(text).toContain('<script>alert(1)</script>');
  expect(text).toContain('**粗** _斜_ ~~删~~ `码`');
  for (const trigger of ['@everyone', '@org', '@example', '#1', '#2', 'GH-3', 'https://', 'www.evil', ':warning:', '\u202E', '\u0007']) {
    expect(text).not.toContain(trigger);
  }
});

test('the terminal report contains no control characters of a form', () => {
  const changes = [{ before: '甲\u001B[2J', after: '乙\u0007', note: '\u202E' }, { segments: [{ kind: 'inserted' as const, text: '\u001B]0;x' }] }];
  const text = diffPretty(comparison([['甲\u001B[31m', [form('a\u001B.yaml', '\u009B1m', changes)]]]), false);
  expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
});

test('5,000 changed forms fit into a comment, with a count of those left out', () => {
  const departments = Array.from({ length: 500 }, (_, number): [string, FormChanges[]] => [`部门${number}`, Array.from(
    { length: 10 },
    (_unused, index) => form(`data/2024/部门${number}/projects/${index}.yaml`, `项目${index}`, [{ before: '甲'.repeat(300), after: '<'.repeat(300) }]),
  )]);
  const markdown = diffMarkdown(comparison(departments));
  expect(markdown.length).toBeLessThan(65_536);
  expect(markdown.length).toBeGreaterThan(60_000);
  const shown = [...markdown.matchAll(/<details>/g)].length;
  expect(shown).toBeGreaterThan(10);
  expect([...markdown.matchAll(/<\/details>/g)]).toHaveLength(shown + 1);
  expect(markdown.slice(-200)).toContain(`**以下省略 ${5000 - shown} 张表`);
  expect(markdown.slice(-200)).toContain('npm run diff -- 0123456789ab fedcba987654');
  expect(/另有 \d+ 个部门没有列出/.exec(markdown)).not.toBeNull();
});

test('a single form that is too long for a comment is cut, not left out', () => {
  const changes = Array.from({ length: 2000 }, (_, index) => ({ pointer: `/indicators/${index}`, before: '<'.repeat(2000), after: '甲'.repeat(2000) }));
  const markdown = diffMarkdown(comparison([['甲', [form('data/2024/甲/projects/1.yaml', '项目', changes)]]]));
  expect(markdown.length).toBeLessThan(65_536);
  expect(markdown.includes('<b>项目</b>')).toBe(true);
  expect(/另有 19\d\d 处变化没有列出/.exec(markdown)).not.toBeNull();
  expect(markdown.endsWith('</details>')).toBe(true);
});

test('names of the maximum length fit', () => {
  const name = '"'.repeat(4000);
  const departments = Array.from({ length: 200 }, (_, index): [string, FormChanges[]] =>
    [name + String(index), [form(name, name, [{ label: name }])]]);
  expect(diffMarkdown(comparison(departments, Array.from({ length: 300 }, () => name))).length).toBeLessThan(65_536);
});
