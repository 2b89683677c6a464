import type { Source } from '../../model/source.js';
import type { Fault, Repair } from './fault.js';

/** An item of words only. */
const ITEM = /^( *)- +[^\s:：][^:：]*$/;
const WORDS = /^( *)([^\s:：#'"[\]{}&*!|>%@`-][^:：]*)$/;

/** Finds lines between items of a list of words that have no dash. */
export function findBareItems(source: Source): Repair[] {
  const texts = source.text.split('\n');
  const repaired = [...texts];
  const faults: Fault[] = [];
  let dash: string | undefined;
  for (const [index, text] of texts.entries()) {
    const item = ITEM.exec(text)?.[1];
    const [, indent, words = ''] = WORDS.exec(text) ?? [];
    if (item !== undefined) dash = item;
    else if (dash !== undefined && indent !== undefined && (indent === dash || ITEM.exec(texts[index + 1] ?? '')?.[1] === dash)) {
      const { start } = source.line(index + 1);
      const span = { start: start + indent.length, end: start + text.trimEnd().length };
      faults.push({
        code: 'missing-dash', span,
        message: '列表的这一项前面少了“- ”',
        hint: `写成“- ${words.trim()}”，与别的“- ”左边对齐`,
      });
      repaired[index] = `${dash}- ${words}`;
    } else dash = undefined;
  }
  return faults.length ? [{ faults, repaired: source.withText(repaired.join('\n')) }] : [];
}
