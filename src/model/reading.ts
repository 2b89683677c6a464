import { DECIMAL, type Decimal } from './decimal.js';

/*
 * Reads targets. A target is in one cell (`≥95%`, `不少于3次/月`) or in three (operator, target, unit). The typed text is
 * printed and compared; rules use the parts read from it.
 */

/** The relations of an actual value to a target. */
const OPERATORS = ['≥', '≤', '=', '>', '<'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Other spellings of each operator: words, look-alikes and signs of programming languages. */
const WORDS: Record<Operator, readonly string[]> = {
  '≥': ['≧', '\u2a7e', '＞=', '>=', '=>', '大于等于', '大于或等于', '不小于', '不少于', '不低于', '至少', '以上', '及以上', '不少于等于'],
  '≤': ['≦', '\u2a7d', '＜=', '<=', '=<', '小于等于', '小于或等于', '不大于', '不超过', '不多于', '不高于', '不得超过', '控制在', '至多', '以下', '以内', '及以下'],
  '=': ['＝', '═', '﹦', '==', '等于', '定性', '为', '达到'],
  '>': ['＞', '﹥', '大于', '超过', '高于', '多于'],
  '<': ['＜', '﹤', '小于', '低于', '少于'],
};

const OPERATOR_OF = new Map<string, Operator>(
  OPERATORS.flatMap(operator => [operator, ...WORDS[operator]].map((word): [string, Operator] => [word, operator])),
);

/** Directions of an indicator, where a column says these instead of an operator. */
const DIRECTIONS = new Map<string, Operator>([['正向', '≥'], ['正向指标', '≥'], ['反向', '≤'], ['反向指标', '≤'], ['逆向', '≤'], ['逆向指标', '≤']]);

/** Returns the operator that a sign or word stands for; `undefined` for other texts. */
export function operatorOf(text: string): Operator | undefined {
  return OPERATOR_OF.get(text.trim()) ?? OPERATOR_OF.get(text.normalize('NFKC').replace(/\s/g, ''));
}

/** Words of a column of operators that name the kind of indicator instead. */
const KINDS = /^(?:定性|定量|数值|文字|区间|日期)(?:指标|型|类)?$/;

/** Returns true if a cell of an operator says how to compare, or that the indicator is only described. */
export function isOperatorCell(text: string): boolean {
  return operatorOf(text) !== undefined || DIRECTIONS.has(text.trim()) || KINDS.test(text.trim());
}

/** 数, 比率, 区间, 日期, 频次, 定性. */
export type TargetKind = 'number' | 'rate' | 'range' | 'date' | 'frequency' | 'wording';

export interface Reading {
  /** `''` when the target has none. */
  operator: Operator | '';
  /** The number, or the lower end of a range; `undefined` for a date or wording. */
  number: Decimal | undefined;
  /** The upper end of a range. */
  upper: Decimal | undefined;
  /** `''` when the target has none. */
  unit: string;
  kind: TargetKind;
}

/** The cells of an indicator; a layout may have only some of them. */
export interface TargetCells {
  operator?: string | undefined;
  target?: string | undefined;
  unit?: string | undefined;
}

const NUMBER = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
/** Longer words first, because 大于等于 starts with 大于. No word contains a special character of regular expressions. */
const words = (list: readonly string[]): string => [...list].sort((a, b) => b.length - a.length).join('|');
const BEFORE = words([...OPERATOR_OF.keys()].filter(word => !/以[上下内]$/.test(word)));
const AFTER = words([...OPERATOR_OF.keys()].filter(word => /以[上下内]$/.test(word)));
const PATTERN = new RegExp(
  `^(${BEFORE})?(-?(?:${NUMBER}))(?:([^\\d—–~～-]{0,6})(?:—|–|-|~|～|至|到)(${NUMBER}))?(\\D{0,20}?)(?:\\(?(${AFTER})\\)?)?$`, 'u');
const DATE = /^(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|份)?|\d{1,2}日|第?[一二三四1-4]季度|[上下]半年|年底)(?:之?前|以前|底前|内|完成)*$|^\d{4}年(?:度|底)?(?:之?前|内)?$|^\d{4}[-./]\d{1,2}[-./]\d{1,2}$/;
const PER_TIME = /\/(?:天|日|周|月|季|季度|年)$|每(?:天|日|周|月|季度|年)/;

/**
 * Reads a target. Separate cells for operator or unit take precedence over those in the text.
 *
 * @returns the number without thousands commas
 */
export function readTarget({ operator: sign = '', target = '', unit: cell = '' }: TargetCells): Reading {
  const own = readUnit(cell);
  const text = target.normalize('NFKC').replace(/\s+/g, '');
  const given = operatorOf(sign) ?? '';
  const direction = DIRECTIONS.get(sign.trim()) ?? '';
  if (DATE.test(text)) return { operator: given, number: undefined, upper: undefined, unit: own, kind: 'date' };
  // A text this long is no number with a unit.
  const match = text.length > 60 ? null : PATTERN.exec(text);
  if (!match) return { operator: given, number: undefined, upper: undefined, unit: own, kind: 'wording' };
  const [, before = '', low = '', inner = '', high, rest = '', after = ''] = match;
  const unit = own || unitOf(rest || inner);
  const operator = given || (operatorOf(before) ?? operatorOf(after) ?? direction);
  const [number, upper] = [plain(low), high === undefined ? undefined : plain(high)];
  if (number === undefined) return { operator, number, upper, unit, kind: 'wording' };
  return { operator, number, upper, unit, kind: upper !== undefined ? 'range' : kindOf(unit, text) };
}

function plain(number: string): Decimal | undefined {
  const bare = number.replaceAll(',', '');
  return DECIMAL.test(bare) ? bare : undefined;
}

function unitOf(text: string): string {
  return readUnit(text.replace(/(?:左右|上下|[余多])$/, ''));
}

/** Returns a unit as rules read it: `%` for its words, `''` for a dash in the cell. */
export function readUnit(unit: string): string {
  if (/^[-—–－/／无]$/.test(unit)) return '';
  return /^(?:百分比|百分之|百分数|个?百分点)$/.test(unit) ? '%' : unit;
}

/** Returns true for per cent and per mille. */
export function isShare(unit: string): boolean {
  return unit === '%' || unit === '‰';
}

function kindOf(unit: string, text: string): TargetKind {
  if (isShare(unit)) return 'rate';
  return PER_TIME.test(unit) || PER_TIME.test(text) ? 'frequency' : 'number';
}

/** Returns a target as text: a single cell as typed, three cells as `≥ 95 %`. */
export function targetText({ operator, target, unit }: TargetCells): string {
  return [operator, target, unit].filter(Boolean).join(' ');
}
