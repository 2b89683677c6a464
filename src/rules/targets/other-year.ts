import { defineRule } from '../rule.js';
import { itemsOf } from '../text/citations.js';
import { indicatorsOf } from '../text/fields.js';

/** A year on its own, not one of a span such as 2021—2025年, nor one that something is compared with. */
const YEAR = /(?<![\d—–－-]|[比较自从至到])(20\d{2})年(?!(?:以来|底|末|起|基数|至|到|度?[—–－-]|第\d+次))/g;

export default defineRule({
  id: 'other-year',
  title: '写的是别的年度',
  needs: ['goal', 'indicator.target'],
  severity: 'warning',
  why: '去年的计划、要点不能作今年的依据，目标里出现别的年份多半是照抄去年的表。请换成本年度的，或说明为什么仍然适用。',
  *check(form, { year, scheme: { review } }) {
    if (form.data.basis !== undefined) {
      for (const { text, from } of itemsOf(form.data.basis)) {
        if (!review.planWords.some(word => text.includes(word))) continue;
        const [match] = text.matchAll(YEAR);
        if (!match || match[1] === year || spans(text, Number(year))) continue;
        yield {
          at: '/basis',
          within: [from + match.index, from + match.index + match[0].length],
          message: `“${text.trim()}”是 ${match[1]} 年的安排，本表是 ${year} 年的`,
          hint: `换成 ${year} 年的文件；还没有印发的，写长期有效的依据`,
        };
      }
    }
    const names = indicatorsOf(form).map(({ indicator: { name }, place }) => ({ at: place('name'), text: name }));
    for (const { at, text } of [{ at: '/goal', text: form.data.goal }, ...names]) {
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

/** Returns true if a plan of several years covers a year: 2023—2025年. */
function spans(text: string, year: number): boolean {
  return [...text.matchAll(/(20\d{2})年?[—–－~～至到-]+(20\d{2})/g)].some(([, from, to]) => Number(from) <= year && year <= Number(to));
}
