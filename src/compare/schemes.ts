import type { SchemeChanges } from '../model/change.js';
import { at } from '../model/pointer.js';
import type { Schema, SchemaName } from '../model/schema.js';
import { unguarded } from '../load/expected-fields.js';
import { compareFields } from './fields.js';
import { labelsFor } from './labels.js';
import { compareProblems, type Moves } from './problems.js';
import type { Side } from './side.js';

/** What changed in the schemes of the years that were read, and in what is wrong with them. */
export function compareSchemes(before: Side, after: Side, moves: Moves): SchemeChanges[] {
  const years = new Set([before, after].flatMap(({ inputs }) => inputs.years.map(({ year }) => year)));
  return [...years].sort().flatMap((year) => {
    const path = `data/${year}/scheme.yaml`;
    const [old, now] = [before, after].map(({ loaded }) => loaded.schemes.get(year));
    const [found, left] = [before, after].map(({ loaded }) => loaded.diagnostics.filter(({ file }) => file === path));
    const [was, is] = [before, after].map(({ inputs }) => inputs.years.find(one => one.year === year)?.scheme);
    const labels = { before: labelsFor('scheme', year, before), after: labelsFor('scheme', year, after) };
    const context = {
      form: path,
      before: { schema: labels.before.schema, label: labels.before.of },
      after: { schema: labels.after.schema, label: labels.after.of },
      unitOf: () => undefined,
    };
    const whole = { form: path, pointer: '', label: labels.after.schema.title ?? '口径' };
    const changes = old && now
      ? compareFields(unguarded(old), unguarded(now), context)
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

/** What changed in the definitions of the forms, in words. */
export function compareSchemas(before: Record<SchemaName, Schema>, after: Record<SchemaName, Schema>): string[] {
  return (['scheme', 'department', 'project'] as const).flatMap((name) => {
    const [old, now] = [fieldsOf(before[name]), fieldsOf(after[name])];
    const said = [
      ...[...now].filter(([pointer]) => !old.has(pointer)).map(([, title]) => `新增栏目“${title}”`),
      ...[...old].filter(([pointer]) => !now.has(pointer)).map(([, title]) => `去掉栏目“${title}”`),
      ...[...now].flatMap(([pointer, title]) => {
        const was = old.get(pointer);
        return was === undefined || was === title ? [] : [`“${was}”改叫“${title}”`];
      }),
    ];
    const isOther = JSON.stringify(before[name]) !== JSON.stringify(after[name]);
    return isOther ? [`表样定义“${after[name].title ?? name}”有变化：${said.join('，') || '限制或说明'}`] : [];
  });
}

function fieldsOf(schema: Schema | undefined, pointer = ''): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [code, property] of Object.entries(schema?.properties ?? {})) {
    fields.set(at(pointer, code), property.title ?? code);
    for (const [inner, title] of fieldsOf(property.items ?? property, at(pointer, code))) fields.set(inner, title);
  }
  return fields;
}
