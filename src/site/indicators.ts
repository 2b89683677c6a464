import { bareClass } from '../model/class-name.js';
import type { Indicator } from '../model/form.js';

/** Returns the class of an indicator: its second level, or the first; undefined for none. */
export function classOf({ level1, level2 }: Indicator): string | undefined {
  const level = level2 ?? level1;
  return level === undefined || level === '' ? undefined : bareClass(level);
}
