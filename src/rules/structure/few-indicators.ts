import { defineRule } from '../rule.js';

export default defineRule({
  id: 'few-indicators',
  title: '指标太少',
  needs: ['indicators', 'indicator.target'],
  rank: '应改',
  why: '指标太少，说明不了一笔钱办成的几方面的事（口径“指标项数下限”）。请补上能反映主要工作的指标。',
  *check({ data: { indicators } }, { scheme: { review } }) {
    if (indicators.length >= Number(review.fewest)) return;
    yield {
      at: '/indicators',
      message: `只有 ${indicators.length} 项指标，口径规定至少 ${review.fewest} 项`,
      hint: `再补 ${Number(review.fewest) - indicators.length} 项`,
    };
  },
});
