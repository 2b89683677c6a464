import { bareClass } from '../class-name.js';
import { lettersOf, measureOf } from '../indicator-name.js';
import { isShare, readTarget } from '../reading.js';
import type { Use } from './use.js';

/**
 * The meaning of an indicator, as far as its class, name and unit say it. Two names with the same meaning are two ways
 * of writing one indicator: 培训人次 and 培训人数, 设备采购 and 采购设备.
 */
export interface Meaning {
  /** Its first and second level, bare. */
  class: string;
  /** The kind of thing that is counted: people, times, a share … */
  dimension: string;
  /** The letters of what it is about, in their order in Unicode. */
  letters: string;
}

/** Nouns of measures and units that count the same kind of thing. */
const DIMENSIONS: readonly [dimension: string, words: RegExp][] = [
  ['people', /^(?:[千万]?人次?数?|人\/次|名|位)$/],
  ['times', /^(?:次数?|场次?|场数)$/],
  ['share', /^(?:率|占比|比例|比重|%|‰)$/],
  ['money', /^(?:金额|额|[千万亿百]*元)$/],
  ['time', /^(?:时间|时限|周期|天|日|个?工作日|小时|分钟)$/],
];

/** Words that say nothing of what is measured, before and behind what does. */
const LEAD = /^(?:开展|完成|组织|举办|实施|做好|全年|年度|当年|本年)+/;
const REST = /(?:工作|活动|情况)$/;
const JOINTS = /[的及和与]/g;

/** The fewest letters that say what an indicator is about. */
const FEWEST = 2;

/** Returns what an indicator measures. */
export function meaningOf({ level1 = '', level2 = '', name, unit, operator, target }: Use['indicator']): Meaning {
  const bare = lettersOf(name).toLowerCase();
  const measure = measureOf(bare);
  const own = unit || readTarget({ operator, target, unit }).unit;
  const topic = bare.slice(0, bare.length - measure.length).replace(LEAD, '').replace(REST, '').replace(JOINTS, '');
  const letters = [...topic].sort().join('');
  return {
    class: `${bareClass(level1)}/${bareClass(level2)}`,
    dimension: dimensionOf(measure) ?? dimensionOf(own) ?? (isShare(own) ? 'share' : ''),
    letters: letters.length < FEWEST ? bare : letters,
  };
}

function dimensionOf(word: string): string | undefined {
  return DIMENSIONS.find(([, words]) => words.test(word))?.[0];
}
