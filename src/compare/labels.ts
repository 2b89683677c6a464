import type { Indicator } from '../model/form.js';
import { at, parentOf, type Pointer, steps } from '../model/pointer.js';
import type { Schema, SchemaName } from '../model/schema.js';
import { nameOf } from '../print/views/indicators.js';
import { budgetLabels } from '../print/views/labels.js';
import { ifThere } from '../load/expected-fields.js';
import { schemaAt } from '../load/vocabulary.js';
import type { Side } from './side.js';

/** How the fields of a file are called on the form, in one version. */
export interface Labels {
  schema: Schema;
  /** Of a field. */
  of: (pointer: Pointer) => string;
  /** Of an indicator, or one of its fields. */
  ofIndicator: (indicator: Indicator, field?: string) => string;
  /** How the form writes the classes of indicators. */
  words: Readonly<Record<string, string>>;
}

/** @param year whose scheme holds the local words */
export function labelsFor(kind: SchemaName, year: string, { schemas, loaded }: Side): Labels {
  const schema = schemas[kind];
  const scheme = loaded.schemes.get(year);
  const words = kind === 'department' ? ifThere(() => scheme?.departmentWords) ?? {} : {};
  const local = kind === 'project' && scheme ? ifThere(() => budgetLabels(year, scheme)) : undefined;
  const budget = new Map<string, string>(Object.entries(local ?? {}));
  const titleOf = (pointer: Pointer): string => {
    const field = schemaAt(pointer, schema);
    return field.title ?? field.key ?? steps(pointer).at(-1) ?? '';
  };
  const of = (pointer: Pointer): string => {
    const [first, second] = steps(pointer);
    const ofBudget = first === 'budget' ? budget.get(second ?? '') : undefined;
    if (ofBudget !== undefined) return ofBudget;
    return kind === 'scheme' ? chain(pointer, titleOf) : titleOf(pointer);
  };
  return {
    schema,
    of,
    ofIndicator: (indicator, field) =>
      [of('/indicators'), nameOf(indicator, words), ...(field ? [titleOf(`/indicators/0/${field}`)] : [])].join(' '),
    words,
  };
}

/** The titles of a field and of all it is in; a name that the user chose stands for itself. */
function chain(pointer: Pointer, titleOf: (pointer: Pointer) => string): string {
  const path = steps(pointer);
  return path.map((step, index) => {
    const here = at('', ...path.slice(0, index + 1));
    const title = titleOf(here);
    return index > 0 && (title === titleOf(parentOf(here)) || title === '') ? step : title;
  }).join(' ');
}
