import { defineRule } from '../rule.js';
import { isBareNumber, type Item, itemsOf, spanOfItem } from '../reading/citations.js';
import { adviceOn } from '../reading/repair.js';
import { endingOf } from '../reading/titles.js';

export default defineRule({
  id: 'document-unnumbered',
  title: '文件没有发文字号',
  needs: ['basis'],
  rank: '应改',
  why: '通知、意见一类的文件都有发文字号；没有字号，或标题和字号被顿号隔成两个文件，依据就没法核对。请写成《标题》（字号）。',
  *check({ data: { basis } }, { scheme: { review } }) {
    const items = itemsOf(basis);
    for (const [index, item] of items.entries()) {
      // 关于印发《…》的通知 ends outside the marks.
      const title = item.rest.endsWith('通知') ? item.rest : item.titles.at(-1) ?? item.rest;
      // Documents of the Central Committee are published without a number.
      if (item.citations.length || item.text.trim().replace('《', '').startsWith('中共中央') || !endingOf(title, review.numberedTitles)) continue;
      const [before, after] = [items[index - 1], items[index + 1]];
      const near = [before, after].find(other => isNumberOf(other, item));
      const where = near === before ? '前面的' : '后面的';
      const isOther = NAMES_ISSUER.test(item.text) ||
        items.some(other => isNumberOf(other, item) || (other !== item && isNumberOf(after, other)));
      yield {
        at: '/basis',
        within: spanOfItem(item),
        message: `“${item.text.trim()}”没有发文字号${near ? `，${where}“${near.text.trim()}”只有字号` : ''}`,
        hint: near
          ? '如果是同一个文件，合写成《标题》（字号），中间不用“、”'
          : isBareNumber(after) && !isOther
            ? `先核对后面的“${after.text.trim()}”是不是它的字号：是的，合写成《标题》（字号），中间不用“、”；不是的，补上字号`
            : adviceOn(item, review)?.hint ?? '对照原文件补上，写成《标题》（字号）',
      };
    }
  },
});

/** Matches a title that says who issued it: a number with other letters is not its. */
const NAMES_ISSUER = /(?:委|办|办公室|局|厅|部|政府|院|会|组)《?关于/;

/** A number that stands alone, whose issuer's letters are all in the title: 沙安办 and …安全生产月…. */
function isNumberOf(near: Item | undefined, { text }: Item): near is Item {
  if (!isBareNumber(near)) return false;
  const letters = [...near.citations[0]?.agency.slice(1) ?? ''].filter(letter => !/[发办文字号函政府委党区市县]/.test(letter));
  return letters.length > 0 && letters.every(letter => text.includes(letter));
}
