import type { Span } from '../../model/source.js';
import { findTextLost } from './comments.js';
import { excerpt, type Fault } from './fault.js';
import type { Token } from './tokens.js';

type Found = Omit<Fault, 'span'>;

/** Escapes in double quotes that stand for other characters than those that were typed. */
const CHANGED = /^\\(?:[0abtnvfre N_LP\t]|x0[aA]|u000[aA]|U0000000[aA])/;
const ESCAPE = /\\(?:x.{2}|u.{4}|U.{8}|[^])/g;

/** The features of YAML that a form must not use: they drop or change typed text without a message. */
export function findForbidden(tokens: readonly Token[]): Fault[] {
  const faults = findTextLost(tokens);
  let isFirst = true;
  for (const token of tokens) {
    const { type, text, start } = token;
    const found = type === 'doc-start' && isFirst ? undefined : forbid(token);
    if (found) faults.push({ ...found, span: spanOf(token) });
    else if (type === 'double-quoted-scalar') {
      for (const { 0: escape, index } of text.matchAll(ESCAPE)) {
        if (!CHANGED.test(escape)) continue;
        const span = { start: start + index, end: start + index + escape.length };
        faults.push({ span, ...changedBy(escape) });
      }
    }
    isFirst &&= type === 'space' || type === 'newline' || type === 'comment';
  }
  return faults;
}

function forbid({ type, text }: Token): Found | undefined {
  switch (type) {
    case 'byte-order-mark':
      return { code: 'encoding', message: '文件开头有两个 BOM（看不见的编码标记）', hint: '用“另存为”重新存一次，编码选 UTF-8' };
    case 'anchor':
      return { code: 'no-alias', message: `不能用 ${excerpt(text)} 给内容起名`, hint: '删去 & 和名称；以 & 开头的文字请加引号' };
    case 'alias':
      return { code: 'no-alias', message: `不能用 ${excerpt(text)} 引用别处的内容`, hint: '把内容写全；以 * 开头的文字请加引号' };
    case 'tag':
      return { code: 'no-tag', message: `不能用标签 ${excerpt(text)}`, hint: '删去 ! 开头的部分；以 ! 开头的文字请加引号' };
    case 'directive-line':
      return { code: 'syntax', message: '以 % 开头的这一行是 YAML 的指令，不会印出来', hint: '删去这一行；是内容的，写在“栏目: ”后面，加引号' };
    case 'doc-start':
      return { code: 'syntax', message: '一个文件里写了不止一份内容（--- 把文件分成了几段）', hint: '一个文件只写一张表，删去 ---' };
    case 'doc-end':
      return { code: 'syntax', message: '单独一行的 ... 表示文件到此为止', hint: '删去这一行；是省略号的，写在“栏目: ”后面，用 ……' };
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      if (text.length < 2 || !text.endsWith(text.charAt(0))) {
        return { code: 'syntax', message: '这个引号没有配对的另一半', hint: '补上后一个引号，或两个都删去' };
      }
      if (!text.includes('\n')) return undefined;
      return { code: 'quoted-lines', message: '引号里的文字换了行', hint: '长文字写成“栏目: |”，下面每行缩进两格，不用引号' };
    default:
      return undefined;
  }
}

function changedBy(escape: string): Found {
  return {
    code: 'escape',
    message: `双引号里的 ${escape.trimEnd()} 会变成别的字符（如换行），不是写的这些字`,
    hint: '要原样写“\\”的，改用单引号；要分段的，写在“|”下面，空一行',
  };
}

/** Returns the range to underline: for a quote that is not closed, only its start. */
function spanOf({ text, start }: Token): Span {
  const isOpen = /^["']/.test(text) && (text.length < 2 || !text.endsWith(text.charAt(0)));
  return { start, end: start + (isOpen ? 1 : text.length) };
}
