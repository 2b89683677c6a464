import { bareClass } from '../../model/class-name.js';
import { type Decimal, sum } from '../../model/decimal.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { type Department, type Form, formsOf, type Indicator } from '../../model/form.js';
import { groupBy } from '../../model/group-by.js';
import { LEVELS } from '../../model/rank.js';
import { isNumber } from '../../print/views/format.js';
import { countLevels } from '../../report/problems/cards.js';
import type { DepartmentEntry } from '../entry.js';
import { indicatorsIn } from '../../model/library/use.js';
import { classOf } from '../indicators.js';
import { amount, share } from '../parts.js';
import { bar, type BarPart, drawBars, largest } from './bars.js';
import { type Chart, COLOURS } from './chart.js';
import { concentration, earlierBar, noteOn, projectsOf, wholeOf } from './of-year.js';

/** The most forms and rules that a chart shows; its table has all of them. */
const [MOST, MOST_RULES] = [20, 12];

/** The charts of a department are made of these. */
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
  if (projects.length < 2 || Number(whole) <= 0) return undefined;
  const hasBefore = projects.some(({ label }) => before.has(label));
  const bars = projects.slice(0, MOST).flatMap(({ label, budget }) =>
    [bar(label, noteOn(budget, whole), [budget ?? 0, COLOURS.series[0]]), ...earlierBar(before.get(label))]);
  const others = wholeOf(projects.slice(MOST));
  if (Number(others)) {
    bars.push(bar(`其余 ${projects.length - MOST} 个项目`, noteOn(others, whole), [others, COLOURS.series[1]]));
  }
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
function weightsOf(form: Form): Map<string, Decimal> {
  const classOfWeight = ({ level1, weight = '' }: Indicator): string | undefined =>
    (level1 === undefined || !isNumber(weight) ? undefined : bareClass(level1));
  return new Map([...groupBy(indicatorsIn(form), classOfWeight)].map(([name, rows]) =>
    [name, sum(rows.map(({ weight = '0' }) => weight)).round(2).toFixed()]));
}

async function weightChart(forms: readonly Form[], titles: ReadonlyMap<string, string>): Promise<Chart | undefined> {
  const weighed = forms
    .map(form => ({ label: titles.get(form.source.path) ?? '', weights: weightsOf(form) }))
    .filter(({ weights }) => weights.size);
  if (!weighed.length) return undefined;
  const classes = [...new Set(weighed.flatMap(({ weights }) => [...weights.keys()]))];
  const colourOf = (name: string): string => COLOURS.series[classes.indexOf(name)] ?? COLOURS.muted;
  const bars = weighed.slice(0, MOST).map(({ label, weights }) => bar(
    label,
    [...weights].map(([name, weight]) => `${name} ${weight}`).join('　'),
    ...[...weights].map(([name, weight]): BarPart => [weight, colourOf(name)]),
  ));
  return {
    title: '各类指标的权重',
    summary: `每张表里各类指标的权重占多少${weighed.length > MOST ? `；图里是前 ${MOST} 张` : ''}。`,
    svg: await drawBars(bars, largest(bars, 100)),
    columns: ['表', ...classes],
    rows: weighed.map(({ label, weights }) =>
      [label, ...classes.map(name => weights.get(name) ?? '')]),
  };
}

async function kindChart(forms: readonly Form[]): Promise<Chart | undefined> {
  const rows = forms.flatMap(indicatorsIn).filter(({ target = '' }) => target !== '');
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
    const ofLevel = countLevels(list);
    const counts = LEVELS.map(level => ofLevel[level]);
    return { code, counts, worst: counts.findIndex(count => count > 0) };
  }).sort((a, b) => a.worst - b.worst || (b.counts[b.worst] ?? 0) - (a.counts[a.worst] ?? 0));
  if (!rules.length) return undefined;
  const bars = rules.slice(0, MOST_RULES).map(({ code, counts }) => bar(
    titleOf(code),
    LEVELS.flatMap((level, index) => (counts[index] ? [`${level} ${counts[index] ?? 0}`] : [])).join('　'),
    ...counts.map((count, index): BarPart => [count, COLOURS.levels[index] ?? COLOURS.muted]),
  ));
  const cut = rules.length > MOST_RULES ? `；图里是最要紧的 ${MOST_RULES} 条` : '';
  return {
    title: '问题出在哪里',
    summary: `${problems.length} 个问题，涉及 ${rules.length} 条规则${cut}。`,
    svg: await drawBars(bars, largest(bars)),
    columns: ['规则', ...LEVELS],
    rows: rules.map(({ code, counts }) => [`${titleOf(code)}（${code}）`, ...counts.map(count => (count ? String(count) : ''))]),
  };
}
