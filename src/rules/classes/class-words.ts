import { defineRule } from '../rule.js';
import { containedIn, indicatorsOf } from '../text/fields.js';

export default defineRule({
  id: 'class-words',
  title: '指标放错了类别',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '及时率衡量时效，完好率、合格率衡量质量，完成率是产出不是效益：名称说的是什么，就放在什么类别（口径“类别用词”）。请改类别或名称。',
  *check(form, { scheme: { taxonomy, review } }) {
    const level1Of = (word: string): string | undefined =>
      Object.hasOwn(taxonomy, word) ? word : Object.keys(taxonomy).find(level1 => taxonomy[level1]?.includes(word));
    for (const { indicator: { name, level1, level2 }, place } of indicatorsOf(form)) {
      for (const [right, words] of Object.entries(review.classWords)) {
        const owner = level1Of(right);
        const word = words.find(one => (owner === level1 ? name.includes(one) : name.endsWith(one)));
        // 目标完成率 says how far an aim was reached, not what was done.
        if (word === '完成率' && containedIn(name, review.above100)) continue;
        if (!owner || !word || right === level1 || right === level2) continue;
        const isLevel1 = Object.hasOwn(taxonomy, right);
        const field = level2 === undefined || (level1 !== owner && isLevel1) ? 'level1' : 'level2';
        const now = [level1, level2].filter(Boolean).join('-');
        yield {
          at: place(field),
          message: `“${name}”里的“${word}”属于“${right}”，不应列在“${now}”`,
          hint: isLevel1 ? `一级改为 ${right}` : `改为 一级: ${owner}，二级: ${right}`,
        };
        break;
      }
      if (level1.includes('满意度') && !/满意|认可|好评|评价|投诉/.test(name)) {
        yield {
          at: place('level1'),
          message: `“${name}”列在“${level1}”，说的却不是满意度`,
          hint: '一级改为 产出 或 效益；满意度指标写谁的满意度，如“受益群众满意度”',
        };
      }
    }
  },
});
