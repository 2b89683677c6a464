import type { Change, Entry, FormChanges, RowMatch } from '../model/change.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Decimal } from '../model/decimal.js';
import type { Form } from '../model/form.js';
import { departmentOf } from '../model/inputs.js';
import { FieldNotThere, ifThere, unguarded } from '../load/expected-fields.js';
import { compareMoney } from './money.js';
import { compareFields, type FieldContext, finished } from './fields.js';
import type { FilePair } from './files.js';
import { compareIndicators, rowText, type TableContext } from './indicators.js';
import { type Labels, labelsFor } from './labels.js';
import { matchRows } from './rows.js';
import { type Side, titleOf } from './side.js';

/** Everything of a form but its problems; `undefined` when its file did not change. */
export type Compared = Omit<FormChanges, 'problems'>;

/** @param hasOtherSchema the schemas or schemes differ, so that equal files may say different things */
export function compareForm(pair: FilePair, before: Side, after: Side, hasOtherSchema: boolean): Compared | undefined {
  const path = (pair.after ?? pair.before)?.path ?? '';
  const isSame = pair.before && pair.after && Buffer.compare(pair.before.bytes, pair.after.bytes) === 0;
  const isMoved = pair.before && pair.after && pair.before.path !== pair.after.path;
  if (isSame && !isMoved && !hasOtherSchema) return undefined;
  const [old, now] = [formOf(pair.before, before), formOf(pair.after, after)];
  const faults = { before: faultsOf(pair.before, before), after: faultsOf(pair.after, after) };
  const kind = path.endsWith('/department.yaml') && path.split('/').length === 4 ? 'department' : 'project';
  const yearOf = (side: FilePair['before']): string => (side?.path ?? path).split('/')[1] ?? '';
  const labels = {
    before: labelsFor(kind, yearOf(pair.before), before),
    after: labelsFor(kind, yearOf(pair.after), after),
  };
  const money = compareMoney(budgetOf(pair.before, old), budgetOf(pair.after, now));
  const common = {
    path, kind, title: titleOf(now ?? old, path), before: old, after: now, faults, ...kind === 'project' ? { money } : {},
  } as const;
  const rest = { rows: [], content: [] };
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
      ...(kind === 'project' && difference !== null ? { difference, unit: '万元' } : {}),
    };
    return { ...common, ...rest, state: type, changes: [change], content: form ? contentOf(form, own, side) : [] };
  }
  const move: Change[] = isMoved
    ? [{ type: 'moved', form: path, pointer: '', label: '文件', before: pair.before.path, after: path, note: moveNote(pair.before.path, path) }]
    : [];
  const renamed = isMoved ? { renamedFrom: pair.before.path } : {};
  if (!old || !now) {
    const side = [...old ? [] : ['改动前'], ...now ? [] : ['改动后']].join('和');
    const note = `${side}的文件有错，读不出来，没有逐项比较`;
    const unread: Change[] = isSame ? [] : [{ type: 'changed', form: path, pointer: '', label: labels.after.schema.title ?? '', note }];
    const changes = [...move, ...unread];
    return changes.length ? { ...common, ...rest, ...renamed, state: 'changed', changes } : undefined;
  }
  const { rows, changes: own } = compareData(old, now, labels, before, after);
  const changes = [...move, ...own];
  if (isSame && !changes.length) return undefined;
  return { ...common, ...renamed, state: changes.length ? 'changed' : 'layout', changes, rows, content: [] };
}

function formOf(source: FilePair['before'], { loaded }: Side): Form | undefined {
  return source && loaded.forms.get(source.path);
}

function budgetOf(source: FilePair['before'], form: Form | undefined): Decimal | null {
  if (!source) return '0';
  return (form?.kind === 'project' ? ifThere(() => form.data.budget.total) : undefined) ?? null;
}

/** Why a file is no form. */
function faultsOf(source: FilePair['before'], { loaded }: Side): Diagnostic[] {
  if (!source || loaded.forms.has(source.path)) return [];
  return loaded.diagnostics.filter(({ file }) => file === source.path);
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
): { rows: RowMatch[]; changes: Change[] } {
  const [form, year] = [now.source.path, now.source.path.split('/')[1] ?? ''];
  const context: FieldContext = {
    form,
    before: { schema: labels.before.schema, label: labels.before.of },
    after: { schema: labels.after.schema, label: labels.after.of },
    unitOf: moneyUnit,
  };
  const fields = compareFields(unguarded(old.data), unguarded(now.data), context, '', ['indicators']);
  try {
    const review = {
      before: before.loaded.schemes.get(old.source.path.split('/')[1] ?? '')?.review,
      after: after.loaded.schemes.get(year)?.review,
    };
    const rows = matchRows(old.data.indicators, now.data.indicators);
    const table = compareIndicators(old.data.indicators, now.data.indicators, rows, { ...context, labels, review });
    return { rows, changes: [...fields, ...table] };
  } catch (error) {
    if (!(error instanceof FieldNotThere)) throw error;
    const note = `有一版的表样定义没有“${error.label}”这一栏，或写法和现在不同，没有逐项比较`;
    return { rows: [], changes: [...fields, { type: 'changed', form, pointer: '/indicators', label: labels.after.of('/indicators'), note }] };
  }
}

/** All money of the forms is in 万元, but that of indicators, which have a unit of their own. */
function moneyUnit(pointer: string): string | undefined {
  return /^\/budget(\/|$)/.test(pointer) ? '万元' : undefined;
}

/** What a form says, for a reader who has nothing to compare it with. */
function contentOf(form: Form, labels: Labels, { loaded }: Side): Entry[] {
  const scheme = loaded.schemes.get(form.source.path.split('/')[1] ?? '');
  const fields = Object.entries(unguarded(form.data)).filter(([key]) => key !== 'indicators');
  const entries = fields.flatMap(([key, value]: [string, unknown]) => {
    const group = value !== null && typeof value === 'object' ? Object.entries(value) as [string, unknown][] : undefined;
    return (group ?? [['', value]]).map(([name, text]) => {
      const pointer = name ? `/${key}/${name}` : `/${key}`;
      return { label: labels.of(pointer), text: finished(text as string, moneyUnit(pointer)) ?? '' };
    });
  });
  const rows = ifThere(() => form.data.indicators.map((row, index) => ({
    label: `${labels.of('/indicators')} ${index + 1}`,
    text: rowText(row, labels, scheme?.review),
  })));
  return [...entries, ...rows ?? []];
}
