import type { Indicator } from '../../model/form.js';
import type { Schema } from '../../model/schema.js';
import { labelsOf } from './labels.js';
import { isNumber } from './format.js';

/** The lower half of both forms. */
export interface IndicatorsView {
  labels: { indicators: string; name: string; weight: string; unit: string; operator: string; target: string };
  rows: { name: string; weight: string; unit: string; operator: string; target: string; isNumber: boolean }[];
}

/**
 * @param schema of the form, in English names
 * @param words how the form writes a class; classes that are not in it are printed as they are
 */
export function viewIndicators(
  indicators: readonly Indicator[],
  schema: Schema,
  words: Readonly<Record<string, string>>,
): IndicatorsView {
  const { weight, unit, operator, target } = labelsOf(schema.properties?.indicators?.items);
  return {
    labels: {
      indicators: labelsOf(schema).indicators ?? '',
      name: schema.properties?.indicators?.items?.title ?? '',
      weight: weight ?? '',
      unit: unit ?? '',
      operator: operator ?? '',
      target: target ?? '',
    },
    rows: indicators.map(indicator => ({
      name: nameOf(indicator, words),
      weight: indicator.weight,
      unit: indicator.unit,
      operator: indicator.operator,
      target: indicator.target,
      isNumber: isNumber(indicator.target),
    })),
  };
}

/** `产出-数量（租金缴纳次数）`, or `满意度（群众满意度）` for a class without a second level. */
export function nameOf(indicator: Indicator, words: Readonly<Record<string, string>>): string {
  return `${classOf(indicator, words)}（${indicator.name}）`;
}

/** `产出-数量`, as the form prints it. */
export function classOf({ level1, level2 }: Indicator, words: Readonly<Record<string, string>>): string {
  const printed = (word: string): string => (Object.hasOwn(words, word) ? words[word] : undefined) ?? word;
  return [level1, level2].filter(word => word !== undefined).map(printed).join('-');
}
