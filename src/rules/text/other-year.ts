import { defineRule, type Finding } from '../rule.js';
import { itemsOf } from '../reading/citations.js';
import { rowNamesOf } from '../reading/fields.js';

/** A year on its own, not one of a span such as 2021—2025年, nor one that something is compared with. */
const YEAR = /(?<![\d—–－-]|[比较自从至到])(20\d{2})年(?!(?:以来|底|末|起|基数|至|到|度?[—–－-]|第\d+次))/g;

export default defineRule({
  id: 'other-year',
  title: '写的是别的年度',
  needs: ['goal', 'indicator.target'],
  rank: '应改',
  why: '去年的计划、要点不能作今年的依据，目标里出现别的年份多半是照抄去年的表。请换成本年度的，或说明为什么仍然适用。',
  *check(form, { year, scheme: { review } }) {
    if (form.data.basis !== undefined) {
      for (const { text, from } of itemsOf(form.data.basis)) {
        if (!review.planWords.some(word => text.includes(word))) continue;
        const [match] = text.matchAll(YEAR);
        if (!match || match[1] === year || spans(text, Number(year))) continue;
        yield {
          rank: '提示',
          at: '/basis',
          within: [from + match.index, from + match.index + match[0].length],
          message: `“${text.trim()}”是 ${match[1]} 年的安排，本表是 ${year} 年的`,
          hint: `换成 ${year} 年的文件；还没有印发的，写长期有效的依据`,
        };
      }
    }
    if (form.data.summary !== undefined) yield* inSummary(form.data.summary, year);
    for (const { at, text } of [{ at: '/goal', text: form.data.goal }, ...rowNamesOf(form)]) {
      for (const match of text.matchAll(YEAR)) {
        if (match[1] === year) continue;
        yield {
          at,
          within: [match.index, match.index + match[0].length],
          message: `这里写的是“${match[0]}”，本表是 ${year} 年的`,
          hint: `改成 ${year} 年；如果是拿来比较的，写成“比 ${match[0]}…”`,
        };
      }
    }
  },
});

/** Matches clauses about this year's work. */
const WORK = /预算|计划|开展|全年|目标|本年|年度|将|举办|完成|新建|组织/;
/** Matches clauses about earlier years. */
const PAST = /已|建成|成立|投入|启用|竣工|以来|印发|荣?获|曾|去年|上年|延续|批复|批准|启动|立项|开始|开工|原|截至|结余|结转/;

/** The characters around a year that are looked at. */
const AROUND = 200;

function* inSummary(text: string, year: string): Iterable<Finding> {
  for (const match of text.matchAll(YEAR)) {
    const [from, to] = [match.index, match.index + match[0].length];
    const before = /[^。；，\n]{0,200}$/.exec(text.slice(Math.max(0, from - AROUND), from))?.[0] ?? '';
    const clause = before + text.slice(from, to) + (/^[^。；\n]*/.exec(text.slice(to, to + AROUND))?.[0] ?? '');
    if (match[1] === year || !WORK.test(clause) || PAST.test(clause) || before.endsWith('于')) continue;
    yield {
      at: '/summary',
      within: [from, to],
      message: `这里写的是“${match[0]}”，本表是 ${year} 年的`,
      hint: `核对是不是照抄了别的年度；本年的事改成 ${year} 年`,
    };
  }
}

/** Returns true if a plan of several years covers a year: 2023—2025年. */
function spans(text: string, year: number): boolean {
  return [...text.matchAll(/(20\d{2})年?[—–－~～至到-]+(20\d{2})/g)].some(([, from, to]) => Number(from) <= year && year <= Number(to));
}
