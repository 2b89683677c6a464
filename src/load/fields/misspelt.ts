import { UNKNOWN } from '../../model/fields.js';
import { isRecord } from '../../model/record.js';
import type { Schema } from '../../model/schema.js';
import { similar } from '../../model/similar.js';
import type { Data } from '../parse.js';
import { isCollection } from './homes.js';

/**
 * Returns the fields that unknown keys of a group seem to mean, by these keys, as English names. A field is meant that
 * is not there and whose content is of the same sort: one with this label on the form or this English name, one with a
 * similar label, or the only one that is missing where only one key is unknown.
 *
 * @param values the group, in English names
 * @param placed keys that belong into another group
 */
export function misspeltIn(
  values: Record<string, Data>,
  { properties = {}, due = [], required = [] }: Schema,
  placed: (key: string) => boolean,
): Map<string, string> {
  const meant = new Map<string, string>();
  const missing = new Map(Object.entries(properties).filter(([code]) => !Object.hasOwn(values, code)));
  const unknown = Object.entries(values).filter(([key]) => key.startsWith(UNKNOWN))
    .map(([key, value]) => ({ key: key.slice(UNKNOWN.length), value })).filter(({ key }) => !placed(key));
  const take = (key: string, code: string | undefined): void => {
    if (code === undefined) return;
    meant.set(key, code);
    missing.delete(code);
  };
  for (const { key, value } of unknown) take(key, named(key, missing) ?? alike(key, value, missing));
  const left = unknown.filter(({ key }) => !meant.has(key));
  const wanted = [...missing].filter(([code]) => due.includes(code) || required.includes(code));
  const [one] = left;
  const [only] = wanted;
  if (one && only && left.length === 1 && wanted.length === 1 && isOfType(one.value, only[1])) take(one.key, only[0]);
  return meant;
}

/** The field of which a key is the label on the form, or the English name. */
function named(key: string, fields: ReadonlyMap<string, Schema>): string | undefined {
  const isLabel = (title: string): boolean => title.includes('{年度') && title.replace(/\{年度[^}]*\}/g, '').trim() === key.replace(/\d{4}/g, '').trim();
  return [...fields].find(([code, { title = '' }]) => key === code || key === title || isLabel(title))?.[0];
}

function alike(key: string, value: Data, fields: ReadonlyMap<string, Schema>): string | undefined {
  const fitting = [...fields].filter(([, schema]) => value === null || isCollection(schema) === (typeof value === 'object'));
  const label = similar(key, fitting.flatMap(([, { key: own }]) => own ?? []));
  return fitting.find(([, { key: own }]) => own === label)?.[0];
}

function isOfType(value: Data, schema: Schema): boolean {
  if (value === null) return false;
  if (Array.isArray(value)) return schema.items !== undefined;
  if (isRecord(value)) return isCollection(schema) && !schema.items;
  const types = [schema.type ?? []].flat();
  return types.includes(typeof value) && (!schema.enum || schema.enum.includes(String(value)));
}
