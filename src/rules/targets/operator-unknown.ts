import { isOperatorCell } from '../../model/reading.js';
import { indicatorsOf } from '../reading/fields.js';
import { defineRule } from '../rule.js';

/** Signs that look like an operator, or are left of one when a document is converted. */
const MEANT: Record<string, string> = {
  一: '=', '—': '=', '－': '=', '-': '=', '–': '=', 二: '=', ニ: '=', '〓': '=', '≡': '=',
  2: '≥', 3: '≥', '≯': '≤', '≮': '≥', '〉': '>', '〈': '<', '》': '>', '《': '<', '›': '>', '‹': '<',
};

export default defineRule({
  id: 'operator-unknown',
  title: '看不懂的比较符号',
  needs: ['indicator.operator'],
  rank: '应改',
  why: '符号一栏写成形似的字，如“一”当 =、“2”当 ≥，就看不出指标值是至少、至多还是等于，自评时比不了。请写 ≥、≤、=、>、<，或“大于等于”“正向”“定性”这样的词。',
  *check(form) {
    for (const { indicator: { name, operator }, place } of indicatorsOf(form)) {
      if (operator === '' || isOperatorCell(operator)) continue;
      const meant = MEANT[operator.trim()];
      yield {
        at: place('operator'),
        message: `“${name}”的符号写成“${operator}”，看不出怎么比`,
        hint: meant === undefined ? '写 ≥、≤、=、>、<，或“大于等于”“正向”“定性”这样的词' : `疑为“${meant}”，核对后改正`,
      };
    }
  },
});
