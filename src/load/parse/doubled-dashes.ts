import type { Source } from '../../model/source.js';
import type { Fault, Repair } from './fault.js';

const DOUBLED = /^( *-)( +-)(?= +[^\s-])/;

/** Finds items with two dashes: YAML takes them for a list in a list. */
export function findDoubledDashes(source: Source): Repair[] {
  const texts = source.text.split('\n');
  const found = [...texts.keys()].filter(index => DOUBLED.test(texts[index] ?? ''));
  if (!found.length) return [];
  const faults = found.map((index): Fault => {
    const { start } = source.line(index + 1);
    const [both = '', first = ''] = DOUBLED.exec(texts[index] ?? '') ?? [];
    const span = { start: start + first.length - 1, end: start + both.length };
    return { code: 'syntax', span, message: '一项的前面写了两个“- ”', hint: '删去一个，只留“- ”，与别的“- ”左边对齐' };
  });
  return [{ faults, repaired: source.withText(texts.map(text => text.replace(DOUBLED, '$1')).join('\n')) }];
}
