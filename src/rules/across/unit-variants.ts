import { formsOf } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { type Context, defineRule } from '../rule.js';
import { indicatorsOf } from '../reading/fields.js';

/** The number of uses of each unit in a department, and the first place. */
const usage = oncePer((department: Context) => {
  const used = new Map<string, { count: number; file: string }>();
  for (const form of formsOf(department)) {
    for (const { indicator: { unit } } of indicatorsOf(form)) {
      const known = used.get(unit);
      if (known) known.count += 1;
      else used.set(unit, { count: 1, file: form.source.path });
    }
  }
  return used;
});

export default defineRule({
  id: 'unit-variants',
  title: '同一个单位有几种写法',
  needs: ['indicator.target'],
  wholeDepartment: true,
  rank: '应改',
  why: '一个部门里又写“栋”又写“幢”，汇总时成了两种单位（口径“同义单位”）。请统一成一种写法。',
  *check(form, department) {
    const used = usage(department);
    for (const { indicator: { name, unit }, place } of indicatorsOf(form)) {
      const group = department.scheme.review.unitVariants.find(words => words.includes(unit)) ?? [];
      const present = group.filter(word => used.has(word));
      const count = (word: string): number => used.get(word)?.count ?? 0;
      const [common] = [...present].sort((a, b) => count(b) - count(a));
      if (common === undefined || common === unit || present.length < 2) continue;
      // 次数 in 场次 is said by unit-of-name, or is meant.
      if (name.endsWith('次数')) continue;
      const example = used.get(common)?.file.split('/').at(-1) ?? '';
      yield {
        // Two spellings that are used equally often are neither of them the department's own.
        rank: count(common) > count(unit) ? undefined : '提示',
        at: place('unit'),
        message: `“${name}”的单位是“${unit}”，本部门别处写“${common}”（${count(common)} 处，如 ${example}）`,
        hint: `统一写“${common}”`,
        ...(place('unit') === place('target') ? {} : { within: [0, unit.length] as [number, number], fix: common, asks: true as const }),
      };
    }
  },
});
