import { shorten } from '../model/characters.js';
import { operatorOf } from '../model/reading.js';

interface Message {
  message: string;
  hint: string;
}

const MESSAGES: Record<string, Message> = {
  TAB_AS_INDENT: { message: '行首用了制表符（Tab）', hint: '缩进只能用空格，每层两个' },
  BAD_INDENT: { message: '缩进不对', hint: '同一层的栏目要左边对齐，下一层多缩进两格' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: '这里的冒号让人分不清栏目和内容',
    hint: '下一行如果是另一个栏目，请与上一个栏目左边对齐；内容里有英文冒号加空格的，请给内容加引号',
  },
  BAD_DQ_ESCAPE: { message: '双引号里的 \\ 写法不认识', hint: '改用单引号，或不用引号' },
  BAD_ALIAS: { message: '* 后面的名称不对', hint: '以 * 开头的文字请加引号' },
  BLOCK_IN_FLOW: { message: '[ ] 或 { } 里不能换成分行的写法', hint: '一项一行，用“- ”开头' },
  COMMA_IN_FLOW: { message: '[ ] 或 { } 里少了逗号', hint: '一项一行，用“- ”开头' },
};

/**
 * Explains a YAML syntax error to someone who does not know YAML.
 *
 * @param code the parser's error code
 * @param detail the parser's own words, for what has no words of ours
 * @param line the text of the line, trimmed
 * @param names the names of fields in the file
 */
export function syntaxMessage(code: string, detail: string, line: string, names: ReadonlySet<string>): Message {
  if (code === 'BAD_SCALAR_START') {
    const character = detail.slice(-1);
    return {
      message: `内容不能直接用 ${character} 开头`,
      hint: line.endsWith(`: ${character}`) ? `加引号：'${character}'` : '给整个内容加上单引号',
    };
  }
  if (code === 'MISSING_CHAR' || code === 'MULTILINE_IMPLICIT_KEY') return colonMessage(line, names);
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    const message = twoColonsMessage(line, names);
    if (message) return message;
  }
  if (detail.startsWith('Block scalar header') || (detail.startsWith('Not a YAML token') && /: +[|>]/.test(line))) {
    return headerMessage(line);
  }
  if (detail.startsWith('Unexpected scalar at node end')) {
    const message = quoteMessage(line) ?? bracketMessage(line);
    if (message) return message;
  }
  if (detail.startsWith('Unexpected block-seq-ind')) return dashMessage(line);
  return MESSAGES[code] ?? { message: '这里的写法不对', hint: '检查这一行和上一行的缩进、冒号和引号' };
}

/** The longest line that a hint repeats. */
const LONGEST = 40;

/** A line that has no colon as YAML wants it. */
function colonMessage(line: string, names: ReadonlySet<string>): Message {
  const [, sign = ''] = /^(＃|\/\/|<!--|;)/.exec(line) ?? [];
  if (sign) {
    const written = line.slice(sign.length).replace(/-->$/, '').trim();
    return { message: `说明要以英文的“#”开头，这里是“${sign}”`, hint: `写成 # ${shorten(written, LONGEST)}` };
  }
  if (line.includes('\t')) {
    return { message: '这一行像是从 Word 或 Excel 的表格里粘贴的', hint: '表格里的一行写成几行“栏目: 内容”，写法与上面的各项一样' };
  }
  const [, dash = '', name = '', content = ''] = /^((?:- +)?)([^\s:：]{1,20}) *：\s*(.*)/.exec(line) ?? [];
  if (name) return { message: '这一行用了中文冒号“：”', hint: `写成 ${rewritten(dash + name, content)}` };
  if (line.includes('：')) return { message: '这一行用了中文冒号“：”', hint: '改成英文冒号加一个空格，如 权重: 20' };
  const [, before = '', after = ''] = /^([^\s:]+):(\S.*)$/.exec(line) ?? [];
  if (before) return { message: '冒号后面少了一个空格', hint: `写成 ${rewritten(before, after)}` };
  const [start = '', field = '', rest = ''] = /^(?:- +)?([^\s\d=＝;；∶﹕︰.。、,，]+)[\s=＝;；∶﹕︰.。、,，]*(.*)/.exec(line) ?? [];
  if (names.has(field) && rest && start) {
    const dashed = line.startsWith('- ') ? `- ${field}` : field;
    return { message: `“${field}”后面少了英文冒号和空格`, hint: `写成 ${rewritten(dashed, rest)}` };
  }
  return {
    message: '这一行没有写成“栏目: 内容”',
    hint: '冒号用英文的，后面空一格；如果是上一栏没写完的文字，请缩进两格',
  };
}

