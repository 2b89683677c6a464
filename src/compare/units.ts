import Big from 'big.js';

/** Units defined as multiples of a smaller one. */
const MEASURES = new Map<string, readonly [base: string, factor: number]>([
  ['m', ['米', 1]],
  ['km', ['米', 1000]],
  ['千米', ['米', 1000]],
  ['公里', ['米', 1000]],
  ['m²', ['平方米', 1]],
  ['㎡', ['平方米', 1]],
  ['公顷', ['平方米', 10_000]],
  ['平方公里', ['平方米', 1_000_000]],
  ['平方千米', ['平方米', 1_000_000]],
  ['m³', ['立方米', 1]],
  ['升', ['毫升', 1000]],
  ['千克', ['克', 1000]],
  ['公斤', ['克', 1000]],
  ['吨', ['克', 1_000_000]],
  ['千瓦时', ['度', 1]],
  ['小时', ['秒', 3600]],
  ['分钟', ['秒', 60]],
  ['%', ['‰', 10]],
]);

const POWERS = [['亿', 100_000_000], ['百万', 1_000_000], ['万', 10_000], ['千', 1000]] as const;

export interface BaseUnit {
  base: string;
  factor: Big;
}

/**
 * Returns the base of a unit and the factor: 万人 → 10,000 × 人, 公顷 → 10,000 × 平方米. Units with the same base can be
 * compared.
 *
 * @param variants groups of spellings of the same unit
 */
export function baseOf(unit: string, variants: readonly (readonly string[])[]): BaseUnit {
  const name = variants.find(group => group.includes(unit))?.[0] ?? unit;
  const measure = MEASURES.get(name) ?? MEASURES.get(unit);
  if (measure) return { base: measure[0], factor: new Big(measure[1]) };
  for (const [prefix, power] of POWERS) {
    if (!name.startsWith(prefix) || name === prefix) continue;
    const { base, factor } = baseOf(name.slice(prefix.length), variants);
    return { base, factor: factor.times(power) };
  }
  return { base: name, factor: new Big(1) };
}
