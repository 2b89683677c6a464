import Big from 'big.js';

/** A number with its unit in a text: `人行道绿化23520平方米`. */
export interface Figure {
  value: Big;
  unit: string;
  /** The letters before it in its clause, e.g. 人行道绿化. */
  before: string;
  /** The letters after its unit in its clause. */
  after: string;
  /** The offset of the number; `to` is behind the unit. */
  from: number;
  to: number;
}

const FIGURE = /(?<![\d.])(\d+(?:\.\d+)?)\s*(万|亿)?(%|％|‰|平方米|平方公里|平米|㎡|立方米|亩|公顷|公里|千米|米|吨|公斤|万元|元|人次|人|户次|户|场次|场|批次|次|期|栋|幢|座|处|个|项|棵|株|台套|台|辆|套|支|家|件|份|名|位|所|条|篇|册|课时|学时|组|对|口|盏|起|宗|例|剂次|工作日)(?!\/|月|季度|省|级)/g;
const HEDGES = /(?:约为?|共计?|达到?|为|不少于|不低于|不超过|至少|大于|超过|近|有|：|:)+$/;

/** Every number with a unit; years and document numbers are none. */
export function figuresIn(text: string): Figure[] {
  return [...text.matchAll(FIGURE)].flatMap((match) => {
    const [all, digits = '', scale = '', unit = ''] = match;
    if (/[〔【[（(第-]/.test(text.charAt(match.index - 1))) return [];
    const to = match.index + all.length;
    const before = /[\p{L}：:]*$/u.exec(text.slice(Math.max(0, match.index - 20), match.index))?.[0] ?? '';
    const after = /^\p{L}*/u.exec(text.slice(to, to + 12))?.[0] ?? '';
    return [{ value: new Big(digits), unit: scale + (unit === '％' ? '%' : unit), before: before.replace(HEDGES, ''), after, from: match.index, to }];
  });
}
