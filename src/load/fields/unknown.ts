import { explainComma, isAfterComma } from '../after-comma.js';
import { append } from '../../model/append.js';
import { labelOf, UNKNOWN } from '../../model/fields.js';
import { at, type Pointer } from '../../model/pointer.js';
import { isRecord } from '../../model/record.js';
import type { Schema } from '../../model/schema.js';
import type { Positions, Source } from '../../model/source.js';
import type { Data } from '../parse.js';
import type { Problem } from '../schema-messages.js';
import { type Home, homesOf } from './homes.js';
import { adviceOn, type Run } from './misplaced.js';
import { misspeltIn } from './misspelt.js';

/** A problem of a key that its group does not have. */
export interface UnknownField extends Problem {
  /** The pointer of the key. */
  pointer: Pointer;
  /** The fields that are missing because they are written otherwise, or elsewhere. */
  missing: Pointer[];
}

/** Finds the keys that the schema does not have in their group: misspelt ones, and those of another group. */
export function findUnknown(data: Data, schema: Schema, positions: Positions, source: Source): UnknownField[] {
  const homes = homesOf(schema);
  const homeOf = (key: string, pointer: Pointer): Home | undefined => {
    const all = homes.get(key) ?? [];
    return all.find(({ groups }) => pointer.startsWith(at('', ...groups))) ?? all[0];
  };
  const found: UnknownField[] = [];
  const visit = (value: Data, own: Schema, pointer: Pointer): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, own.items ?? {}, at(pointer, index));
    } else if (isRecord(value)) {
      const free = typeof own.additionalProperties === 'object' ? own.additionalProperties : {};
      if (own.additionalProperties === false) append(found, unknownIn(value, own, pointer));
      for (const [code, item] of Object.entries(value)) visit(item, own.properties?.[code] ?? free, at(pointer, code));
    }
  };
  const unknownIn = (values: Record<string, Data>, own: Schema, group: Pointer): UnknownField[] => {
    const label = labelOf(group, schema);
    const misspelt = misspeltIn(values, own, key => homeOf(key, group) !== undefined);
    const problems: UnknownField[] = [];
    let run: Run | undefined;
    const end = (): void => {
      const advice = run && adviceOn(run, data, positions, source);
      if (run && advice) problems.push({ pointer: at(run.group, UNKNOWN + (run.fields[0]?.key ?? '')), ...advice });
      run = undefined;
    };
    for (const code of Object.keys(values)) {
      const key = code.slice(UNKNOWN.length);
      const home = code.startsWith(UNKNOWN) ? homeOf(key, group) : undefined;
      if (run && run.fields[0]?.home.groups.join() !== home?.groups.join()) end();
      if (home) (run ??= { group, label, fields: [] }).fields.push({ key, home });
      else if (code.startsWith(UNKNOWN) && isAfterComma(key)) {
        problems.push({ pointer: at(group, code), ...explainComma(key), missing: [] });
      } else if (code.startsWith(UNKNOWN)) {
        const meant = misspelt.get(key);
        const keys = Object.values(own.properties ?? {}).map(property => property.key ?? '');
        problems.push({
          pointer: at(group, code),
          message: `${label ? `“${label}”里` : ''}没有“${key}”这一栏`,
          hint: meant === undefined ? `可以写的有：${keys.join('、')}` : `是不是“${own.properties?.[meant]?.key ?? meant}”`,
          missing: meant === undefined ? [] : [at(group, meant)],
        });
      }
    }
    end();
    return problems;
  };
  visit(data, schema, '');
  return found;
}
