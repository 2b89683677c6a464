import type { Form, Indicator } from '../model/form.js';
import { isOfClass } from '../model/library/suggest.js';

/** An indicator as it was written somewhere. */
export interface KnownIndicator {
  indicator: Indicator & { name: string };
  /** Year and department of the form, e.g. `2024 沙坪坝街道`. */
  where: string;
}

/** The most that an editor is offered: it filters them as one types. */
const MOST = 300;

/**
 * Returns the indicators of forms, each way of writing one once, in the order of the forms.
 *
 * @param path of the form that is being written, whose own are left out
 * @param level1 the class that they are to be of; `undefined` for any
 */
export function knownIndicators(
  forms: Iterable<Form & { year: string; department: string }>,
  path: string,
  level1?: string,
  level2?: string,
): KnownIndicator[] {
  const known = new Map<string, KnownIndicator>();
  for (const { source, data, year, department } of forms) {
    if (source.path === path) continue;
    for (const indicator of data.indicators ?? []) {
      const { name } = indicator;
      if (!name || !isOfClass(indicator, { level1, level2 })) continue;
      const { unit, operator, target } = indicator;
      const key = JSON.stringify([name, unit, operator, target]);
      if (!known.has(key)) known.set(key, { indicator: { ...indicator, name }, where: `${year} ${department}` });
      if (known.size === MOST) return [...known.values()];
    }
  }
  return [...known.values()];
}
