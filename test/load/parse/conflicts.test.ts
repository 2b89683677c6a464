import { expect, test } from 'vitest';
import { Source } from '../../../src/model/source.js';
import { parse } from '../../../src/load/parse.js';

function found(text: string): [code: string, line: number][] {
  const { data, diagnostics } = parse(new Source('a.yaml', new TextEncoder().encode(text)));
  expect(data === undefined).toBe(diagnostics.length > 0);
  return diagnostics.map(({ code, range }) => [code, range.start.line]);
}

const FIELDS = '<<<<<<< 本方（当前分支）\n  年度预算: 5\n=======\n  年度预算: 6\n>>>>>>> 对方（合并进来的）\n';

test.each<[name: string, conflict: string]>([
  ['as our merge driver writes it', FIELDS],
  ['without labels', FIELDS.replaceAll(/ 本方.*| 对方.*/g, '')],
  ['with the base', FIELDS.replace('=======', '||||||| 1a2b3c\n  年度预算: 4\n=======')],
  ['indented by an editor', FIELDS.replaceAll(/^([<=>]{7})/gm, '  $1')],
  ['with an empty side', '<<<<<<< a\n  备注: 甲\n=======\n>>>>>>> b\n'],
  ['only ======= left', '=======\n'],
  ['only ======= left, both sides kept', '  年度预算: 5\n=======\n  年度预算: 6\n'],
  ['only >>>>>>> left', '>>>>>>> b\n'],
  ['<<<<<<< deleted', '  年度预算: 5\n=======\n  年度预算: 6\n>>>>>>> b\n'],
  ['>>>>>>> deleted', '<<<<<<< a\n  年度预算: 5\n=======\n  年度预算: 6\n'],
])('a conflict is one error: %s', (_, conflict) => {
  const line = 3 + (conflict.split('\n').findIndex(text => /^ *[<=>]{7}/.test(text)));
  const text = `专项资金名称: 甲\n预算:\n${conflict}  本级支出: 5\n`;
  expect(found(text)).toEqual([['yaml/conflict', line]]);
  expect(found(text.replaceAll('\n', '\r\n'))).toEqual([['yaml/conflict', line]]);
});

test.each(['', '  '])('in a text under | it is found, too (indented by %j)', (indent) => {
  const marks = ['<<<<<<< HEAD', '  二。', '=======', '  三。', '>>>>>>> 甲'].map(line => (line.startsWith(' ') ? line : indent + line));
  expect(found(`项目概况: |\n  一。\n${marks.join('\n')}\n  四。\n`)).toEqual([['yaml/conflict', 3]]);
});

test('two conflicts are two errors, and other errors are reported beside them at their lines', () => {
  expect(found(`预算:\n${FIELDS}  本级支出: 5\n${FIELDS.replaceAll('年度预算', '补助下级')}业务主管部门：003\n`))
    .toEqual([['yaml/conflict', 2], ['yaml/conflict', 8], ['yaml/syntax', 13]]);
});

test.each(['甲: |\n  ====\n  <<<<< 一\n', '甲: <<<<<<<<\n', "甲: '======='\n", '# =======\n甲: 1\n', '甲: 一\n  ========\n'])(
  'other rows of such characters are none: %j',
  (text) => {
    expect(found(text)).toEqual([]);
  },
);
