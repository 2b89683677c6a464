import { at, type Pointer } from '../../model/pointer.js';
import type { Schema } from '../../model/schema.js';

/** The place that a field belongs to. */
export interface Home {
  /** The groups and lists around it, in English names; empty for the outermost level. */
  groups: readonly string[];
  /** The innermost of them has its fields in each of its items. */
  isList: boolean;
  /** The key of the innermost group or list; empty for the outermost level. */
  key: string;
  code: string;
  schema: Schema;
}

/** Returns the places in which a schema has a field, by its key: the outermost level first. */
export function homesOf(root: Schema): Map<string, Home[]> {
  const homes = new Map<string, Home[]>();
  const visit = (schema: Schema, groups: readonly string[], key: string): void => {
    const { properties = {} } = schema.items ?? schema;
    for (const [code, property] of Object.entries(properties)) {
      const own = property.key ?? code;
      const home: Home = { groups, isList: schema.items !== undefined, key, code, schema: property };
      homes.set(own, [...homes.get(own) ?? [], home]);
    }
    for (const [code, property] of Object.entries(properties)) visit(property, [...groups, code], property.key ?? code);
  };
  visit(root, [], '');
  return homes;
}

/** Returns the pointer of a group, or of a list. */
export function pointerOf({ groups }: Home): Pointer {
  return at('', ...groups);
}

/** True for a field with fields or items of its own. */
export function isCollection({ properties, items, additionalProperties }: Schema): boolean {
  return properties !== undefined || items !== undefined || typeof additionalProperties === 'object';
}
