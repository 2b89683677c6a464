import Big from 'big.js';
import type { Scheme } from '../../model/form.js';
import { groupBy } from '../../model/group-by.js';
import { oncePer } from '../../model/once-per.js';
import { oncePerText } from './once-per-text.js';
import { lettersOf, topicOf } from '../../model/indicator-name.js';
import { nounsOf } from './words.js';

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

const FIGURE = new RegExp('(?<![\\d.A-Za-z])(\\d+(?:\\.\\d+)?)\\s*(万|亿)?(' + [
  '个?工作日|%|％|‰|平方米|平方公里|平米|㎡|立方米|亩|公顷|公里|千米|米|吨|公斤|万元|元',
  // 册次, 架次, 人次: measure words made of two.
  '[人户册架件台车班项条批床期家辆点例场剂样篇艘头]次|台套|课时|学时',
  '人|户|场|次|期|栋|幢|座|处|个|项|棵|株|台|辆|套|支|家|件|份|名|位|所|条|篇|册|组|对|口|盏|起|宗|例|架|艘|张|盆|片|班|节|部|本|箱|车|趟|幅|集|首',
].join('|') + ')(?:（[^（）]{1,2}）)?(?!\\/|月|季度|省|级|羽|/)', 'g');
const HEDGES = /(?:控制在|控制到|稳定在|保持在|提高到|提升到|下降到|降至|降到|增加到|不高于|约为?|共计?|达到?|为|不少于|不低于|不超过|至少|大于|超过|近|有|：|:){1,20}$/;

/** Every number with a unit; years and document numbers are none. */
export const figuresIn = oncePerText((text): readonly Figure[] =>
  [...text.matchAll(FIGURE)].flatMap((match) => {
    const [all, digits = '', scale = '', unit = ''] = match;
    if (/[〔【[（(第-]/.test(text.charAt(match.index - 1))) return [];
    const to = match.index + all.length;
    const before = /[\p{L}：:]{0,20}$/u.exec(text.slice(Math.max(0, match.index - 20), match.index))?.[0] ?? '';
    const after = /^\p{L}*/u.exec(text.slice(to, to + 12))?.[0] ?? '';
    return [{ value: new Big(digits), unit: scale + (unit === '％' ? '%' : unit.replace('个工作日', '工作日')), before: before.replace(HEDGES, ''), after, from: match.index, to }];
  }));

/** Returns keys of a unit: two units that mean the same have one in common. What a price is per does not count. */
export const unitKeysOf = oncePer(({ review }: Scheme) => {
  const variants = review.unitVariants.flatMap((words, index) =>
    [...new Set(words)].map(word => ({ word, key: `#${index}` })));
  const groups = groupBy(variants, ({ word }) => word);
  return (unit: string): readonly string[] => {
    const own = unit.replace(/(?<=元)\/.*/, '');
    return [own, ...(groups.get(own) ?? []).map(({ key }) => key)];
  };
});

/** The number of figures of a text that are read word by word: no form has so many. */
const READ = 1000;

/** Returns the nouns around each figure, which say what it is about; those of a figure far down a text are not read. */
export function nounsAround(figures: readonly Figure[]): (figure: Figure) => readonly string[] {
  const nouns = new Map(figures.slice(0, READ)
    .map(figure => [figure, [...nounsOf(figure.before), ...nounsOf(figure.after)]]));
  return figure => nouns.get(figure) ?? [];
}

/** Returns the nouns of the name of an indicator. */
export const nounsOfName = oncePerText((name): readonly string[] => nounsOf(lettersOf(topicOf(name))));
