import { shorten } from '../../model/characters.js';
import { BAR, WAIVER } from '../../model/yaml-text.js';
import type { Fault } from './fault.js';

/** A character before the word of a waiver that is part of it. */
const LEAD = /[\s#＃]/;

/** The slips in a value without quotes that YAML takes for content. @param start its offset */
export function slipsIn(raw: string, start: number): Fault[] {
  if (BAR.test(raw)) {
    const message = `这里的“${raw.charAt(0)}”不是英文的“|”，会印出来`;
    return [{ code: 'syntax', span: { start, end: start + 1 }, message, hint: '改成英文的“|”，下面的文字不用改' }];
  }
  const found = WAIVER.exec(raw);
  if (!found) return [];
  const [waiver] = found;
  // A pattern with blanks in front would try every blank of a long value (a file may be nothing else).
  let from = found.index;
  while (from > 0 && LEAD.test(raw.charAt(from - 1))) from -= 1;
  const before = raw.slice(0, from).split('\n').at(-1)?.trim() ?? '';
  const end = found.index + waiver.trimEnd().length;
  const span = { start: start + from + raw.slice(from, end).search(/\S/), end: start + end };
  const hint = `放行前面要有空格和英文的“#”：写成 ${shorten(before, 16)}${before ? ' ' : ''}# ${shorten(waiver.trim(), 40)}`;
  return [{ code: 'syntax', span, message: '这条放行成了内容的一部分，会印出来，也不起作用', hint }];
}
