import { expect, test } from 'vitest';
import { brokenLines } from '../../src/edit/broken-lines.js';

/* A paragraph of prose is written in lines, so that a change of one sentence is a change of one line. */

test.each([
  ['behind each sentence', '一是盘点；二是采购。三是维修！四是什么？', ['一是盘点；', '二是采购。', '三是维修！', '四是什么？']],
  ['behind a comma only where the line is long', '盘点，采购，维修设备和办公用房并按时付款，保障运转，', ['盘点，采购，维修设备和办公用房并按时付款，', '保障运转，']],
  ['not in brackets, of whatever kind', '按《甲。乙》（丙；【丁。】戊。）办理。完', ['按《甲。乙》（丙；【丁。】戊。）办理。', '完']],
  ['not behind a bracket that nothing opened', '甲）乙。丙', ['甲）乙。', '丙']],
  ['not before a closing mark or a blank', '他说：“甲。”乙。 丙。', ['他说：“甲。”乙。 丙。']],
  ['not behind a text without an end', '甲乙丙', ['甲乙丙']],
  ['nowhere in nothing', '', []],
])('prose is broken %s', (_, text, lines) => {
  expect(brokenLines(text, false)).toEqual(lines);
});

test('a list is broken behind each item, and not in its titles', () => {
  expect(brokenLines('《甲、乙办法》（沙府发〔2023〕6号）、《丙；丁》、戊。己', true)).toEqual(['《甲、乙办法》（沙府发〔2023〕6号）、', '《丙；丁》、', '戊。己']);
});
