import Big from 'big.js';
import { DECIMAL, type Decimal } from '../../model/decimal.js';
import { isFree, isText, textFields } from '../../model/fields.js';
import { type Form, type Indicator, type Scheme, type TableName, TABLES } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import { at, type Pointer } from '../../model/pointer.js';
import { isShare, operatorOf, readTarget, readUnit, type Reading, targetText } from '../../model/reading.js';
import { budgetOf } from '../../model/money.js';

/** A text of a form and where it stands. */
export interface TextField {
  at: Pointer;
  text: string;
}

/** The core concepts that are long texts, in the order in which reports name them. */
const PROSE = ['summary', 'basis', 'termGoal', 'goal'] as const;

/** Fields that say what is done and aimed at. */
const PURPOSE = ['summary', 'termGoal', 'goal'] as const;

/** The long texts: 项目概况, 立项依据, 绩效目标, and those of the layout's own. */
export const proseOf = oncePer((form: Form): TextField[] => [...fieldsOf(form, PROSE), ...ownFields(form, true)]);

/** The texts in which a form states its content and aims: 项目概况, 绩效目标. */
export function purposesOf(form: Form): TextField[] {
  return fieldsOf(form, PURPOSE);
}

function fieldsOf({ data }: Form, fields: readonly (typeof PROSE)[number][]): TextField[] {
  return fields.flatMap((field) => {
    const text = data[field];
    return text === undefined ? [] : [{ at: `/${field}`, text }];
  });
}

/** The texts of fields that are the layout's own. @param isProse long ones, else those of one line */
function ownFields({ data, kind }: Form, isProse: boolean): TextField[] {
  return [...textFields(data, kind.schema)].filter(({ schema }) =>
    isFree(schema) && isText(schema) && (schema.prose ?? false) === isProse);
}

/** The name of the form's project, the names of its indicators, and lines of the layout's own fields. */
export const namesOf = oncePer((form: Form): TextField[] => {
  const { name } = form.data;
  const own = name === undefined ? [] : [{ at: '/name', text: name }];
  return [...own, ...rowNamesOf(form), ...ownFields(form, false)];
});

/** Returns the names of a form's indicators. */
export function rowNamesOf(form: Form): TextField[] {
  return indicatorsOf(form).map(({ indicator: { name }, place }) => ({ at: place('name'), text: name }));
}

/** An indicator as rules read it; what the form lacks or leaves empty is `''`. */
export interface Row {
  level1: string;
  level2: string | undefined;
  name: string;
  weight: Decimal;
  /** The unit in its cell, or in the text of the target. */
  unit: string;
  operator: string;
  /** The number, without operator and unit where these stand in the same cell; else as typed. */
  target: string;
  /** The cell of the target as typed. */
  typed: string;
  reading: Reading;
}

export interface PlacedRow {
  indicator: Row;
  /** The table that it is in. */
  table: TableName;
  /** Returns the place of a field; if the form has no such cell, that of the target. */
  place: (field: keyof Indicator) => Pointer;
}

/** The indicators of a form as read, and how to point at their fields. */
export const indicatorsOf = oncePer((form: Form): PlacedRow[] =>
  TABLES.flatMap(table => (form.data[table] ?? []).map((indicator, index): PlacedRow => ({
    indicator: readRow(indicator),
    table,
    place: (field) => {
      const hasCell = indicator[field] !== undefined || form.kind.concepts.has(`indicator.${field}`);
      return at(`/${table}`, index, hasCell ? field : indicator.target === undefined ? 'name' : 'target');
    },
  }))));

function readRow(indicator: Indicator): Row {
  const { level1 = '', level2, name, weight = '', unit, operator, target = '' } = indicator;
  const reading = readTarget(indicator);
  // If a cell holds the operator, one in the target's cell does not belong there.
  const isSplit = operator !== undefined && operatorOf(operator) !== undefined;
  const isRead = reading.number !== undefined && reading.upper === undefined && !isSplit;
  return {
    level1, level2, name, weight, typed: target, reading,
    unit: unit === undefined ? reading.unit : readUnit(unit),
    operator: operator === undefined ? reading.operator : reading.operator || operator,
    target: isRead ? reading.number ?? target : target,
  };
}

/** Returns the texts of {@link purposesOf} as one, to search them. */
export function purposeOf(form: Form): string {
  return purposesOf(form).map(({ text }) => text).join('\n');
}

export function isNumeric(text: string): boolean {
  return DECIMAL.test(text);
}

/** A grade or wording is the target, not a number. */
export function isQualitative({ unit, target }: Row, { review }: Scheme): boolean {
  return review.qualitativeUnits.includes(unit) || (!isNumeric(target) && !/\d/.test(target));
}

/** Returns true if the unit is per cent or per mille. */
export function isRate({ unit }: Row): boolean {
  return isShare(unit);
}

/** Returns true if the target is a lower limit, so that more is better. */
export function isAtLeast({ operator }: Row): boolean {
  return operator === '≥' || operator === '>';
}

/** The units of amounts of money, in 万元. */
const MONEY = new Map([['元', '0.0001'], ['千元', '0.1'], ['万元', '1'], ['百万元', '100'], ['亿元', '10000']]);

/** An amount of money, not a price such as 元/人. */
export function isMoney({ unit }: Row): boolean {
  return MONEY.has(unit);
}

/** An amount of money in 万元. @param unit one of money */
export function inTenThousand(amount: Decimal, unit: string): Big {
  return new Big(amount).times(MONEY.get(unit) ?? 1);
}

/** A satisfaction indicator: what is asked of people, not counted. */
export function isSatisfaction({ level1, level2 = '', name }: Row): boolean {
  return level1.includes('满意度') || level2.includes('满意度') || /满意(度|率)/.test(name);
}

/** Returns a target as text: `≥ 95 %`, or `≥95%` as typed in one cell. */
export function wordsOf({ operator, target, unit, typed }: Row): string {
  return typed === target ? targetText({ operator, target, unit }) : typed;
}

/** The words of a list that a text holds. */
export function containedIn(text: string, words: readonly string[]): string | undefined {
  return words.find(word => text.includes(word));
}

/** Spending that keeps an office going: no policy is behind it, and its effects can only be described. */
const RUNNING = /一般性项目|公用经费|运转|运行成本|运行维护|办公|水电|物业|后勤|日常经费/;

/** Returns true for a project of which less is asked: a small one, or one that keeps an office going. */
export function isModest(form: Form, { review }: Scheme): boolean {
  return isRunning(form.data) || (budgetOf(form)?.lte(review.modest) ?? false);
}

/** Returns true for a project that keeps an office going. */
export function isRunning({ name = '' }: Form['data']): boolean {
  return RUNNING.test(name);
}
