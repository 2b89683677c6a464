import { shorten } from '../../model/characters.js';
import type { Fault } from './fault.js';

/** Characters that look like `|`, alone behind the colon. */
const BAR = /^[｜丨︱│┃]\s*(?:\n|$)/;
/** A waiver that became content, as there is no blank before its `#`, or no `#` that is one. */
const WAIVER = /\s*[#＃]*\s*((?:放行|(?<![\w-])waive)\s+[a-z][a-z-]+\s*[:：,，、][^\n]*)/i;

/** The slips in a value without quotes that YAML takes for content. @param start its offset */
export function slipsIn(raw: string, start: number): Fault[] {
  if (BAR.test(raw)) {
    const message = `这里的“${raw.charAt(0)}”不是英文的“|”，会印出来`;
    return [{ code: 'syntax', span: { start, end: start + 1 }, message, hint: '改成英文的“|”，下面的文字不用改' }];
  }
  const found = WAIVER.exec(raw);
  if (!found) return [];
  const [whole, waiver = ''] = found;
  const before = raw.slice(0, found.index).split('\n').at(-1)?.trim() ?? '';
  const span = { start: start + found.index + whole.search(/\S/), end: start + found.index + whole.trimEnd().length };
  const hint = `放行前面要有空格和英文的“#”：写成 ${shorten(before, 16)}${before ? ' ' : ''}# ${shorten(waiver.trim(), 40)}`;
  return [{ code: 'syntax', span, message: '这条放行成了内容的一部分，会印出来，也不起作用', hint }];
}
