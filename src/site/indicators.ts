import { bareClass } from '../model/class-name.js';
import type { Form, Indicator } from '../model/form.js';

/** Returns the indicators of a form: those of the year, or of the whole term where there are no others. */
export function indicatorsIn({ data }: Form): Indicator[] {
  return data.indicators ?? data.termIndicators ?? [];
}

/** Returns the class of an indicator: its second level, or the first; undefined for none. */
export function classOf({ level1, level2 }: Indicator): string | undefined {
  const level = level2 ?? level1;
  return level === undefined || level === '' ? undefined : bareClass(level);
}
