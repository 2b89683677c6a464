import { bareClass } from '../../model/class-name.js';
import { similar } from '../../model/similar.js';
import { defineRule } from '../rule.js';
import { classesOf } from '../reading/classes.js';
import { indicatorsOf } from '../reading/fields.js';

export default defineRule({
  id: 'known-class',
  title: '指标类别不在口径里',
  needs: ['indicator.level1'],
  rank: '必改',
  blocks: true,
  why: '指标的一级、二级类别要用口径文件“指标体系”里的名称：类别写错，汇总和评分就归不到一起。请改成口径里的名称，或在口径里补上。',
  *check(form, { scheme }) {
    const { under, written } = classesOf(scheme);
    if (!under) return;
    const levels = { level1: new Set(under.keys()), level2: new Set([...under.values()].flat()) };
    for (const { indicator, place } of indicatorsOf(form)) {
      for (const level of ['level1', 'level2'] as const) {
        const word = indicator[level] ?? '';
        const own = written.get(bareClass(word));
        if (word === '' || (levels[level].has(bareClass(word)) && agrees(word, own ?? ''))) continue;
        const upper = indicator.level1;
        if (level === 'level2' && under.get(bareClass(upper))?.length === 0) {
          yield {
            at: place(level),
            message: `口径的指标体系里“${upper}”没有二级指标，这里写了“${word}”`,
            hint: '删去“二级”这一行；这一项的其他各行不动',
          };
          continue;
        }
        const known = [...levels[level]].map(name => written.get(name) ?? name);
        const meant = similar(word, known);
        yield {
          at: place(level),
          message: `口径的指标体系里没有“${word}”这个${level === 'level1' ? '一级' : '二级'}指标`,
          hint: meant ? `是不是“${meant}”` : `可以写的有：${known.join('、')}`,
        };
      }
    }
  },
});

/** Returns false if both names have notes in brackets and these differ: 产出（50分）, 产出（60分）. */
function agrees(word: string, written: string): boolean {
  const [own, known] = [word, written].map(name => /[（(]([^（()）]*)[）)]$/.exec(name)?.[1]);
  return own === undefined || known === undefined || own === known;
}