function rewritten(name: string, content: string): string {
  return content ? `${name}: ${shorten(content, LONGEST)}` : `${name}:`;
}

/** A longer line is not looked into: the pattern below tries every blank of it. */
const LONGEST_READ = 500;

/** Two colons in one line: two fields, or a colon in the content. */
function twoColonsMessage(line: string, names: ReadonlySet<string>): Message | undefined {
  if (line.length > LONGEST_READ) return undefined;
  const [, first = '', value = '', second = '', rest = ''] = /^((?:- +)?[^\s:]+): +(?:(.{0,500}?)\s{1,500})??([^\s:]+): {1,500}(.+)/.exec(line) ?? [];
  if (!first) return undefined;
  if (names.has(second) || value) {
    const written = rewritten(second, rest);
    if (names.has(second)) return { message: `一行里写了两栏：“${first.replace(/^- +/, '')}”和“${second}”`, hint: `“${written}”另起一行，左边对齐` };
  }
  const content = line.slice(first.length + 1).trim().replace(/: +/g, '：');
  return { message: '内容里有英文冒号加空格，读不出哪个是栏目', hint: `内容里的冒号用中文的：${rewritten(first, content)}` };
}

/** Content that begins with a bracket and goes on behind it: YAML takes it for a list. */
function bracketMessage(line: string): Message | undefined {
  const [, bracket = ''] = /(?:: +|^- +)([[{])/.exec(line) ?? [];
  if (!bracket) return undefined;
  return {
    message: `以“${bracket}”开头的内容会被当作列表`,
    hint: `给整个内容加上单引号，长文字写在“|”下面${bracket === '[' ? '；年份的括号用〔〕' : ''}`,
  };
}

/** A dash behind a colon. */
function dashMessage(line: string): Message {
  const content = /: +(-.*)$/.exec(line)?.[1]?.trim() ?? '-';
  return content === '-'
    ? { message: '单独一个“-”读不出来', hint: '没有的，数写 0；要印一个“-”的，加引号：\'-\'' }
    : { message: '“- ”不能写在栏目的后面', hint: `是列表的，从下一行写起，一项一行；是文字的，加引号：'${shorten(content, 24)}'` };
}

/** `>=` and the like, and text on the line of the `|`. */
function headerMessage(line: string): Message {
  const content = /[|>][^]*/.exec(line)?.[0] ?? '';
  const operator = operatorOf(content);
  if (operator) return { message: `“${shorten(content, 24)}”不能这样写`, hint: `写成 ${operator === '>' ? "'>'" : operator}` };
  const sign = content.charAt(0);
  return {
    message: `“${sign}”后面不能接着写内容`,
    hint: sign === '|' ? '文字从下一行写起，缩进两格' : '内容以“>”开头的，给整个内容加上单引号；“>”是大于号的，写在“性质”一栏',
  };
}

/** A quote that ends before the content does: quotes that are part of the content are written as in Chinese prose. */
function quoteMessage(line: string): Message | undefined {
  const [, content = '', quote = ''] = /:\s+((["'])[^]*)$/.exec(line) ?? [];
  if (!quote) return undefined;
  const parts = content.split(quote);
  const isWhole = content.endsWith(quote) && parts.length > 3;
  const quoted = pairs(isWhole ? content.slice(1, -1) : content, quote);
  const message = `引号到“${shorten(parts[1] ?? '', 12)}”就结束了，后面还有字`;
  return { message, hint: `引号要印出来的，用中文引号：${shorten(quoted, 40)}；不要印的，删去` };
}

/** Replaces straight quotes by pairs of Chinese ones. */
function pairs(text: string, quote: string): string {
  let isOpen = false;
  return text.replaceAll(quote, () => ((isOpen = !isOpen) ? '“' : '”'));
}
