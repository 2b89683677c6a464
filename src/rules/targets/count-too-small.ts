import { defineRule } from '../rule.js';
import { indicatorsOf, isAtLeast, isNumeric, isSatisfaction, type Row, wordsOf } from '../reading/fields.js';
import { measureOf } from '../../model/indicator-name.js';

const RECIPIENTS = /(?:发放|补助|资助|救助|慰问|受益|服务对象)/;

/** Stands for all counts of people; no beginning of a name is empty. */
const PEOPLE = '';

export default defineRule({
  id: 'count-too-small',
  title: '次数太少，百分比没有意义',
  needs: ['indicator.target'],
  rank: '提示',
  why: '一共只有 12 次，错一次就只有 91.7%，“≥ 98%”其实就是一次都不能错。请改成 = 100%，或直接写允许错几次。',
  *check(form) {
    const all = indicatorsOf(form);
    const counts = all.filter(({ indicator: { target, name } }) => isNumeric(target) && /(?:次数?|场次|[人户个件]数)$/.test(name));
    /** The largest count of people, and the largest under each beginning of a name. */
    const largestOf = new Map<string, Row>();
    const add = (key: string, indicator: Row): void => {
      const known = largestOf.get(key);
      if (!known || Number(indicator.target) > Number(known.target)) largestOf.set(key, indicator);
    };
    for (const { indicator } of counts) {
      const { name, operator } = indicator;
      if (RECIPIENTS.test(name) && /人|户/.test(measureOf(name)) && operator === '=') add(PEOPLE, indicator);
      for (let length = 1; length <= name.length; length += 1) add(name.slice(0, length), indicator);
    }
    for (const { indicator, place } of all) {
      const { unit, target, name } = indicator;
      if (unit !== '%' || !isNumeric(target) || !isAtLeast(indicator)) continue;
      const allowed = (100 - Number(target)) / 100;
      if (allowed <= 0) continue;
      const stem = name.replace(/(?:及时|按时|完成|合格|准确|达标)?率$/, '');
      const isBeginning = stem !== '' && stem !== name;
      const largest = isSatisfaction(indicator) ? largestOf.get(PEOPLE) : isBeginning ? largestOf.get(stem) : undefined;
      const most = Number(largest?.target);
      if (!largest || most <= 0 || most * allowed >= 1) continue;
      const oneLess = ((most - 1) / most * 100).toFixed(1).replace(/\.0$/, '');
      yield {
        at: place('target'),
        message: `“${name}”写的是 ${wordsOf(indicator)}，而“${largest.name}”只有 ${largest.target} ${largest.unit}：差一${largest.unit}就只有 ${oneLess}%`,
        hint: most < 2 ? '百分比没有意义，写 = 100' : '性质改为 =、指标值改为 100',
      };
    }
  },
});
