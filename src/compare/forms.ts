import type { Change, Entry, FormChanges, RowMatch, Tables } from '../model/change.js';
import type { Decimal } from '../model/decimal.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { textFields } from '../model/fields.js';
import { type Form, type Indicator, isTable, type Kind, type Scheme } from '../model/form.js';
import { departmentOf, type FormInput } from '../model/inputs.js';
import { budgetText, unitAt } from '../model/money.js';
import { at, steps } from '../model/pointer.js';
import { schemeOf } from '../load/load.js';
import { compareFields, type FieldContext, finished } from './fields.js';
import type { FilePair } from './files.js';
import { compareIndicators, rowText, type TableContext } from './indicators.js';
import { type Labels, labelsFor } from './labels.js';
import { compareMoney } from './money.js';
import { matchRows } from './rows.js';
import { type Side, titleOf } from './side.js';

/** The changes of a form without its problems; `undefined` when its file did not change. */
export type Compared = Omit<FormChanges, 'problems'>;

/**
 * Returns the changes of a form. @param hasOtherSchema true when the schemas or schemes differ, so that equal files may
 * have different meanings
 */
export function compareForm(pair: FilePair, before: Side, after: Side, hasOtherSchema: boolean): Compared | undefined {
  const input = pair.after ?? pair.before;
  if (!input) return undefined;
  const { source: { path }, kind: { role } } = input;
  const [was, is] = [pair.before?.source, pair.after?.source];
  const isSame = was && is && Buffer.compare(was.bytes, is.bytes) === 0;
  const isMoved = was && is && was.path !== is.path;
  if (isSame && !isMoved && !hasOtherSchema) return undefined;
  const [old, now] = [formOf(pair.before, before), formOf(pair.after, after)];
  const faults = { before: faultsOf(pair.before, before), after: faultsOf(pair.after, after) };
  const labelsOf = (one: FormInput | undefined, side: Side): Labels => labelsIn(one ?? input, side);
  const labels = { before: labelsOf(pair.before, before), after: labelsOf(pair.after, after) };
  const money = compareMoney(budgetOf(pair.before, old), budgetOf(pair.after, now));
  const common = {
    path, kind: role, title: titleOf(now ?? old, path, now ? after : before), before: old, after: now, faults, ...role === 'project' ? { money } : {},
  } as const;
  const rest = { tables: {}, content: [] };
  if (!pair.before || !pair.after) {
    const type = pair.after ? 'added' : 'removed';
    const [form, side, own] = pair.after ? [now, after, labels.after] as const : [old, before, labels.before] as const;
    const { difference } = money;
    const change: Change = {
      type,
      form: path,
      pointer: '',
      label: own.schema.title ?? '',
      [pair.after ? 'after' : 'before']: common.title,
      ...(role === 'project' && difference !== null ? { difference, unit: '万元' } : {}),
    };
    return { ...common, ...rest, state: type, changes: [change], content: form ? contentOf(form, own, side) : [] };
  }
  const move: Change[] = isMoved
    ? [{ type: 'moved', form: path, pointer: '', label: '文件', before: was.path, after: path, note: moveNote(was.path, path) }]
    : [];
  const renamed = isMoved ? { renamedFrom: was.path } : {};
  if (!old || !now) {
    const side = [...old ? [] : ['改动前'], ...now ? [] : ['改动后']].join('和');
    const note = `${side}的文件有错，读不出来，没有逐项比较`;
    const unread: Change[] = isSame ? [] : [{ type: 'changed', form: path, pointer: '', label: labels.after.schema.title ?? '', note }];
    const changes = [...move, ...unread];
    return changes.length ? { ...common, ...rest, ...renamed, state: 'changed', changes } : undefined;
  }
  const { tables, changes: own } = compareData(old, now, labels, before, after);
  const changes = [...move, ...own];
  if (isSame && !changes.length) return undefined;
  return { ...common, ...renamed, state: changes.length ? 'changed' : 'layout', changes, tables, content: [] };
}

function labelsIn({ kind, source }: FormInput, { loaded }: Side): Labels {
  return labelsFor(kind, source.path.split('/')[1] ?? '', schemeOf(source.path, loaded));
}

function formOf(input: FilePair['before'], { loaded }: Side): Form | undefined {
  return input && loaded.forms.get(input.source.path);
}

function budgetOf(input: FilePair['before'], form: Form | undefined): Decimal | null {
  if (!input) return '0';
  return form ? budgetText(form) ?? '0' : null;
}

/** Returns the problems that keep a file from being read as a form. */
function faultsOf(input: FilePair['before'], { loaded }: Side): Diagnostic[] {
  if (!input || loaded.forms.has(input.source.path)) return [];
  return loaded.diagnostics.filter(({ file }) => file === input.source.path);
}

