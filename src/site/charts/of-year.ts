import Big from 'big.js';
import { type Decimal, sum } from '../../model/decimal.js';
import type { DepartmentEntry } from '../entry.js';
import { amount, share } from '../parts.js';
import { type Bar, bar, drawBars, largest } from './bars.js';
import { type Chart, COLOURS, WIDTH } from './chart.js';
import { drawTreemap } from './treemap.js';

/** The most bars of a chart; the rest are one. */
const MOST = 20;
/** The most tiles of a chart: smaller ones could not be seen. */
const TILES = 200;

/** An amount of money with a name. */
export interface Cost {
  label: string;
  /** In 万元, as typed, and as a number for areas and order. */
  budget: Decimal | null;
  value: number;
  /** The department of a project. */
  group: string;
}

/** Returns the charts of a year. @param before the year before; empty without it */
export async function chartsOfYear(
  departments: readonly DepartmentEntry[],
  before: readonly DepartmentEntry[],
): Promise<Chart[]> {
  const projects = departments.flatMap(projectsOf).filter(({ value }) => value > 0);
  return [
    ...departments.length > 1 ? [await departmentChart(departments, before)] : [],
    ...projects.length > 1 ? [await projectChart(projects)] : [],
  ];
}

/** Returns the projects of a department that have a budget, the largest first. */
export function projectsOf({ name, forms }: DepartmentEntry): Cost[] {
  return forms
    .flatMap(({ role, title, budget }) =>
      (role === 'project' && budget !== null ? [{ label: title, budget, value: Number(budget), group: name }] : []))
    .sort(byValue);
}

const byValue = (a: Cost, b: Cost): number => b.value - a.value;

/** Returns the sum of amounts in 万元. */
export function wholeOf(costs: readonly Cost[]): Decimal {
  return sum(costs.flatMap(({ budget }) => budget ?? [])).toFixed();
}

/** Returns the note behind the bar of an amount: `39.30 万元　10%`. */
export function noteOn(budget: Decimal | null, whole: Decimal): string {
  return `${amount(budget)} 万元　${share(budget, whole)}`;
}

async function departmentChart(
  departments: readonly DepartmentEntry[],
  before: readonly DepartmentEntry[],
): Promise<Chart> {
  const all = departments
    .map(({ name, folder, budget }) => ({ label: name, budget, value: Number(budget ?? 0), group: folder }))
    .sort(byValue);
  const whole = wholeOf(all);
  const [own, other] = COLOURS.series;
  // The same department has the same folder, whatever its name is.
  const earlier = new Map(before.flatMap(({ folder, budget }) => (budget === null ? [] : [[folder, budget] as const])));
  const hasBefore = all.some(({ group }) => earlier.has(group));
  const shown = all.slice(0, MOST).flatMap(({ label, budget, group }): Bar[] =>
    [bar(label, noteOn(budget, whole), [budget ?? 0, own]), ...earlierBar(earlier.get(group))]);
  const rest = all.slice(MOST);
  const others = wholeOf(rest);
  if (rest.length) shown.push(bar(`其余 ${rest.length} 个部门`, noteOn(others, whole), [others, other]));
  const cut = rest.length ? `；图里是最多的 ${MOST} 个，其余 ${rest.length} 个合在一起` : '';
  return {
    title: '各部门预算',
    summary: `合计 ${amount(whole)} 万元，最多的是${all[0]?.label ?? ''}${cut}。`,
    svg: await drawBars(shown, largest(shown)),
    columns: ['部门', '预算（万元）', '占比', ...hasBefore ? ['上年（万元）'] : []],
    rows: all.map(({ label, budget, group }) =>
      [label, amount(budget), share(budget, whole), ...hasBefore ? [amount(earlier.get(group) ?? null)] : []]),
  };
}

/** Returns the bar of the year before, for below that of this year; none without an amount. */
export function earlierBar(budget: Decimal | undefined): Bar[] {
  return budget === undefined ? [] : [bar('上年', `${amount(budget)} 万元`, [budget, COLOURS.muted])];
}

async function projectChart(projects: readonly Cost[]): Promise<Chart> {
  const sorted = [...projects].sort(byValue);
  const whole = wholeOf(sorted);
  const hasGroups = new Set(sorted.map(({ group }) => group)).size > 1;
  const tiles = sorted.slice(0, TILES).map(cost => ({ ...cost, note: noteOn(cost.budget, whole) }));
  const cut = sorted.length > TILES ? `；图里是最大的 ${TILES} 个` : '';
  return {
    title: '钱花在哪些项目上',
    summary: `${sorted.length} 个项目共 ${amount(whole)} 万元；${concentration(sorted, whole)}${cut}。`,
    svg: await drawTreemap(tiles, 2 * WIDTH + 40, 360),
    narrow: await drawTreemap(tiles, WIDTH, 460),
    columns: ['项目', ...hasGroups ? ['部门'] : [], '预算（万元）', '占比'],
    rows: sorted.slice(0, TILES).map(({ label, budget, group }) =>
      [label, ...hasGroups ? [group] : [], amount(budget), share(budget, whole)]),
  };
}

/** Says which projects have most of the money: “甲”、“乙”这 2 个占 71%. @param sorted the largest first */
export function concentration(sorted: readonly Cost[], whole: Decimal): string {
  const enough = new Big(whole).times(0.6);
  let [count, most] = [0, new Big(0)];
  while (count < sorted.length && most.lt(enough)) {
    most = most.plus(sorted[count]?.budget ?? 0);
    count += 1;
  }
  if (count === sorted.length) return '大小相近';
  const names = sorted.slice(0, count).map(({ label }) => `“${label}”`).join('、');
  const percent = `占 ${most.div(whole).times(100).toFixed(0)}%`;
  return count > 3 ? `最大的 ${count} 个${percent}` : `${names}${count > 1 ? `这 ${count} 个` : ''}${percent}`;
}
