import { defineRule } from '../rule.js';
import { SURNAMES } from '../reading/surnames.js';
import { finderOf } from '../reading/occurrences.js';
import { isOneWord } from '../reading/words.js';
import { publicTextsOf } from './public-texts.js';

const NAME = `(?:${SURNAMES})\\p{Script=Han}{1,2}`;
const MONEY = /\d元|万元|补助|补贴|救助|抚恤|慰问|资助|赔偿|工资|津贴/;

export default defineRule({
  id: 'private-person',
  title: '领钱的个人姓名',
  needs: [],
  rank: '必改',
  why: '绩效目标要随预算公开，领补助、抚恤的个人是谁属于个人信息（《个人信息保护法》）。请改成“1 名遗属”这样的写法。',
  *check(form, { scheme: { review } }) {
    const fields = publicTextsOf(form);
    // 万元 as a unit does not say that somebody gets money.
    if (!fields.some(({ text, isUnit }) => !isUnit && MONEY.test(text))) return;
    const namesIn = finderOf(fields.flatMap(({ text }) => namedIn(text, review.personWords)));
    for (const { at, text } of fields) {
      for (const [from, name] of namesIn(text)) {
        yield {
          at,
          within: [from, from + name.length],
          message: `写了个人姓名“${name}”，同时写明了给个人的钱，公开后会泄露个人信息`,
          hint: '公开前去掉姓名，写“1 名遗属”“已故职工之子”这样不指名的写法',
        };
      }
    }
  },
});

/** A word of the scheme as it stands, whatever signs are in it. */
function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Names of people: after a word such as 遗属 and before a bracket or comma, or in …之子. */
function namedIn(text: string, words: readonly string[]): string[] {
  const patterns = [
    ...words.length ? [`(?:${words.map(escape).join('|')})(${NAME})(?=[（(，,、；。：:等户家已]|每月|同志|$)`] : [],
    `(?<=[（(，,、；。：:]|^)(${NAME})(?=之?[子女妻夫父母]）|之[子女妻夫父母])`,
    // 发放戴明生活困难补助
    `(?:发放|支付|给予|慰问|救助|资助|赔偿)(${NAME})(?=(?:生活|定期|遗属|医疗|丧葬)?(?:困难)?(?:补助|补贴|抚恤|救助|慰问|赔偿))`,
    `(?:姓名[:：]?)(${NAME})(?=[（(，,、；。：:]|$)`,
  ];
  return patterns
    .flatMap(pattern => [...text.matchAll(new RegExp(pattern, 'gmu'))].map(([, name = '']) => name))
    // 文化, 关爱, 康复: words that begin with a surname.
    .filter(name => !isOneWord(name));
}
