import { UNKNOWN } from '../../model/fields.js';
import { at, parentOf, type Pointer, steps, valueAt } from '../../model/pointer.js';
import { isRecord } from '../../model/record.js';
import { placeOf, type Positions, type Source } from '../../model/source.js';
import type { Data } from '../parse.js';
import { type Home, pointerOf } from './homes.js';

/** A run of unknown keys of one group that all belong into another one. */
export interface Run {
  /** The group they stand in. */
  group: Pointer;
  /** The label of the group; empty for the outermost level. */
  label: string;
  fields: { key: string; home: Home }[];
}

/** The advice on a run. */
export interface Advice {
  message: string;
  hint: string;
  /** The fields that are missing where they belong. */
  missing: Pointer[];
}

/** Tells where the fields of a run belong and how they get there: no content is changed or deleted. */
export function adviceOn(run: Run, data: Data, positions: Positions, source: Source): Advice | undefined {
  const { group, label, fields } = run;
  const [first] = fields;
  if (!first) return undefined;
  const { key, home } = first;
  const message = `${count(run)}是${home.key ? `“${home.key}”里` : '最外层'}的栏目，写在了${label ? `“${label}”里` : '最外层'}`;
  const target = targetOf(group, home, data);
  const missing = fields.map(field => at(target ?? pointerOf(home), field.home.code));
  const given = valueAt(data, target ?? pointerOf(home));
  if (isRecord(given) && Object.hasOwn(given, home.code)) {
    return { message, hint: `${home.key ? `“${home.key}”里` : '最外层'}已有“${key}”：核对两处的内容，留下对的一处`, missing: [] };
  }
  if (target === undefined) {
    const isNew = given === undefined && !home.isList && home.groups.length === 1 && group === '';
    const hasAll = Array.isArray(given) && given.every(item => isRecord(item) && Object.hasOwn(item, home.code));
    if (hasAll) return { message, hint: `“${home.key}”的每一项都已有“${key}”：核对这一行是不是多写的`, missing: [] };
    if (!isNew) return { message, hint: `移到“${home.key}”里它所属的${home.isList ? '一项' : '一组'}，左边对齐；内容不用改`, missing };
    const hint = `在“${key}”上面补一行“${home.key}:”，${each(run, '补上 2 个空格')}；内容不用改`;
    return { message, hint, missing: [...missing, pointerOf(home)] };
  }
  const columns = { positions, source, own: at(group, UNKNOWN + key) };
  const isOut = target === '' || group.startsWith(`${target}/`);
  return { message, hint: isOut ? outwards(run, target, columns) : inwards(run, target, columns), missing };
}

interface Columns {
  positions: Positions;
  source: Source;
  /** The first field of the run. */
  own: Pointer;
}

/** Fields that are indented too much: they belong beside the group they stand in. */
function outwards(run: Run, target: Pointer, columns: Columns): string {
  const { positions, own } = columns;
  const around = at(target, steps(run.group.slice(target.length))[0] ?? '');
  const isOfRun = (pointer: Pointer): boolean => run.fields.some(({ key }) => `${pointer}/`.startsWith(`${at(run.group, UNKNOWN + key)}/`));
  const start = startOf(own, columns);
  const isLast = ![...positions.keys()].some(pointer =>
    pointer.startsWith(`${around}/`) && !isOfRun(pointer) && startOf(pointer, columns) > start);
  const beside = keyAt(around, columns);
  const change = `${each(run, `删去 ${columnOf(own, columns) - columnOf(around, columns)} 个空格`)}，与“${beside}”左边对齐；内容不用改`;
  return isLast ? change : `连同它下面的内容移到“${beside}”这一组的下面，${change}`;
}

/** Fields that are not indented enough: they belong into the group above them. */
function inwards(run: Run, target: Pointer, columns: Columns): string {
  const { positions, source, own } = columns;
  const last = [...positions.keys()].filter(pointer => pointer && parentOf(pointer) === target).at(-1);
  const { home } = run.fields[0] ?? {};
  if (last === undefined || !home) return `移到“${home?.key ?? ''}”里；内容不用改`;
  const more = columnOf(last, columns) - columnOf(own, columns);
  const { end } = placeOf(positions, last).value;
  const start = startOf(own, columns);
  const isNext = more > 0 && start >= end && source.text.slice(end, start).trim() === '';
  const beside = keyAt(last, columns);
  if (isNext) return `${each(run, `补上 ${more} 个空格`)}，与“${beside}”左边对齐；内容不用改`;
  return `移到“${home.key}”里${home.isList ? `第 ${Number(steps(target).at(-1)) + 1} 项` : ''}，与“${beside}”左边对齐；内容不用改`;
}

/** The group that a field belongs into: of a list the item around it, or the only one that lacks it. */
function targetOf(group: Pointer, home: Home, data: Data): Pointer | undefined {
  const whole = pointerOf(home);
  const value = valueAt(data, whole);
  if (!home.isList) return isRecord(value) ? whole : undefined;
  if (!Array.isArray(value)) return undefined;
  if (group.startsWith(`${whole}/`)) return at(whole, steps(group.slice(whole.length))[0] ?? '');
  const lacking = [...value.keys()].filter(index => isRecord(value[index]) && !Object.hasOwn(value[index], home.code));
  return lacking.length === 1 ? at(whole, lacking[0] ?? 0) : undefined;
}

function startOf(pointer: Pointer, { positions }: Columns): number {
  return placeOf(positions, pointer).key?.start ?? -1;
}

function columnOf(pointer: Pointer, columns: Columns): number {
  return columns.source.position(startOf(pointer, columns)).column - 1;
}

function keyAt(pointer: Pointer, { positions, source }: Columns): string {
  const { key } = placeOf(positions, pointer);
  return key ? source.text.slice(key.start, key.end) : '';
}

function count({ fields }: Run): string {
  return fields.length > 1 ? `“${fields[0]?.key ?? ''}”等 ${fields.length} 栏` : `“${fields[0]?.key ?? ''}”`;
}

function each({ fields }: Run, change: string): string {
  return fields.length > 1 ? `这 ${fields.length} 栏的各行前面各${change}` : `前面${change}`;
}
