import type { Comment, Source } from '../../model/source.js';
import { excerpt, type Fault } from './fault.js';
import type { Token } from './tokens.js';

/** Comments that their author marked as such: a blank after the `#`, or a waiver. */
const MARKED = /^#+(?:\s+\S|\s*waive(?![\w-])|放行(?=[\s\w:：]|$))/i;
/** After these comes what a field or an item says. */
const OPENERS = new Set<Token['type']>(['map-value-ind', 'seq-item-ind']);
const COLLECTIONS = new Set<Token['type']>(['seq-item-ind', 'explicit-key-ind', 'flow-map-start', 'flow-seq-start']);

/** Every comment, in order. A `#` in a text or in quotes begins none. */
export function readComments(tokens: readonly Token[], source: Source): Comment[] {
  return tokens.filter(({ type }) => type === 'comment').map(({ text, start }) => {
    const { line } = source.position(start);
    const alone = source.text.slice(source.line(line).start, start).trim() === '';
    return { text, span: { start, end: start + text.length }, line, alone };
  });
}

/**
 * Text that YAML takes for a comment although it may be meant as content: it follows content on its line, or stands
 * where the text of the field above it would go on, and there is no blank after its `#`.
 */
export function findTextLost(tokens: readonly Token[]): Fault[] {
  const faults: Fault[] = [];
  let lineStart = 0;
  let isAlone = true;
  /** The column of the name of the field, or of the dash of the item. */
  let column = 0;
  /** The last token that is no blank and no comment. */
  let last: Token | undefined;
  let isText: boolean | undefined;
  for (const [index, token] of tokens.entries()) {
    const { type, text, start } = token;
    if (type === 'comment') {
      if (MARKED.test(text)) continue;
      const mayBeText = last !== undefined && start - lineStart > column && /^#+\S/.test(text);
      if (isAlone && mayBeText) isText ??= !OPENERS.has(last?.type ?? null) || isTextNext(tokens, index + 1);
      if (!isAlone || (mayBeText && isText)) faults.push(textLost(token));
      continue;
    }
    if (type === 'seq-item-ind') column = start - lineStart;
    if (type === 'map-value-ind' && last) column = Math.max(0, last.start - lineStart);
    const end = text.lastIndexOf('\n');
    if (end >= 0) lineStart = start + end + 1;
    if (type === 'newline') isAlone = true;
    else if (type !== 'space') {
      isAlone = end === text.length - 1; // a text under | ends with its line
      last = token;
      isText = undefined;
    }
  }
  return faults;
}

/** The field has a text below its comments, no fields and no list. */
function isTextNext(tokens: readonly Token[], from: number): boolean {
  let index = from;
  const pass = (...types: Token['type'][]): void => {
    while (index < tokens.length && types.includes(tokens[index]?.type ?? null)) index += 1;
  };
  pass('space', 'newline', 'comment');
  const type = tokens[index]?.type;
  if (type === undefined || COLLECTIONS.has(type)) return false;
  index += 1;
  pass('space');
  return tokens[index]?.type !== 'map-value-ind';
}

function textLost({ text, start }: Token): Fault {
  return {
    code: 'text-lost',
    span: { start, end: start + text.trimEnd().length },
    message: `从“${excerpt(text.trimEnd())}”起会被当作注释，不会印出来`,
    hint: '是内容的，给整个内容加上单引号，或写在“|”下面；是注释的，# 后面空一格，如 # 说明',
  };
}
