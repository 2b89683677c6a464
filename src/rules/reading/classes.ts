import { bareClass } from '../../model/class-name.js';
import type { Scheme } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';

/** The classes of a scheme by their bare names: 产出指标 is 产出. */
export interface Classes {
  /** First level → second levels under it, both bare; `undefined` when the scheme has no 指标体系. */
  under: ReadonlyMap<string, readonly string[]> | undefined;
  /** Bare name → as the scheme writes it. */
  written: ReadonlyMap<string, string>;
  /** The second levels of quantities, bare. */
  counts: ReadonlySet<string>;
  /** Those of costs, bare. */
  costs: ReadonlySet<string>;
  /** The first of these as the scheme writes it, if it has one. */
  cost: string | undefined;
}

export const classesOf = oncePer((scheme: Scheme): Classes => {
  const entries = Object.entries(scheme.taxonomy ?? {});
  const names = entries.flatMap(([level1, below]) => [level1, ...below]);
  const written = new Map(names.map(name => [bareClass(name), name]));
  const costs = scheme.review.costClasses.map(bareClass);
  return {
    under: scheme.taxonomy && new Map(entries.map(([level1, below]) => [bareClass(level1), below.map(bareClass)])),
    written,
    counts: new Set(scheme.review.countClasses.map(bareClass)),
    costs: new Set(costs),
    cost: costs.map(one => written.get(one)).find(one => one !== undefined),
  };
});

/** Returns the first levels that have a second level under them. */
export function ownersOf(name: string, { under }: Classes): string[] {
  return [...under ?? []].filter(([, below]) => below.includes(name)).map(([level1]) => level1);
}
