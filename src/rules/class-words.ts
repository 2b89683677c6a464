import { defineRule } from './rule.js';
import { indicatorsOf } from './text/fields.js';

export default defineRule({
  id: 'class-words',
  title: '指标放错了类别',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '及时率衡量时效，完好率、合格率衡量质量，完成率是产出不是效益：名称说的是什么，就放在什么类别（口径“类别用词”）。请改类别或名称。',
  *check(form, { scheme: { taxonomy, review } }) {
    const level1Of = (word: string): string | undefined =>
      word in taxonomy ? word : Object.keys(taxonomy).find(level1 => taxonomy[level1]?.includes(word));
    for (const { indicator: { name, level1, level2 }, place } of indicatorsOf(form)) {
      for (const [right, words] of Object.entries(review.classWords)) {
        const owner = level1Of(right);
        const word = words.find(one => (owner === level1 ? name.includes(one) : name.endsWith(one)));
        if (!owner || !word || right === level1 || right === level2) continue;
        const isLevel1 = right in taxonomy;
        const field = level2 === undefined || (level1 !== owner && isLevel1) ? 'level1' : 'level2';
        const now = [level1, level2].filter(Boolean).join('-');
        yield {
          at: place(field),
          message: `“${name}”里的“${word}”属于“${right}”，不应列在“${now}”`,
          hint: isLevel1 ? `一级改为 ${right}` : `改为 一级: ${owner}，二级: ${right}`,
        };
        break;
      }
    }
  },
});
