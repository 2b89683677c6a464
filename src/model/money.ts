import Big from 'big.js';
import { type Decimal, type Money, sum } from './decimal.js';
import type { Form, Kind } from './form.js';
import { at, type Pointer, steps } from './pointer.js';
import type { MoneyUnit, Schema } from './schema.js';

/*
 * The money of a form is a tree. A node is an amount, or a group of amounts by phase and of sources, which are nodes
 * too. The amount of a node in a phase is the sum of its sources in that phase, in the unit of the form (万元 or 元).
 */

export type { Money };

/** The phases of a budget, as concepts without `money.`. */
const PHASES = ['total', 'initial', 'adjusted', 'executed'] as const;
export type Phase = (typeof PHASES)[number];

/** Fields of a node that are not sources: its phases and the values calculated from them. */
const OWN = new Set<string>([...PHASES, 'rate', 'weight', 'score']);

/** Returns the unit behind an amount, `120万元`; `undefined` where the form has it in a label. */
export function typedUnitOf(amount: string): MoneyUnit | undefined {
  return (/万?元$/.exec(amount)?.[0]) as MoneyUnit | undefined;
}

/** Returns an amount without the unit behind it: `1,200.5万元` → `1,200.5`. */
export function withoutUnit(amount: string): Decimal {
  return amount.replace(/ ?万?元$/, '');
}

/** Returns an amount as a number, without thousands commas and unit; `undefined` for a group or for no amount. */
export function numberOf(money: Money | undefined): Big | undefined {
  if (typeof money !== 'string') return undefined;
  const plain = withoutUnit(money).replaceAll(/[,%]/g, '');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? new Big(plain) : undefined;
}

/** The amount of a node in a phase, as typed but for its unit. A node that is one number has it as its total. */
function amountOf(money: Money | undefined, phase: Phase = 'total'): Decimal | undefined {
  const own = typeof money === 'object' ? money[phase] : phase === 'total' ? money : undefined;
  return typeof own === 'string' ? withoutUnit(own) : undefined;
}

/** Returns the total of a node: the one stated, or the sum of its sources. */
export function totalOf(money: Money | undefined): Big | undefined {
  const own = numberOf(amountOf(money));
  if (own || typeof money !== 'object') return own;
  const parts = sourcesOf(money).flatMap(([, source]) => totalOf(source) ?? []);
  return parts.length ? parts.reduce((sum, part) => sum.plus(part)) : undefined;
}

/** The sources of a node, with their English names. */
function sourcesOf(money: Money): [name: string, source: Money][] {
  if (typeof money === 'string') return [];
  return Object.entries(money).flatMap(([name, source]) => (OWN.has(name) || source === undefined || (typeof source === 'string' && !numberOf(source)) ? [] : [[name, source] as [string, Money]]));
}

/** Returns true for the schema of a tree of money: a budget, or a group of the layout's own with a phase in it. */
function isTree({ code, properties }: Schema): boolean {
  if (code === 'budget' || code === 'termBudget') return true;
  return code === undefined && Object.values(properties ?? {}).some(one => one.code?.startsWith('money.') ?? isTree(one));
}

/** Returns the trees of money of a form: its budgets, then groups of the layout's own, such as 下年资金. */
export function treesOf({ kind: { schema }, data }: Form): [at: Pointer, money: Money][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]): [Pointer, Money][] => {
    const money = (data as Record<string, Money | undefined>)[name];
    return money !== undefined && isTree(property) ? [[at('', name), money]] : [];
  });
}

/** A node and a phase, with the amounts of its sources. */
export interface Sum {
  at: Pointer;
  phase: Phase;
  amount: Decimal;
  parts: { at: Pointer; amount: Decimal }[];
}

/** Returns every node with an amount whose sources have one in the same phase, from the top of the tree down. */
export function sumsOf(money: Money, pointer: Pointer): Sum[] {
  const sources = sourcesOf(money);
  if (typeof money === 'string' || !sources.length) return [];
  const own = PHASES.flatMap((phase): Sum[] => {
    const amount = amountOf(money, phase);
    const total = numberOf(amount);
    const groups = sources.map(([name, source]) => partsOf(source, at(pointer, name), phase));
    if (amount === undefined || !total || groups.some(parts => !parts)) return [];
    const known = groups.flatMap(parts => parts ?? []);
    const sumOf = (parts: typeof known): Big => sum(parts.flatMap(part => numberOf(part.amount) ?? []));
    const own = { at: at(pointer, phase), phase, amount };
    // 按资金来源 and 按支出类型, each without an amount of its own, are the same money split in two ways.
    const isSplitTwice = groups.length > 1 && sources.every(([, source]) => isHeading(source, phase)) &&
      !sumOf(known).eq(total) && groups.some(parts => sumOf(parts ?? []).eq(total));
    return isSplitTwice ? groups.map(parts => ({ ...own, parts: parts ?? [] })) : [{ ...own, parts: known }];
  });
  return [...own, ...sources.flatMap(([name, source]) => sumsOf(source, at(pointer, name)))];
}

