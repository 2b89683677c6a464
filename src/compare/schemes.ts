import type { SchemeChanges } from '../model/change.js';
import { timelessLabel } from '../model/labels.js';
import { at } from '../model/pointer.js';
import type { Kind } from '../model/form.js';
import type { YearInput } from '../model/inputs.js';
import type { Schema } from '../model/schema.js';
import type { Source } from '../model/source.js';
import { compareFields } from './fields.js';
import { chainOf } from './labels.js';
import { compareProblems, type Moves } from './problems.js';
import type { Side } from './side.js';

/** Returns the changes of the schemes that were read, of years and of departments, and of their problems. */
export function compareSchemes(before: Side, after: Side, moves: Moves): SchemeChanges[] {
  const [olds, news] = [before, after].map(({ inputs }) => schemesIn(inputs.years));
  const { schema } = after.layouts.scheme;
  return [...new Set([...olds?.keys() ?? [], ...news?.keys() ?? []])].sort().flatMap((path) => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const [was, is] = [olds?.get(path), news?.get(path)];
    const [old, now] = [was && before.loaded.schemes.get(folder), is && after.loaded.schemes.get(folder)];
    const [found, left] = [before, after].map(({ loaded }) => loaded.diagnostics.filter(({ file }) => file === path));
    const label = (pointer: string): string => chainOf(pointer, schema);
    const side = { schema, label };
    const context = { form: path, before: side, after: side, unitOf: () => undefined };
    const whole = { form: path, pointer: '', label: schema.title ?? '口径' };
    const changes = old && now
      ? compareFields(old, now, context)
      : !was && is
          ? [{ type: 'added' as const, ...whole, after: path }]
          : was && !is
            ? [{ type: 'removed' as const, ...whole, before: path }]
            : was && is && was.text !== is.text
              ? [{ type: 'changed' as const, ...whole, note: '口径有错，读不出来，没有逐项比较' }]
              : [];
    const problems = compareProblems(found ?? [], left ?? [], moves);
    const faults = { before: was && !old ? found ?? [] : [], after: is && !now ? left ?? [] : [] };
    return changes.length || problems.introduced.length || problems.solved.length
      ? [{ path, changes, problems, faults }]
      : [];
  });
}

function schemesIn(years: readonly YearInput[]): Map<string, Source> {
  const all = years.flatMap(({ scheme, departments }) => [scheme, ...departments.map(department => department.scheme)]);
  return new Map(all.flatMap(source => (source ? [[source.path, source]] : [])));
}

/** Returns a text for each changed definition of the forms in use. */
export function compareSchemas(before: Side, after: Side): string[] {
  const [olds, news] = [kindsIn(before), kindsIn(after)];
  return [...news].flatMap(([id, { schema, title }]) => {
    const was = olds.get(id)?.schema;
    if (!was || JSON.stringify(was) === JSON.stringify(schema)) return [];
    const [old, now] = [fieldsOf(was), fieldsOf(schema)];
    const said = [
      ...[...now].filter(([pointer]) => !old.has(pointer)).map(([, label]) => `新增栏目“${label}”`),
      ...[...old].filter(([pointer]) => !now.has(pointer)).map(([, label]) => `去掉栏目“${label}”`),
      ...[...now].flatMap(([pointer, label]) => {
        const before = old.get(pointer);
        return before === undefined || before === label ? [] : [`“${before}”改叫“${label}”`];
      }),
    ];
    return [`表样定义“${title}”有变化：${said.join('，') || '限制或说明'}`];
  });
}

/** Returns the kinds of forms of the departments of a version. */
function kindsIn({ inputs }: Side): Map<string, Kind> {
  const kinds = inputs.years.flatMap(({ departments }) => departments.flatMap(department => department.kinds ?? []));
  return new Map(kinds.map(kind => [`${kind.layout}/${kind.name}`, kind]));
}

function fieldsOf(schema: Schema | undefined, pointer = ''): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [code, property] of Object.entries(schema?.properties ?? {})) {
    fields.set(at(pointer, code), timelessLabel(property));
    for (const [inner, title] of fieldsOf(property.items ?? property, at(pointer, code))) fields.set(inner, title);
  }
  return fields;
}
