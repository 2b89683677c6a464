import type { Scheme } from '../../model/form.js';
import { recordOf } from '../../model/record.js';
import type { Schema } from '../../model/schema.js';
import { WORDS } from './words.js';

/** The labels of a group of fields: the titles of its schema, by English name. */
export function labelsOf(schema: Schema | undefined): Record<string, string> {
  return recordOf(
    Object.entries(schema?.properties ?? {}).map(([code, property]) => [code, property.title ?? ''] as const),
  );
}

/** What the form calls the figures of a project's budget: with the year, and in the scheme's local words. */
export function budgetLabels(year: string, { labels }: Pick<Scheme, 'labels'>): Record<'total' | 'own' | 'transfer', string> {
  return { total: year + WORDS.budgetOfYear, own: labels.own, transfer: labels.transfer };
}
