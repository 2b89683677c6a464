import { defineRule } from '../rule.js';
import { namesOf, proseOf } from '../reading/fields.js';
import { between } from '../reading/titles.js';

const CHINESE = '\\p{Script=Han}\\u3001-\\u3011\\u3014-\\u301B\\uFF01-\\uFF0F\\uFF1A-\\uFF1F“”‘’';
const BLANK = '[ \\t\\u00A0\\u2000-\\u200A\\u3000]';
const IN_NUMBER = `(?<=[〕】\\]])${BLANK}+(?=\\d)|(?<=\\d)${BLANK}+(?=号)`;
/** The endings of names of issuers. */
const ISSUER = /(?:[部委局厅署办会行院]|中央|政府)$/;
const PATTERN = new RegExp(`${IN_NUMBER}|(?<=[${CHINESE}])${BLANK}+(?=[${CHINESE}])|^${BLANK}+|(?<!${BLANK})${BLANK}+$|${BLANK}{2,}|\\u3000+`, 'gmu');

export default defineRule({
  id: 'blanks',
  title: '多余的空格',
  needs: [],
  rank: '应改',
  why: '汉字之间不用空格，段首的缩进印表时自动加上：多出的空格印出来参差不齐，也检索不到。请删去。',
  *check(form) {
    for (const { at, text } of [...namesOf(form), ...proseOf(form)]) {
      const isInTitle = [between(text, '《', '》'), between(text, '〈', '〉')];
      for (const { index, 0: all } of text.matchAll(PATTERN)) {
        const end = index + all.length;
        // One blank parts the issuers of a document, and the halves of a standard's title: 《财政部 教育部关于…》.
        const isAfterIssuer = ISSUER.test(text.slice(Math.max(0, index - 2), index));
        if (all === ' ' && (isAfterIssuer || isInTitle.some(isInside => isInside(index)))) continue;
        const isBetweenWords = /[A-Za-z0-9]/.test(text.charAt(index - 1)) && /[A-Za-z0-9]/.test(text.charAt(end));
        const around = text.slice(Math.max(0, index - 4), end + 4).replaceAll('\n', ' ');
        yield {
          at,
          within: [index, end],
          message: `“${around}”里多了 ${all.length} 个空格`,
          hint: isBetweenWords ? '留一个空格' : '删去空格',
          fix: isBetweenWords ? ' ' : '',
        };
      }
    }
  },
});
