import { bareClass } from '../../model/class-name.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { type Department, type Form, formsOf, type Indicator } from '../../model/form.js';
import { groupBy } from '../../model/group-by.js';
import { compareRanks } from '../../model/rank.js';
import { isNumber } from '../../print/views/format.js';
import { classOf, type DepartmentEntry, indicatorsIn } from '../entry.js';
import { amount, share } from '../parts.js';
import { type Bar, bar, drawBars, largest } from './bars.js';
import { type Chart, COLOURS } from './chart.js';
import { concentration, noteOn, projectsOf, wholeOf } from './of-year.js';

/** Of the rules with the worst problems, so many are shown. */
const MOST_RULES = 12;

/** What the charts of a department are made of. */
export interface DepartmentFacts {
  entry: DepartmentEntry;
  /** Undefined when it cannot be read. */
  department: Department | undefined;
  /** The budgets of the projects of the year before by their names, in 万元; none without that year. */
  before: ReadonlyMap<string, string>;
  problems: readonly Diagnostic[];
  /** Returns what a rule finds, in a few Chinese words. */
  titleOf: (code: string) => string;
}

/** Returns the charts of a department: where its money goes, what its indicators measure, what is wrong. */
export async function chartsOfDepartment(facts: DepartmentFacts): Promise<Chart[]> {
  const { entry, department, before, problems, titleOf } = facts;
  const forms = department ? formsOf(department).filter(({ kind }) => kind.role !== 'stage') : [];
  const titles = new Map(entry.forms.map(({ source, title }) => [source, title]));
  const charts = await Promise.all([
    budgetChart(entry, before), weightChart(forms, titles), kindChart(forms), ruleChart(problems, titleOf),
  ]);
  return charts.filter(chart => chart !== undefined);
}

async function budgetChart(entry: DepartmentEntry, before: ReadonlyMap<string, string>): Promise<Chart | undefined> {
  const projects = projectsOf(entry);
  const whole = wholeOf(projects);
  if (projects.length < 2 || whole <= 0) return undefined;
  const hasBefore = projects.some(({ label }) => before.has(label));
  const bars = projects.flatMap(({ label, budget, value }) => {
    const earlier = before.get(label);
    const own = bar(label, noteOn(budget, whole), [value, COLOURS.series[0]]);
    return earlier === undefined ? [own] : [own, bar('上年', `${amount(earlier)} 万元`, [Number(earlier), COLOURS.muted])];
  });
  return {
    title: '各项目预算',
    summary: `${projects.length} 个项目；${concentration(projects, whole)}。`,
    svg: await drawBars(bars, largest(bars)),
    columns: ['项目', '预算（万元）', '占比', ...hasBefore ? ['上年（万元）'] : []],
    rows: projects.map(({ label, budget }) =>
      [label, amount(budget), share(budget, whole), ...hasBefore ? [amount(before.get(label) ?? null)] : []]),
  };
}

/** The weights of a form by the first level of their classes. */
function weightsOf(form: Form): Map<string, number> {
  const classOfWeight = ({ level1, weight = '' }: Indicator): string | undefined =>
    (level1 === undefined || !isNumber(weight) ? undefined : bareClass(level1));
  return new Map([...groupBy(indicatorsIn(form), classOfWeight)].map(([name, rows]) =>
    [name, rows.reduce((total, { weight }) => total + Number(weight), 0)]));
}

async function weightChart(forms: readonly Form[], titles: ReadonlyMap<string, string>): Promise<Chart | undefined> {
  const weighed = forms
    .map(form => ({ label: titles.get(form.source.path) ?? '', weights: weightsOf(form) }))
    .filter(({ weights }) => weights.size);
  if (!weighed.length) return undefined;
  const classes = [...new Set(weighed.flatMap(({ weights }) => [...weights.keys()]))];
  const colourOf = (name: string): string => COLOURS.series[classes.indexOf(name)] ?? COLOURS.muted;
  const round = (value: number): string => String(Number(value.toFixed(2)));
  const bars = weighed.map(({ label, weights }) => bar(
    label,
    [...weights].map(([name, weight]) => `${name.slice(0, 2)} ${round(weight)}`).join('　'),
    ...[...weights].map(([name, weight]): Bar['parts'][number] => [weight, colourOf(name)]),
  ));
  return {
    title: '各类指标的权重',
    summary: '每张表里各类指标的权重占多少。',
    svg: await drawBars(bars, Math.max(100, largest(bars))),
    columns: ['表', ...classes],
    rows: weighed.map(({ label, weights }) =>
      [label, ...classes.map(name => (weights.has(name) ? round(weights.get(name) ?? 0) : ''))]),
  };
}

async function kindChart(forms: readonly Form[]): Promise<Chart | undefined> {
  const rows = forms.flatMap(indicatorsIn);
  const classes = [...groupBy(rows, classOf)].map(([name, list]) => {
    const counted = list.filter(({ target = '' }) => /\d/.test(target)).length;
    return { name, all: list.length, counted, worded: list.length - counted };
  }).sort((a, b) => b.all - a.all);
  if (!classes.length) return undefined;
  const counted = classes.reduce((total, one) => total + one.counted, 0);
  const all = classes.reduce((total, one) => total + one.all, 0);
  const bars = classes.map(one => bar(
    one.name, `定量 ${one.counted}${one.worded ? `　定性 ${one.worded}` : ''}`,
    [one.counted, COLOURS.series[0]], [one.worded, COLOURS.series[1]],
  ));
  return {
    title: '各类指标有几项',
    summary: `共 ${all} 项，其中能算的（定量）${counted} 项，用文字说的（定性）${all - counted} 项。`,
    svg: await drawBars(bars, largest(bars)),
    columns: ['类别', '定量', '定性'],
    rows: classes.map(one => [one.name, String(one.counted), String(one.worded)]),
  };
}

async function ruleChart(
  problems: readonly Diagnostic[],
  titleOf: DepartmentFacts['titleOf'],
): Promise<Chart | undefined> {
  const rules = [...groupBy(problems, ({ code }) => code)].map(([code, list]) => {
    const [rank = '提示'] = list.map(one => one.rank).sort(compareRanks);
    return { code, rank, count: list.length };
  }).sort((a, b) => compareRanks(a.rank, b.rank) || b.count - a.count);
  if (!rules.length) return undefined;
  const bars = rules.slice(0, MOST_RULES).map(({ code, rank, count }) =>
    bar(titleOf(code), `${rank}　${count} 处`, [count, COLOURS.ranks[rank]]));
  const cut = rules.length > MOST_RULES ? `；图里是最要紧的 ${MOST_RULES} 条` : '';
  return {
    title: '问题出在哪里',
    summary: `${problems.length} 个问题，涉及 ${rules.length} 条规则${cut}。`,
    svg: await drawBars(bars, largest(bars)),
    columns: ['规则', '轻重', '处'],
    rows: rules.map(({ code, rank, count }) => [`${titleOf(code)}（${code}）`, rank, String(count)]),
  };
}
