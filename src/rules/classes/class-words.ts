import { defineRule } from '../rule.js';
import { bareClass } from '../../model/class-name.js';
import { classesOf, ownersOf } from '../reading/classes.js';
import { containedIn, indicatorsOf } from '../reading/fields.js';

/** Counts of what is done, not of what comes of it. */
const OWN_COUNT = /(?:场次|次数|期数|台数|套数|座数|栋数|份数|册数|床数|课时数?)$/;

export default defineRule({
  id: 'class-words',
  title: '指标放错了类别',
  needs: ['indicator.level1'],
  rank: '应改',
  why: '及时率衡量时效，完好率、合格率衡量质量，完成率是产出不是效益：名称说的是什么，就放在什么类别（口径“类别用词”）。请改类别或名称。',
  *check(form, { scheme }) {
    const { review } = scheme;
    const classes = classesOf(scheme);
    const written = (name: string): string => classes.written.get(name) ?? name;
    const lists = Object.entries(review.classWords).map(([listed, words]) => {
      const right = bareClass(listed);
      const isLevel1 = classes.under?.has(right) ?? false;
      return { right, words, isLevel1, owner: isLevel1 ? right : ownersOf(right, classes)[0] };
    });
    for (const { indicator: { name, level1: typed1, level2: typed2 }, place } of indicatorsOf(form)) {
      const [level1, level2] = [bareClass(typed1), typed2 && bareClass(typed2)];
      // A class that does not exist is said by known-class.
      if (classes.under?.has(level1) === false) continue;
      for (const { right, words, isLevel1, owner } of lists) {
        const word = words.find(one => (owner === level1 ? name.includes(one) : name.endsWith(one)));
        // 目标完成率 says how far an aim was reached, not what was done.
        if (word === '完成率' && containedIn(name, review.above100)) continue;
        if (!owner || !word || right === level1 || right === level2) continue;
        // The quality that is reached may be an effect, too: 抽检合格率, 绿地完好率.
        if (right === '质量' && level1 !== owner) continue;
        const field = level2 === undefined || (level1 !== owner && isLevel1) ? 'level1' : 'level2';
        const now = [typed1, typed2].filter(Boolean).join('-');
        // Satisfaction has no second level.
        const below = !isLevel1 ? [written(right)] : classes.under?.get(right)?.includes('质量') ? ['质量（或时效）'] : [];
        yield {
          at: place(field),
          message: `“${name}”里的“${word}”属于“${written(right)}”，不应列在“${now}”`,
          // Another first level changes the sums of both: what is to be done is another indicator here.
          hint: owner === level1
            ? `二级改为 ${written(right)}`
            : `这里换成说“${typed1}”的指标；“${name}”移到${[written(owner), ...below].join('-')}，各类的权重合计不变`,
        };
        break;
      }
      const counted = OWN_COUNT.exec(name)?.[0];
      if (level1 === '效益' && counted && !containedIn(name, [...review.bad, ...review.good]) && classes.under?.has('产出')) {
        yield {
          at: place('level1'),
          message: `“${name}”数的是做了多少（${counted}），是产出，不应列在“${typed1}”`,
          hint: `这里换成说“${typed1}”的指标；“${name}”移到${written('产出')}，各类的权重合计不变`,
        };
      }
      if (level1.includes('满意度') && !/满意|认可|好评|评价|投诉|[安全获得幸福]感|公信力|认同/.test(name)) {
        yield {
          at: place('level1'),
          message: `“${name}”列在“${typed1}”，说的却不是满意度`,
          hint: '一级改为 产出 或 效益；满意度指标写谁的满意度，如“受益群众满意度”',
        };
      }
    }
  },
});
