import { defineRule } from '../rule.js';
import { unicodeName } from '../../model/characters.js';
import { citationsIn } from '../reading/citations.js';
import { FOREIGN_LETTER, meantBy } from '../../model/look-alikes.js';
import { indicatorsOf, namesOf, proseOf } from '../reading/fields.js';

/** Wrong → right; `•` and its like only where they stand for the 间隔号 between Chinese characters. */
const RIGHT: Record<string, string> = {
  '•': '·', '∙': '·', '・': '·', '‧': '·', '﹝': '〔', '﹞': '〕', '％': '%', '﹪': '%', '﹐': '，', '﹑': '、', '﹔': '；',
  '﹕': '：', '﹖': '？', '﹗': '！', '︰': '：', '﹙': '（', '﹚': '）', '﹣': '-', '﹢': '+',
};
const PATTERN = /(?<=\p{L}[”’）》]?)[•∙・‧](?=[“‘（《]?\p{L})|[﹝﹞％﹪﹐﹑﹔﹕﹖﹗︰﹙﹚﹣﹢]|(?<![０-９])[０-９]+(?:．[０-９]+)+|[０-９Ａ-Ｚａ-ｚ]+|[\uFB00-\uFB06\uFF66-\uFF9F]+/gu;
/** Marks on a character, which may be struck out or made another one by them. */
const MARKED = /.(?:(?!\p{DI})\p{M}){1,9}/gsu;

export default defineRule({
  id: 'look-alike',
  title: '形似的错字符',
  needs: [],
  rank: '应改',
  why: '全角数字、圆点、小括号一类的字符看着像，检索和计算时却是另一个字。请换成规范的字符。',
  *check(form) {
    const fields = indicatorsOf(form).flatMap(({ indicator, place }) => [
      ...place('unit') === place('target') ? [] : [{ at: place('unit'), text: indicator.unit }],
      { at: place('target'), text: indicator.typed },
    ]);
    for (const { at, text } of [...namesOf(form), ...proseOf(form)]) {
      // 11O: no fix, because it is a number that would change.
      for (const { index, 0: letter } of text.matchAll(/(?<=\d)[OoQ](?![A-Za-z])|(?<=\d)[lI|](?=\d)/g)) {
        yield {
          rank: '应改',
          at,
          within: [index, index + 1],
          message: `数字中间的“${letter}”是字母，不是数字`,
          hint: `核对后写成 ${/[OoQ]/.test(letter) ? '0' : '1'}`,
        };
      }
    }
    for (const { at, text } of [...namesOf(form), ...proseOf(form), ...fields]) {
      for (const { index, 0: letters } of text.matchAll(FOREIGN_LETTER)) {
        yield {
          at,
          within: [index, index + letters.length],
          message: `“${letters}”（${unicodeName(letters)}）是别的文字里形似的字母，应为“${meantBy(letters)}”`,
          hint: `写成 ${meantBy(letters)}`,
          fix: meantBy(letters),
        };
      }
      for (const { index, 0: marked } of text.matchAll(MARKED)) {
        const composed = marked.normalize('NFC');
        const message = `“${marked}”上叠了别的符号（${unicodeName(marked.slice(1))}），检索不到`;
        const isOne = !/\p{M}/u.test(composed);
        yield { at, within: [index, index + marked.length], message, hint: isOne ? `写成 ${composed}` : '删去叠在上面的符号', ...(isOne ? { fix: composed } : {}) };
      }
      const citations = citationsIn(text);
      let passed = 0;
      for (const { index, 0: all } of text.matchAll(PATTERN)) {
        while ((citations[passed]?.to ?? Infinity) <= index) passed += 1;
        // Brackets of a document's year are another rule's.
        if (/[﹝﹞]/.test(all) && (citations[passed]?.from ?? Infinity) <= index) continue;
        const right = RIGHT[all] ?? all.normalize('NFKC');
        yield {
          at,
          within: [index, index + all.length],
          message: `“${all}”（${unicodeName(all)}）是形似的字符，应为“${right}”`,
          hint: `写成 ${right}`,
          // A sign in front of a number makes another number.
          ...(/[﹣﹢]/.test(all) ? {} : { fix: right }),
        };
      }
    }
  },
});
