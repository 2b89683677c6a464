import type { Form, FormData, Kind, Scheme } from '../model/form.js';
import { labelOf, wordsIn } from '../model/fields.js';
import { at, type Pointer, steps } from '../model/pointer.js';
import { recordOf } from '../model/record.js';
import type { Schema } from '../model/schema.js';
import { Source } from '../model/source.js';

/* Forms in which every field holds a text of its own, to see where a template puts it. */

/** A field of a schema and the text that stands in it in a sample. */
export interface Mark {
  /** In the schema, with one step for all rows of a table. */
  pointer: Pointer;
  label: string;
  text: string;
  internal: boolean;
  /** Set for a field to tick. */
  isTick: boolean;
}

/** A row that is enough to see a table. */
const ROWS = 1;

/** All fields of a kind, each with a text that no other has. @param prefix tells the marks of several kinds apart */
export function marksOf(kind: Kind, prefix: string): Mark[] {
  const marks: Mark[] = [];
  const walk = (schema: Schema, pointer: Pointer, isInternal: boolean): void => {
    const internal = isInternal || (schema.internal ?? false);
    if (schema.items) {
      walk(schema.items, at(pointer, 0), internal);
      return;
    }
    for (const [code, property] of Object.entries(schema.properties ?? {})) walk(property, at(pointer, code), internal);
    if (schema.properties || pointer === '') return;
    const text = `${prefix}${marks.length + 1}号`;
    marks.push({ pointer, label: labelOf(pointer, kind.schema), text, internal, isTick: schema.tick ?? false });
  };
  walk(kind.schema, '', false);
  return marks;
}

/** A form that holds the marks. @param left pointers of fields and groups that are left out */
export function sampleForm(plain: Kind, marks: readonly Mark[], left: ReadonlySet<Pointer> = new Set(), name = '样表'): Form {
  const kind = withMarkedWords(plain, marks);
  const texts = new Map(marks.map(({ pointer, text }) => [pointer, text]));
  const fill = (schema: Schema, pointer: Pointer): unknown => {
    if (schema.items) return Array.from({ length: ROWS }, () => fill(schema.items ?? {}, at(pointer, 0)));
    if (!schema.properties) return texts.get(pointer) ?? '';
    return recordOf(Object.entries(schema.properties).flatMap(([code, property]) => {
      const place = at(pointer, code);
      return left.has(place) ? [] : [[code, fill(property, place)] as const];
    }));
  };
  const file = kind.files.replace('*', name);
  const source = new Source(`data/2024/样例部门/${file}`, new Uint8Array());
  return { kind, source, data: { ...fill(kind.schema, '') as FormData } };
}

/** The kind with the mark as first word of each field to tick: pages show words, which several fields may share. */
function withMarkedWords(kind: Kind, marks: readonly Mark[]): Kind {
  const texts = new Map(marks.flatMap(({ pointer, text, isTick }) => (isTick ? [[pointer, text] as const] : [])));
  if (!texts.size) return kind;
  const walk = (schema: Schema, pointer: Pointer): Schema => {
    const text = texts.get(pointer);
    const words = wordsIn(schema)?.map((_, index) => (index ? `${text ?? ''}之${index}`.replace('号', '') : text ?? ''));
    const inner = ([code, property]: [string, Schema]): [string, Schema] => [code, walk(property, at(pointer, code))];
    return {
      ...schema,
      ...text !== undefined && words ? { [schema.several ? 'words' : 'enum']: words } : {},
      ...schema.items ? { items: walk(schema.items, at(pointer, 0)) } : {},
      ...schema.properties ? { properties: recordOf(Object.entries(schema.properties).map(inner)) } : {},
    };
  };
  return { ...kind, schema: walk(kind.schema, '') };
}

/** Every field and group that may be left out: all but the names of projects and indicators. */
export function optionalIn(kind: Kind): Pointer[] {
  const found: Pointer[] = [];
  const walk = (schema: Schema, pointer: Pointer): void => {
    if (schema.items) walk(schema.items, at(pointer, 0));
    for (const [code, property] of Object.entries(schema.properties ?? {})) {
      if (!schema.required?.includes(code)) found.push(at(pointer, code));
      walk(property, at(pointer, code));
    }
  };
  walk(kind.schema, '');
  return found;
}

/** The JSON Pointer into the file of the schema, of a pointer in English names. */
export function schemaPointer(pointer: Pointer, { schema }: Kind): Pointer {
  let here: Schema | undefined = schema;
  let path = '';
  for (const step of steps(pointer)) {
    if (here?.items) {
      here = here.items;
      path = at(path, 'items');
    } else {
      here = here?.properties?.[step];
      path = at(path, 'properties', here?.key ?? step);
    }
  }
  return path;
}

/** A scheme that says nothing. */
export const EMPTY_SCHEME = {
  layout: '', labels: {}, departmentWords: {}, rules: {}, review: {},
} as unknown as Scheme;
