import { bareClass } from '../../model/class-name.js';

/** Class and name of an indicator, from one cell. */
export interface Joined {
  level1: string;
  level2: string | undefined;
  name: string;
  /** Written otherwise than forms print it: 产出-数量（盘点次数）. */
  isOdd: boolean;
}

const CLASS = '[^-－—–（()）\\s]{2,12}';
const JOINED = new RegExp(`^(${CLASS})(?:([-－—–])(${CLASS}))?([（(])(.+)[)）]$`, 'u');

/**
 * Reads `产出-数量（盘点次数）`, `满意度（群众满意度）`; `undefined` for other texts.
 *
 * @param classes known ones, without 指标: a name may have a note in brackets as well
 */
export function readJoined(text: string, classes: ReadonlySet<string>): Joined | undefined {
  const [, level1, dash = '-', level2, open = '', name] = JOINED.exec(text) ?? [];
  if (level1 === undefined || name === undefined) return undefined;
  if (!classes.has(bareClass(level1))) return undefined;
  return { level1, level2, name, isOdd: dash !== '-' || open !== '（' || !text.endsWith('）') };
}
