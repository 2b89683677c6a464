import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { timingTable } from '../../src/report/timing.js';

const steps = [
  { step: '检查', elapsed: 1200, processor: 1000 },
  { step: '核对旧文档', elapsed: 12_345.6, processor: 250 },
];

test('figures stand below each other, Chinese being two columns wide', () => {
  const table = timingTable({ steps, node: 2000, browser: 3456, printed: 200 });
  expect(table).toBe([
    '步骤         用时（秒，各表相加）  处理器（秒）',
    '检查                         1.20          1.00',
    '核对旧文档                  12.35          0.25',
    '其他                            –          0.75',
    'Node 合计                       –          2.00',
    '浏览器 合计                     –          3.46',
    '每印一张表的处理器时间（共 200 张）：Node 10.0 毫秒，浏览器 17.3 毫秒',
  ].join('\n'));
  expect(new Set(table.split('\n').slice(0, -1).map(line => stringWidth(line))).size).toBe(1);
});

test('what is not known is a dash, and without a printed form nothing is said of one', () => {
  const lines = timingTable({ steps, node: 2000, browser: undefined, printed: 3 }).split('\n');
  expect(lines.at(-2)).toMatch(/^浏览器 合计 +– +–$/);
  expect(lines.at(-1)).toBe('每印一张表的处理器时间（共 3 张）：Node 666.7 毫秒，浏览器 –');
  expect(timingTable({ steps, node: 2000, browser: 0, printed: 0 })).not.toContain('每印一张表');
});