/** Returns true for a group that only holds sources. */
function isHeading(source: Money, phase: Phase): boolean {
  return typeof source !== 'string' && amountOf(source, phase) === undefined;
}

/**
 * Returns the amount of a source, or those of its sources where it is a heading over them.
 *
 * @returns `undefined` if one of them is missing
 */
function partsOf(source: Money, pointer: Pointer, phase: Phase): Sum['parts'] | undefined {
  if (!isHeading(source, phase)) {
    const amount = amountOf(source, phase);
    return amount !== undefined && numberOf(amount) ? [{ at: pointerOf(pointer, source, phase), amount }] : undefined;
  }
  const below = sourcesOf(source).map(([name, one]) => partsOf(one, at(pointer, name), phase));
  return below.length && below.every(parts => parts !== undefined) ? below.flat() : undefined;
}

/** Returns the first node of a name in a tree of money: 项目支出 may stand in a group of its own. */
export function nodeNamed(
  money: Money | undefined,
  name: string,
  pointer: Pointer,
): [at: Pointer, node: Money] | undefined {
  if (typeof money !== 'object') return undefined;
  const own = money[name];
  if (own !== undefined) return [at(pointer, name), own];
  return sourcesOf(money)
    .map(([step, source]) => nodeNamed(source, name, at(pointer, step)))
    .find(found => found !== undefined);
}

function pointerOf(pointer: Pointer, source: Money, phase: Phase): Pointer {
  return typeof source === 'string' ? pointer : at(pointer, phase);
}

/** Returns the unit of the amounts of a kind of form. */
export function moneyUnitOf({ schema }: Pick<Kind, 'schema'>): MoneyUnit {
  return schema.moneyUnit ?? schema.properties?.budget?.moneyUnit ?? '万元';
}

const IN_TEN_THOUSAND = { 万元: 1, 元: 0.0001 };

/** Returns the budget of a form in 万元; `undefined` when it has none. */
export function budgetOf({ kind, data }: Form): Big | undefined {
  return totalOf(data.budget)?.times(IN_TEN_THOUSAND[moneyUnitOf(kind)]);
}

/** Returns the budget of a form in 万元, as typed if it is typed in 万元. */
export function budgetText(form: Form): Decimal | undefined {
  const typed = moneyUnitOf(form.kind) === '万元' ? amountOf(form.data.budget)?.replaceAll(',', '') : undefined;
  return typed ?? budgetOf(form)?.toFixed();
}

/** Returns the unit of an amount; `undefined` when the field at the pointer is no amount. */
export function unitAt(pointer: Pointer, kind: Pick<Kind, 'schema'>): MoneyUnit | undefined {
  const [name = '', ...rest] = steps(pointer);
  const tree = kind.schema.properties?.[name];
  return tree && isTree(tree) && !['rate', 'weight', 'score'].includes(rest.at(-1) ?? '') ? moneyUnitOf(kind) : undefined;
}

/** Returns the pointer of the total of a form's budget. */
export function totalPointer(money: Money | undefined, pointer: Pointer = '/budget'): Pointer {
  return typeof money === 'object' && amountOf(money) !== undefined ? at(pointer, 'total') : pointer;
}

/**
 * Returns the values of a field at every node of the tree, from the top down, e.g. of `score` the points for the
 * execution rate.
 */
export function valuesOf(money: Money | undefined, field: string): Decimal[] {
  if (typeof money !== 'object') return [];
  const own = money[field];
  const isNumber = typeof own === 'string' && numberOf(own) !== undefined;
  return [...isNumber ? [own] : [], ...sourcesOf(money).flatMap(([, source]) => valuesOf(source, field))];
}

/** A node that states its execution rate. */
export interface Execution {
  /** The place of the rate. */
  at: Pointer;
  executed: Big;
  /** 全年预算数, or 年初预算数 without it; in the unit of the form. */
  planned: Big;
  /** In percent, as typed. */
  rate: string;
}

/** Returns every node with an execution rate and the amounts it is calculated from. */
export function executionsOf(money: Money, pointer: Pointer): Execution[] {
  if (typeof money === 'string') return [];
  const [executed, planned] = [numberOf(money.executed), numberOf(money.adjusted) ?? numberOf(money.initial)];
  const { rate } = money;
  const own = executed && planned && typeof rate === 'string' ? [{ at: at(pointer, 'rate'), executed, planned, rate }] : [];
  return [...own, ...sourcesOf(money).flatMap(([name, source]) => executionsOf(source, at(pointer, name)))];
}
