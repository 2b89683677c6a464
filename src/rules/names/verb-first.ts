import { defineRule } from '../rule.js';
import { indicatorsOf, isMoney, isNumeric } from '../reading/fields.js';
import { qualitativeAdvice } from '../reading/advice.js';
import { corrected } from '../reading/repair.js';
import { measureOf } from '../../model/indicator-name.js';
import { jointOf } from '../reading/words.js';

/** Verbs whose object is counted: 拍摄制作宣传片 ≥ 3 部 says enough, 组织防火宣传 ≥ 3 场 does not. */
const MAKES: ReadonlySet<string> = new Set(['拍摄', '制作', '整治', '购置', '聘请', '培养', '创建', '突破']);
/** Verbs that stay in the name: without them it says the opposite, or another thing. */
const KEPT: ReadonlySet<string> = new Set(['整治', '解决', '规范', '突破', '培养']);
const LESS: ReadonlySet<string> = new Set(['减少', '减轻', '降低', '缓解']);

export default defineRule({
  id: 'verb-first',
  title: '名称是要做的事，不是衡量的数',
  needs: ['indicator.target'],
  rank: '应改',
  why: '“开展…”“加强…”是任务，不是指标：看不出数的是什么（口径“任务动词”）。请改成名词，如“…次数”“…率”“…水平”。',
  *check(form, { scheme }) {
    const { review } = scheme;
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, unit, target } = indicator;
      const verb = review.taskVerbs.find(word => name.startsWith(word));
      if (!verb || measureOf(name) || /^(?:率|数|幅度|情况|质量|能力)/.test(name.slice(verb.length))) continue;
      // The example is not to repeat a word that wrong-words reports.
      if (/(?:效率|成效|程度)$/.test(name)) continue;
      const isCounted = isNumeric(target) && !review.qualitativeUnits.includes(unit) && unit !== '%';
      // 带动社会投资 ≥ 2 亿元: the money is what is counted.
      const isAmount = isCounted && isMoney(indicator);
      yield {
        rank: isAmount || (isCounted && MAKES.has(verb)) ? '提示' : undefined,
        at: place('name'),
        within: [0, verb.length],
        message: `“${name}”以动词“${verb}”开头，写的是要做的事，没有说数的是什么`,
        hint: isCounted && !jointOf(name, review.fixedTerms)
          ? `改成名词，如“${nounOf(corrected(name, review), isAmount ? '金额' : unit === '场' ? '场次' : '数量', review.taskVerbs)}”`
          : isNumeric(target) ? '改成名词，说明衡量的是什么，如“…率”“…幅度”' : qualitativeAdvice(form, scheme),
      };
    }
  },
});

/** 拍摄制作宣传片 → 宣传片数量; what is done to things that are there stays: 整治老旧建筑 → 老旧建筑整治数量. */
function nounOf(name: string, measure: string, verbs: readonly string[]): string {
  const verb = verbs.find(word => name.startsWith(word));
  if (verb === undefined) return name + measure;
  const rest = name.slice(verb.length);
  if (LESS.has(verb)) return `${rest}减少${measure === '金额' ? '额' : measure}`;
  if (measure === '金额') return name + measure;
  return KEPT.has(verb) ? `${rest}${verb}${measure}` : nounOf(rest, measure, verbs);
}
