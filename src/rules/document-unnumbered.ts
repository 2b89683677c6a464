import { defineRule } from './rule.js';
import { type Item, itemsOf } from './text/citations.js';
import { endingOf } from './text/titles.js';

export default defineRule({
  id: 'document-unnumbered',
  title: '文件没有发文字号',
  appliesTo: ['project'],
  severity: 'warning',
  why: '通知、意见一类的文件都有发文字号；没有字号，或标题和字号被顿号隔成两个文件，就没法核对依据。请写成《标题》（字号）。',
  *check({ data: { basis } }, { scheme: { review } }) {
    const items = itemsOf(basis);
    for (const [index, item] of items.entries()) {
      const title = item.titles.at(-1) ?? item.rest;
      if (item.citations.length || !endingOf(item.titles.length && !/[的]/.test(item.rest) ? title : item.rest, review.numberedTitles)) continue;
      const near = [items[index - 1], items[index + 1]].filter(isBareNumber).map(({ text }) => `“${text.trim()}”`);
      const first = item.text.search(/\S/);
      yield {
        at: '/basis',
        within: [item.from + Math.max(0, first), item.from + item.text.trimEnd().length],
        message: `“${item.text.trim()}”没有发文字号${near.length ? `，紧邻的${near.join('、')}没有标题` : ''}`,
        hint: near.length ? '如果是同一个文件，合写成《标题》（字号），中间不用“、”' : '对照原文件补上，写成《标题》（字号）',
      };
    }
  },
});

function isBareNumber(item: Item | undefined): item is Item {
  return item !== undefined && item.citations.length === 1 && item.titles.length === 0 && item.rest === '';
}
