import type { Use } from '../../model/library/use.js';
import { readTarget } from '../../model/reading.js';
import type { Schema } from '../../model/schema.js';

/** The cells of a row by English name: one that is `undefined` has no line, one that is empty is to be filled in. */
export type Cells = Readonly<Record<string, string | undefined>>;

/** Returns the cells of an indicator in the columns that a form has, with an empty weight. */
export function cellsIn(indicator: Use['indicator'], { properties }: Schema): Cells {
  const { level1, level2, name, unit, operator, target } = indicator;
  const own = { level1, level2, name, weight: '' };
  if (!properties?.operator) {
    const cells = [operator, target, properties?.unit ? undefined : unit];
    return { ...own, unit, target: cells.filter(Boolean).join('') };
  }
  const reading = readTarget({ operator, target, unit });
  if (operator !== undefined || !reading.operator) return { ...own, unit, operator, target };
  return { ...own, unit: reading.unit || undefined, operator: reading.operator, target: reading.number ?? target };
}
