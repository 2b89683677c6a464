import Big from 'big.js';
import type { Form, Indicator, Scheme } from '../../model/form.js';
import { DECIMAL, type Decimal } from '../../model/decimal.js';
import { at, type Pointer } from '../../model/pointer.js';

/** A text of a form and where it stands. */
export interface TextField {
  at: Pointer;
  text: string;
}

/** The long texts: 项目概况, 立项依据, 绩效目标. */
export function proseOf(form: Form): TextField[] {
  const fields = form.kind === 'project' ? (['summary', 'basis', 'goal'] as const) : (['goal'] as const);
  return fields.map(field => ({ at: `/${field}`, text: (form.data as Record<typeof field, string>)[field] }));
}

/** The names of the form's project and of its indicators. */
export function namesOf(form: Form): TextField[] {
  const own = form.kind === 'project' ? [{ at: '/name', text: form.data.name }] : [];
  return [...own, ...indicatorsOf(form).map(({ indicator, place }) => ({ at: place('name'), text: indicator.name }))];
}

/** The indicators and how to point at their fields. */
export function indicatorsOf(form: Form): { indicator: Indicator; place: (field: keyof Indicator) => Pointer }[] {
  return form.data.indicators.map((indicator, index) => ({
    indicator,
    place: field => at('/indicators', index, field),
  }));
}

/** What the form says it does and aims at, for looking whether it mentions something. */
export function purposeOf(form: Form): string {
  return form.kind === 'project' ? `${form.data.summary}\n${form.data.goal}` : form.data.goal;
}

export function isNumeric(text: string): boolean {
  return DECIMAL.test(text);
}

/** A grade or wording is the target, not a number. */
export function isQualitative({ unit, target }: Indicator, { review }: Scheme): boolean {
  return review.qualitativeUnits.includes(unit) || (!isNumeric(target) && !/\d/.test(target));
}

/** Per cent or per mille. */
export function isRate({ unit }: Indicator): boolean {
  return unit === '%' || unit === '‰';
}

/** The units of amounts of money, in 万元. */
const MONEY = new Map([['元', '0.0001'], ['千元', '0.1'], ['万元', '1'], ['百万元', '100'], ['亿元', '10000']]);

/** An amount of money, not a price such as 元/人. */
export function isMoney({ unit }: Indicator): boolean {
  return MONEY.has(unit);
}

/** An amount of money in 万元. @param unit one of money */
export function inTenThousand(amount: Decimal, unit: string): Big {
  return new Big(amount).times(MONEY.get(unit) ?? 1);
}

/** 年度预算 of a project, 支出预算总量 of a department, in 万元. */
export function budgetOf(form: Form): Decimal {
  return form.kind === 'project' ? form.data.budget.total : form.data.budget;
}

/** A satisfaction indicator: what is asked of people, not counted. */
export function isSatisfaction({ level1, name }: Indicator): boolean {
  return level1.includes('满意度') || /满意(度|率)/.test(name);
}

/** How an indicator reads: `≥ 95 %`. */
export function wordsOf({ operator, target, unit }: Indicator): string {
  return `${operator} ${target} ${unit}`;
}

/** The words of a list that a text holds. */
export function containedIn(text: string, words: readonly string[]): string | undefined {
  return words.find(word => text.includes(word));
}
