import { bareClass } from '../../model/class-name.js';
import { labelOf } from '../../model/fields.js';
import { defineRule } from '../rule.js';
import { figuresIn } from '../reading/figures.js';
import { indicatorsOf, isQualitative, isSatisfaction, purposeOf, purposesOf } from '../reading/fields.js';
import { lettersOf } from '../../model/indicator-name.js';
import { actionOf, mentionedIn, mentions, partsOf } from '../reading/words.js';
import { classesOf } from '../reading/classes.js';

export default defineRule({
  id: 'unmentioned',
  title: '概况和目标没有提到的指标',
  needs: ['goal', 'indicator.target'],
  rank: '应改',
  why: '指标要能从目标里找到出处，说的是这笔钱要办的事（相关性）；哪里都没提到的，多半是从别的表抄来的。请在目标里写明，或换成相关的指标。',
  *check(form, { scheme }) {
    // The name of a project says what it is for, too.
    const purpose = mentionedIn(lettersOf(`${form.data.name ?? ''}\n${purposeOf(form)}`));
    const named = purposesOf(form).map(({ at }) => `“${labelOf(at, form.kind.schema)}”`);
    const fields = `${named.join('和')}${named.length > 1 ? '都' : ''}`;
    const { counts } = classesOf(scheme);
    const figures = purposesOf(form).flatMap(({ text }) => figuresIn(text));
    const numbers = new Set(figures.map(({ value, unit }) => numberOf({ target: value.toFixed(), unit })));
    for (const { indicator, place } of indicatorsOf(form)) {
      const { name, level1 } = indicator;
      // 预算执行率 as a row is set by the scheme, not by the form.
      // That money is to be saved goes without saying.
      if ([level1, indicator.level2 ?? ''].some(level => bareClass(level) === '成本')) continue;
      if (isSatisfaction(indicator)) continue;
      if (name === level1 || isQualitative(indicator, scheme)) continue;
      // That a bare action is not mentioned is said by vague-name.
      if (scheme.review.vagueActions.includes(actionOf(name))) continue;
      // A figure of the goal with the number of the target is a mention, by whatever name.
      const number = numberOf(indicator);
      if (number !== '' && numbers.has(number)) continue;
      const isCounted = indicator.level2 === undefined || counts.has(bareClass(indicator.level2));
      const parts = partsOf(name, scheme.review.fixedTerms);
      const missing = parts.filter(part => !mentions(purpose, part));
      if (!missing.length) continue;
      yield {
        // The goal must say what is done, but not how well or how soon.
        rank: missing.length < parts.length || !isCounted ? '提示' : undefined,
        at: place('name'),
        message: `${fields}没有具体写到“${missing.join('”“')}”`,
        hint: '在绩效目标里补写这项工作和要达到的程度，或换成与目标相关的指标',
      };
    }
  },
});

/** Returns a number without its scale; `''` for one too small to tell anything. */
function numberOf({ target, unit }: { target: string; unit: string }): string {
  const number = Number(target) * (unit.startsWith('万') && !unit.endsWith('元') ? 10_000 : 1);
  return number >= 10 ? String(number) : '';
}
