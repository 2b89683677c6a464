import { at } from '../../model/pointer.js';
import { similar } from '../../model/similar.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'known-class',
  title: '指标类别不在口径里',
  appliesTo: ['department', 'project'],
  severity: 'error',
  why: '指标的一级、二级类别要用口径文件“指标体系”里的名称：类别写错，汇总和评分就归不到一起。请改成口径里的名称，或在口径里补上。',
  *check({ data }, { scheme: { taxonomy } }) {
    const levels = { level1: new Set(Object.keys(taxonomy)), level2: new Set(Object.values(taxonomy).flat()) };
    for (const [index, indicator] of data.indicators.entries()) {
      for (const level of ['level1', 'level2'] as const) {
        const word = indicator[level];
        if (word === undefined || levels[level].has(word)) continue;
        const meant = similar(word, levels[level]);
        yield {
          at: at('/indicators', index, level),
          message: `口径的指标体系里没有“${word}”这个${level === 'level1' ? '一级' : '二级'}指标`,
          hint: meant ? `是不是“${meant}”` : `可以写的有：${[...levels[level]].join('、')}`,
        };
      }
    }
  },
});
