import Big from 'big.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'score-grade',
  title: '等级与总分不符',
  needs: ['score', 'grade'],
  roles: ['stage'],
  rank: '必改',
  why: '等级按总分定（口径“自评”的“等级”）。总分和等级对不上，汇总就分不清。请核对总分和等级。',
  *check({ data: { score, grade } }, { scheme: { review } }) {
    const grades = Object.entries(review.self.grades).sort(([, a], [, b]) => new Big(b).cmp(a));
    const expected = grades.find(([, least]) => new Big(score).gte(least));
    if (!expected || expected[0] === grade) return;
    yield {
      at: '/grade',
      message: `总分 ${score} 对应“${expected[0]}”（不低于 ${expected[1]} 分），这里写的是“${grade}”`,
      hint: `等级写 ${expected[0]}，或核对总分`,
    };
  },
});
