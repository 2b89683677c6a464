import Big from 'big.js';
import { at } from '../../model/pointer.js';
import { targetText } from '../../model/reading.js';
import { scoreOf } from '../../model/scoring.js';
import { matchStage, targetOf } from '../../model/stage.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'score-of-indicator',
  title: '得分与完成情况不符',
  needs: ['indicators', 'indicator.actual', 'indicator.score'],
  roles: ['stage'],
  rank: '应改',
  why: '达到指标值得满分，没有达到的按口径“自评”的办法给分，最多不超过分值。得分和实际完成值对不上，总分就不可信。请核对这两个数；目标表后来改过的，按新的目标重打。',
  *check(form, department) {
    const targets = targetOf(form, department)?.data.indicators ?? [];
    for (const [index, { row, targets: found }] of matchStage(form.data.indicators, targets).entries()) {
      const { score, actual, name } = row;
      const target = targets[found[0] ?? -1];
      const weight = row.weight ?? target?.weight ?? '';
      if (score === undefined || !target) continue;
      const place = at('/indicators', index, 'score');
      if (weight !== '' && new Big(score).gt(weight)) {
        yield { at: place, message: `“${name}”得 ${score} 分，超过了分值 ${weight}`, hint: `最多写 ${weight}` };
        continue;
      }
      const { self } = department.scheme.review;
      const expected = actual === undefined ? undefined : scoreOf(target, actual, weight, self);
      // Scores are often given in whole or half points.
      if (!expected || expected.minus(score).abs().lt(1) || actual === undefined) continue;
      yield {
        at: place,
        message: `“${name}”指标值 ${targetText(target)}，实际 ${actual}，得 ${score} 分，按口径应得 ${expected.toFixed()} 分`,
        hint: `核对实际完成值和得分；没有错的，得分写 ${expected.toFixed()}，另有评分办法的写明理由后放行`,
      };
    }
  },
});