function moveNote(from: string, to: string): string {
  return departmentOf(from) === departmentOf(to) ? '文件改名' : '文件移到别的文件夹';
}

type BothLabels = TableContext['labels'];

function compareData(
  old: Form,
  now: Form,
  labels: BothLabels,
  before: Side,
  after: Side,
): { tables: Tables; changes: Change[] } {
  const context: FieldContext = {
    form: now.source.path,
    before: { schema: labels.before.schema, label: labels.before.of },
    after: { schema: labels.after.schema, label: labels.after.of },
    unitOf: pointer => unitAt(pointer, now.kind),
  };
  const [own, theirs] = [tablesOf(old), tablesOf(now)];
  const names = [...new Set([...theirs.keys(), ...own.keys()])];
  const fields = compareFields(old.data, now.data, context, '', names);
  const review = {
    before: schemeOf(old.source.path, before.loaded)?.review,
    after: schemeOf(now.source.path, after.loaded)?.review,
  };
  const tables: Record<string, readonly RowMatch[]> = {};
  const changes = names.flatMap((name) => {
    const [rows, others] = [own.get(name) ?? [], theirs.get(name) ?? []];
    const isIndicators = isTable(name);
    const matches = matchRows(isIndicators ? rows : rows.map(asNamed), isIndicators ? others : others.map(asNamed));
    tables[name] = matches;
    const table = { ...context, labels, review, table: at('', name) };
    return isIndicators ? compareIndicators(rows, others, matches, table) : compareTable(rows, others, matches, table);
  });
  return { tables, changes: [...fields, ...changes] };
}

/** Returns the tables of a form by their English names: those of indicators and the layout's own. */
function tablesOf({ data, kind }: Form): Map<string, Indicator[]> {
  const tables = Object.entries(kind.schema.properties ?? {}).filter(([, { items }]) => items?.properties);
  return new Map(tables.map(([code]) => [code, (data as Record<string, Indicator[] | undefined>)[code] ?? []]));
}

/** Returns a row of the layout's own table with its first cell as its name, for matching. */
function asNamed(row: Indicator): Indicator {
  const [first = ''] = Object.values(row);
  return { ...row, name: first };
}

/** Returns the changes of a table of the layout's own, whose rows are matched. */
function compareTable(
  before: readonly Indicator[],
  after: readonly Indicator[],
  matches: readonly RowMatch[],
  context: TableContext,
): Change[] {
  const { form, labels, table } = context;
  return matches.flatMap(asSingle).flatMap(({ before: [old], after: [now], moved }): Change[] => {
    const [was, is] = [before[old ?? -1], after[now ?? -1]];
    const pointer = at(table, now ?? old ?? 0);
    const common = { form, pointer, label: labels.after.of(table) };
    if (!was) return is ? [{ type: 'added', ...common, after: textOfRow(is) }] : [];
    if (!is) return [{ type: 'removed', ...common, before: textOfRow(was) }];
    const label = (field: string): string => labels.after.ofRow(table, asNamed(is), steps(field).at(-1));
    const place = (index = 0): string => `第 ${index + 1} 行`;
    const move: Change[] = moved
      ? [{ type: 'moved', ...common, label: labels.after.ofRow(table, asNamed(is)), before: place(old), after: place(now), note: '移动' }]
      : [];
    return [...move, ...compareFields(was, is, { ...context, after: { ...context.after, label } }, pointer)];
  });
}

/** Returns a match row by row: where one indicator becomes two, one row of such a table changed and one came. */
function asSingle({ before, after, moved }: RowMatch): RowMatch[] {
  return [
    { before: before.slice(0, 1), after: after.slice(0, 1), moved },
    ...before.slice(1).map(row => ({ before: [row], after: [], moved: false })),
    ...after.slice(1).map(row => ({ before: [], after: [row], moved: false })),
  ];
}

function textOfRow(row: Indicator): string {
  return Object.values(row).join('，');
}

/** Returns the fields of an added or removed form. */
function contentOf(form: Form, labels: Labels, { loaded }: Side): Entry[] {
  const scheme: Scheme | undefined = schemeOf(form.source.path, loaded);
  const kind: Kind = form.kind;
  const tables = tablesOf(form);
  const fields = [...textFields(form.data, kind.schema)].filter(({ at: pointer }) => !tables.has(steps(pointer)[0] ?? ''));
  const rows = [...tables].flatMap(([name, own]) => own.map((row, index) => ({
    label: `${labels.of(at('', name))} ${index + 1}`,
    text: 'name' in row ? rowText(row, labels, scheme?.review, at('', name)) : textOfRow(row),
  })));
  return [
    ...fields.map(({ at: pointer, text }) => ({ label: labels.of(pointer), text: finished(text, unitAt(pointer, kind)) ?? '' })),
    ...rows,
  ];
}
