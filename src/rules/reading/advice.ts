import type { Form, Scheme } from '../../model/form.js';

/** Advice about an amount that is the whole budget: kept below it, it could not be missed. */
export const WHOLE_BUDGET = '换成这笔钱办成的事，如采购台数、整治处数；钱花了多少由预算执行率考核';

/** One advice about a row whose target is a wording, whatever is wrong with it. */
export function qualitativeAdvice({ kind }: Form, { review }: Scheme): string {
  const grades = review.grades[0]?.join('、') ?? '';
  const cells = kind.concepts.has('indicator.unit') ? '名称、单位、指标值' : '名称、指标值';
  return `换成能算的指标（比率、人数、降幅），${cells}一起改；只能定性的，名称写成“…程度”“…水平”，指标值写 ${grades} 中的一个`;
}
