import type { Scheme } from './form.js';
import type { Schema } from './schema.js';

/** The year of the form in a title, or one before or after it. */
export const YEAR_IN_TITLE = /\{年度([+-]\d{1,2})?\}/g;

/** Returns a title with its year: `{年度}年预算` → `2024年预算`, `{年度+2}` → 2026, `{年度-1}` → 2023. */
export function withYear(title: string, year: string): string {
  return title.replace(YEAR_IN_TITLE, (_, offset: string | undefined) => String(Number(year) + Number(offset ?? 0)));
}

/** Returns the name of a field where no year is known: its title, or its key if the title contains the year. */
export function timelessLabel({ key = '', title = key }: Schema): string {
  return title.includes('{年度') ? key : title;
}

/** Returns the label of a field on the form: the one the scheme gives for its key, or its title. */
export function printedLabel({ key = '', title = key }: Schema, year: string, scheme: Pick<Scheme, 'labels'> | undefined): string {
  const own = scheme && Object.hasOwn(scheme.labels, key) ? scheme.labels[key] : undefined;
  return own ?? withYear(title, year);
}
