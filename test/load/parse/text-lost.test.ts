import { expect, test } from 'vitest';
import { Source } from '../../../src/model/source.js';
import { parse } from '../../../src/load/parse.js';

/** Returns the problems of a text: code, line and the underlined characters. */
function reported(text: string): [code: string, line: number, characters: string][] {
  const source = new Source('a.yaml', new TextEncoder().encode(text));
  return parse(source).diagnostics.map(({ code, range }) => [
    code, range.start.line, source.text.slice(source.offset(range.start), source.offset(range.end)),
  ]);
}

test.each<[name: string, text: string, line: number, characters: string]>([
  ['a value', '项目概况: 办公楼 #2 购置\n乙: 1\n', 1, '#2 购置'],
  ['a value of # only', '编号: #2\n', 1, '#2'],
  ['an item', '- 甲\n- 办公楼 #2\n', 2, '#2'],
  ['an item of # only', '- #2\n- 乙\n', 1, '#2'],
  ['a text over several lines', '甲: 一\n  二 #三\n乙: 1\n', 2, '#三'],
  ['the next line of a text', '甲: 一\n  #2 楼\n乙: 1\n', 2, '#2 楼'],
  ['the first line of a text', '甲:\n  #2 楼\n  三\n乙: 1\n', 2, '#2 楼'],
  ['below an item', '- 甲\n  #2 楼\n- 乙\n', 2, '#2 楼'],
  ['a line of a text under | that is not indented enough', '甲: |\n  一\n #2 楼\n乙: 1\n', 3, '#2 楼'],
  ['a name', '甲: 1\n栏目 #2: 乙\n', 2, '#2: 乙'],
  ['after a quoted value', '甲: "一" #2\n', 1, '#2'],
  ['right after a quote', '甲: "一"#2\n', 1, '#2'],
  ['after |', '甲: | #2\n  一\n', 1, '#2'],
  ['right after |', '甲: |#2\n  一\n', 1, '#2'],
  ['in a list in one line', '甲: [一 #2\n  ]\n', 1, '#2'],
  ['after a tab', '甲: 一\t#2\n', 1, '#2'],
  ['with CR', '甲: 一 #2\r\n乙: 1\r\n', 1, '#2'],
  ['a # alone', '甲: 一 #\n', 1, '#'],
  ['several #', '甲: 一 ##2\n', 1, '##2'],
])('text after " #" is not lost without a word: %s', (_, text, line, characters) => {
  expect(reported(text)).toContainEqual(['yaml/text-lost', line, characters]);
  expect(reported(text).filter(([, at]) => at === line)).toHaveLength(1);
});

test.each([
  '# 说明\n甲: 1\n', '#说明\n甲: 1\n', '甲: 一 # 说明\n', '甲: 一 ## 说明\n', '甲: 一 #\t说明\n', '甲: 一 #　说明\n', '甲: |  # 说明\n  一 #2\n',
  '甲: 一 #waive blanks: 就这样\n', '甲: 一\n#乙: 2\n丙: 3\n', '甲:\n  #乙: 2\n  丙: 3\n', '甲:\n  #- 一\n  - 二\n', '甲:\n  - 一: 1\n    #二: 2\n    三: 3\n',
  '#\n# 说明\n#\n甲: 1\n', '甲: 一＃2\n', '甲: 一 ＃2\n', '甲: 一#2\n', "甲: '一 #2'\n", '甲: "一 #2"\n', '#-----\n甲: 1\n',
])('comments, and # within a text, are fine: %j', (text) => {
  expect(reported(text)).toEqual([]);
});

test.each<[name: string, text: string, code: string, line: number]>([
  ['the end of the document', '甲: 1\n...\n', 'yaml/syntax', 2],
  ['what follows the end', '甲: 1\n...\n乙: 2\n', 'yaml/syntax', 2],
  ['a second document', '甲: 1\n---\n乙: 2\n', 'yaml/syntax', 2],
  ['an empty second document', '甲: 1\n---\n', 'yaml/syntax', 2],
  ['a directive', '%YAML 1.1\n---\n甲: 1\n', 'yaml/syntax', 1],
  ['an unknown directive', '%甲\n---\n乙: 1\n', 'yaml/syntax', 1],
  ['an anchor of nothing', '甲: &乙\n', 'yaml/no-alias', 1],
  ['an anchor of a name', '&乙 甲: 1\n', 'yaml/no-alias', 1],
  ['an alias as a name', '甲: &a 1\n*a : 2\n', 'yaml/no-alias', 2],
  ['a tag of a name', '!!str 甲: 1\n', 'yaml/no-tag', 1],
  ['a tag without a name', '甲: ! 重要\n', 'yaml/no-tag', 1],
  ['an unknown tag', '甲: !<乙> 丙\n', 'yaml/no-tag', 1],
  ['a line break in double quotes', '甲: "C:\\new"\n', 'yaml/escape', 1],
  ['a tab in double quotes', '甲: "C:\\temp"\n', 'yaml/escape', 1],
  ['a line break as a number', '甲: "一\\u000a二"\n', 'yaml/escape', 1],
  ['an escape in a name', '"甲\\t": 1\n', 'yaml/escape', 1],
  ['a byte order mark in a name', '甲: 1\n\uFEFF乙: 2\n', 'yaml/bad-key', 2],
  ['two byte order marks', '\uFEFF\uFEFF甲: 1\n', 'yaml/encoding', 1],
  ['a NUL in a name', '甲\0: 1\n', 'yaml/bad-key', 1],
  ['text after a quote', "甲: '一' 二\n", 'yaml/syntax', 1],
  ['text after |', '甲: | 一\n  二\n', 'yaml/syntax', 1],
  ['a colon in a text', '甲: 一: 二\n', 'yaml/syntax', 1],
])('what YAML would drop or change is reported: %s', (_, text, code, line) => {
  expect(reported(text).map(([id, at]) => [id, at])).toContainEqual([code, line]);
});

test('what YAML allows and keeps is fine', () => {
  const { data, diagnostics } = parse(new Source('a.yaml', new TextEncoder().encode(
    '---\n甲: "一 \\"二\\" \\\\ 三"\n乙: \'一 \'\'二\'\'\'\n丙:\t三\n丁: a:b\n戊: --- 四\n己: 五...\n')));
  expect(diagnostics).toEqual([]);
  expect({ ...(data as object) }).toEqual({ 甲: '一 "二" \\ 三', 乙: "一 '二'", 丙: '三', 丁: 'a:b', 戊: '--- 四', 己: '五...' });
});
