import type { Change, Comparison, Problems } from '../../model/change.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { type Html, html } from '../html.js';
import { moneyText, problemPlace, stateText } from './change-text.js';

/** Rules that find what was copied: a reviewer wants to see these first. */
const COPIES: ReadonlySet<string> = new Set(['copied-text', 'same-project', 'last-year']);

/** Returns the anchor of a form or a department in the report. */
export function anchorOf(path: string): string {
  return encodeURIComponent(path);
}

/** Returns the first table of the report: money, forms, targets, problems and copied forms, each with its count. */
export function overviewTable(comparison: Comparison): Html {
  const { totals: { money, forms }, departments, schemes, problems } = comparison;
  const changed = departments.flatMap(department => department.forms);
  const all = [problems, ...[...schemes, ...departments, ...changed].map(one => one.problems)];
  const row = (label: string, text: Html | string): Html => html`<tr><th scope="row">${label}</th><td>${text}</td></tr>
`;
  const kinds = ([
    ['新增', forms.added], ['删除', forms.removed], ['修改', forms.changed], ['改名', forms.renamed], ['只改排版', forms.layout],
  ] as const).filter(([, count]) => count).map(([word, count]) => `${word} ${count}`);
  const copies = introducedIn(all).filter(({ code }) => COPIES.has(code));
  const titles = new Map(changed.map(({ path, title }) => [path, title]));
  return html`<table class="overview">
<caption>一览</caption>
<tbody>
${departments.length ? row('有变化的部门预算合计', moneyText(money)) : ''}${row('表', kinds.join('，') || '没有变化')}${
  row('指标值', targetCounts(changed.flatMap(form => form.changes)))}${row('问题', problemCounts(all))}${
  copies.length ? row('照抄的表', html`${copies.map(problem => html`${copyLine(problem, titles)}<br>`)}`) : ''}</tbody>
</table>`;
}

/** Returns what is copied, with a link to the changed one of the two forms. @param titles of changed forms by path */
function copyLine(problem: Diagnostic, titles: ReadonlyMap<string, string>): Html {
  const changed = [problem.file, ...problem.related?.map(({ file }) => file) ?? []].find(file => titles.has(file));
  const link = changed === undefined ? '' : html`<a href="#${anchorOf(changed)}">${titles.get(changed) ?? ''}</a>：`;
  return html`${link}${problemPlace(problem)} ${problem.message}`;
}

/** Returns how many targets are looser, tighter, or changed in another way. */
function targetCounts(changes: readonly Change[]): Html | string {
  const count = (verdict: Change['verdict']): number => changes.filter(change => change.verdict === verdict).length;
  const [looser, tighter, other] = [count('looser'), count('tighter'), count('other')];
  if (!looser && !tighter && !other) return '没有放宽，也没有收紧';
  return listed([
    looser ? html`<strong class="looser">放宽 ${looser}</strong>` : '',
    tighter ? `收紧 ${tighter}` : '',
    other ? `说不清松紧 ${other}` : '',
  ]);
}

function introducedIn(all: readonly Problems[]): Diagnostic[] {
  return all.flatMap(({ introduced }) => introduced);
}

/** Returns the new errors, the new warnings, and what was solved, apart. */
function problemCounts(all: readonly Problems[]): Html | string {
  const introduced = introducedIn(all);
  const errors = introduced.filter(({ severity }) => severity === 'error').length;
  const warnings = introduced.length - errors;
  const solved = all.reduce((count, one) => count + one.solved.length, 0);
  if (!introduced.length && !solved) return '没有新问题';
  return listed([
    errors ? html`<strong class="errors">新错误 ${errors}</strong>` : '',
    warnings ? `新提醒 ${warnings}` : '',
    solved ? `解决 ${solved}` : '',
  ]);
}

/** Returns the parts that are not empty, with a wide blank between them. */
function listed(parts: readonly (Html | string)[]): Html {
  const [first = '', ...others] = parts.filter(part => part !== '');
  return html`${first}${others.map(part => html`　${part}`)}`;
}

/** Returns the contents of the report: departments and their changed forms, with links. */
export function contents({ departments }: Comparison): Html {
  if (!departments.length) return html``;
  return html`<nav aria-label="内容"><ul class="contents">${departments.map(({ path, name, money, forms }) => html`<li><a href="#${anchorOf(path)}">${name}</a> ${moneyText(money)}
<ul>${forms.map(form => html`<li><a href="#${anchorOf(form.path)}">${form.title}</a> ${stateText(form)}</li>
`)}</ul></li>
`)}</ul></nav>`;
}
