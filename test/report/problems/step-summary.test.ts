import { expect, test } from 'vitest';
import { stepSummary } from '../../../src/report/problems/step-summary.js';
import { CODES, HOSTILE, problem, warning } from '../../support/diagnostics.js';

const MIB = 1024 * 1024;
const other = 'data/2024/甲街道/projects/02-乙.yaml';

test('the summary has the number of each rule, then all problems folded by file, files with errors first and open', () => {
  const related = [{ file: other, range: problem().range, message: '那里写的是 4' }];
  expect(stepSummary([warning(), problem({ file: other, related }), warning({ hint: '' })], 3, CODES, undefined, MIB)).toBe(`\
## 绩效目标检查：1 个错误，2 个提醒（应改 2）

检查了 3 个文件。

| 次数 | 轻重 | 规则 | 说明 |
|---:|---|---|---|
| 1 | 错误 | budget-split | 年度预算与两部分之和不等 |
| 2 | 应改 | vague | 说法空泛 |

<details open><summary>data/2024/甲街道/projects/02-乙.yaml：1 个错误，0 个提醒</summary>

- 错误 5:9 年度预算写的是 5 万元（budget-split）<br>另见 data/2024/甲街道/projects/02-乙.yaml:5 那里写的是 4<br>→ 应写 4

</details>

<details><summary>data/2024/甲街道/projects/01-甲.yaml：0 个错误，2 个提醒（应改 2）</summary>

- 应改 5:9 “大幅提升”无法考核（vague）<br>→ 应写 4
- 应改 5:9 “大幅提升”无法考核（vague）

</details>

`);
  expect(stepSummary([], 3, CODES, undefined, MIB)).toBe('## 绩效目标检查：没有问题\n\n检查了 3 个文件。\n\n');
});

test('new problems come first in an open table; the number of others follows', () => {
  const text = stepSummary([warning(), warning({ message: '新的', new: true })], 3, CODES, 'HEAD^1', MIB);
  const [first = '', second = ''] = text.split('### 原来就有的：0 个错误，1 个提醒（应改 1）');
  expect(first).toContain('### 和 HEAD&#94;1 相比，新的有 0 个错误，1 个提醒（应改 1）\n\n| 次数 | 轻重 | 规则 | 说明 |\n|---:|---|---|---|\n| 1 | 应改 | vague |');
  expect(first).toContain('<details open>');
  expect(first).toContain('新的');
  expect(second).toContain('<details><summary>');
  expect(second).not.toContain('新的');
  expect(stepSummary([warning()], 3, CODES, 'main', MIB)).toContain('### 和 main 相比，没有新问题\n\n### 原来就有的');
});

test('hostile text creates no markup, link, mention or new line', () => {
  const clean = stepSummary([problem({ message: '甲', hint: '甲' })], 1, CODES, undefined, MIB);
  const spoilt = stepSummary([problem({ message: HOSTILE, hint: HOSTILE, file: HOSTILE })], 1, CODES, undefined, MIB);
  expect(spoilt.split('\n')).toHaveLength(clean.split('\n').length);
  // Without what the report itself writes, no character is left that Markdown, HTML or GitHub read as more than text.
  const own = /<details open><summary>|<\/summary>|<\/details>|<br>|^## |^\|.*|^- 错误 5:9/gm;
  const rest = spoilt.replace(own, '').replace(/&#\d+;/g, '');
  expect(rest).not.toMatch(/[\\`*_[\](){}<>&|~#$^!"']|[@%](?=\w)/);
  expect(rest).not.toMatch(/[\u001B\u202E\r]/);
  expect(spoilt).toContain('@\u200Boctocat');
  expect(spoilt).toContain('&#35;\u200B1');
});

test('a summary that is too long is cut between two problems, and the last line reports it', () => {
  const many = Array.from({ length: 40_000 }, (_, index) => problem({ message: `第 ${index} 个`, file: `data/${index % 7}.yaml` }));
  for (const room of [MIB, 5_000, 1_000, 200, 100, 0]) {
    const text = stepSummary(many, 7, CODES, undefined, room);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(room);
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    if (room >= 200) expect(text.trimEnd()).toMatch(/\*\*到这里放不下了，后面的问题没有列出。\*\*.*$/);
  }
  expect(stepSummary(many, 7, CODES, undefined, MIB).length).toBeGreaterThan(500_000);
});
