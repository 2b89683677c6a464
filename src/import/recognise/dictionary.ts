import type { Kind, Scheme } from '../../model/form.js';
import { printedLabel } from '../../model/labels.js';
import { at, type Pointer } from '../../model/pointer.js';
import type { Schema } from '../../model/schema.js';
import { bareLabel } from './label.js';

/** A field, a group or a column, and how well a label names it. */
export interface Named {
  at: Pointer;
  schema: Schema;
  /** Pointers of the groups that it is in, from the top. */
  within: readonly Pointer[];
  /** 3: as the layout prints it; 2: as in the YAML; 1: as the concept is called elsewhere. */
  strength: number;
}

/** A table and its columns by their labels. */
export interface TableWords {
  at: Pointer;
  schema: Schema;
  columns: ReadonlyMap<string, readonly Named[]>;
  /** Labels of class and name in one cell. */
  joined: ReadonlySet<string>;
}

/** All words of a kind of form, by bare labels. */
export interface Dictionary {
  kind: Kind;
  title: string;
  /** Fields and groups outside of tables, and the tables themselves; the best named first. */
  fields: ReadonlyMap<string, readonly Named[]>;
  tables: readonly TableWords[];
  /** Lines of its template that are no label, without blanks. */
  printed: ReadonlySet<string>;
}

/** A year like any other: {@link bareLabel} makes all years one word. */
const ANY_YEAR = '2000';

/**
 * @param core core.schema.json: its titles are what fields are called elsewhere
 * @param template its text; `''` for a kind without one
 */
export function dictionaryOf(
  kind: Kind,
  core: Schema,
  scheme: Pick<Scheme, 'labels'> | undefined,
  template: string,
): Dictionary {
  const titles = new Map(
    Object.values(core.$defs ?? {}).flatMap(({ code, title }) =>
      code !== undefined && title !== undefined ? [[code, title]] : [],
    ),
  );
  const wordsOf = (schema: Schema): [label: string, strength: number][] => {
    const usual = [titles.get(schema.code ?? ''), ...(schema.aliases ?? [])].filter(word => word !== undefined);
    return [
      [printedLabel(schema, ANY_YEAR, scheme), 3],
      [schema.key ?? '', 2],
      ...usual.map((word): [string, number] => [printedLabel({ title: word }, ANY_YEAR, undefined), 1]),
    ];
  };
  const tables: TableWords[] = [];
  const fields = new Map<string, Named[]>();
  const walk = (schema: Schema, pointer: Pointer, within: readonly Pointer[], into: Map<string, Named[]>): void => {
    for (const [code, property] of Object.entries(schema.properties ?? {})) {
      const place = at(pointer, code);
      const named = (label: string, strength: number): void => {
        const bare = bareLabel(label);
        const known = into.get(bare) ?? [];
        if (bare === '' || known.some(one => one.at === place)) return;
        into.set(
          bare,
          [...known, { at: place, schema: property, within, strength }].sort((a, b) => b.strength - a.strength),
        );
      };
      for (const [label, strength] of wordsOf(property)) named(label, strength);
      // 基本支出小计: a group and the total in it, in one cell.
      if (within.length)
        for (const [label] of wordsOf(property).slice(0, 1)) named(printedLabel(schema, ANY_YEAR, scheme) + label, 3);
      if (property.items) tables.push(tableOf(property, place));
      walk(property.items ? {} : property, place, [...within, place], into);
    }
  };
  const tableOf = (schema: Schema, place: Pointer): TableWords => {
    const columns = new Map<string, Named[]>();
    walk(schema.items ?? {}, '', [], columns);
    const joined = schema.items?.properties?.level1 && schema.items.properties.name ? [schema.items.title ?? ''] : [];
    return { at: place, schema, columns, joined: new Set(joined.map(bareLabel)) };
  };
  walk(kind.schema, '', [], fields);
  return {
    kind,
    title: bareLabel(printedLabel({ title: kind.title }, ANY_YEAR, undefined)),
    fields,
    tables,
    printed: linesOf(template),
  };
}

/** Shorter lines are labels, units and dashes. */
const SHORTEST = 6;

function linesOf(template: string): Set<string> {
  const texts = template
    .replace(/\{\{(?:(?!\{\{)[^])*?\}\}|<[^<>]*>/g, '\n')
    .split('\n')
    .map(text => text.replace(/\s/g, ''));
  return new Set(texts.filter(text => text.length >= SHORTEST));
}
