import type { Change, Comparison, DepartmentChanges, FormChanges, Problems, Segment } from '../model/change.js';
import type { Diagnostic } from '../model/diagnostic.js';
import {
  beyondFaults, CHANGE, hasProblems, moneyText, problemPlace, remarkOf, stateText, toldChanges, totalsText, versionText,
} from './change-text.js';
import { SEVERITY } from './explain.js';
import { type Html, html, raw } from './html.js';
import { aroundChanges } from './segments.js';

/** What is shown of a form besides the list of its changes. */
export interface FormPages {
  /** Whole HTML pages of the form, with the changed cells marked. */
  before: string | undefined;
  after: string | undefined;
  /** Link to the redline, from the report. */
  redline: string | undefined;
}

/** With two pages each a report of more forms would be too large to open. */
const MAX_PAGED_FORMS = 200;

/** So few forms are shown without a click. */
const OPEN_FORMS = 10;

/**
 * Changes as one page that needs nothing else: no script, no network. Forms stand in frames of their own, before and
 * after beside each other.
 *
 * @param style of the page
 * @param pagesOf asked for at most {@link MAX_PAGED_FORMS} forms
 */
export function diffHtml(
  comparison: Comparison,
  style: string,
  pagesOf: (form: FormChanges, isPaged: boolean) => FormPages,
): string {
  const { base, head, departments, schemes, problems, notes } = comparison;
  const total = departments.flatMap(({ forms }) => forms).length;
  let paged = 0;
  const form = (changes: FormChanges): Html => {
    const hasPages = changes.state !== 'layout' && (paged += 1) <= MAX_PAGED_FORMS;
    return formSection(changes, pagesOf(changes, hasPages), total <= OPEN_FORMS);
  };
  const sections = departments.map(department => departmentSection(department, form));
  const rest = Math.max(0, paged - MAX_PAGED_FORMS);
  const title = '绩效目标变化';
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}：${versionText(base)} → ${versionText(head)}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="versions">${versionText(base)} → ${versionText(head)}</p>
<p>${totalsText(comparison)}。</p>
${rest ? html`<p>表太多：最后 ${rest} 张只列出变化，没有前后对照的表。</p>` : ''}
${notes.length ? html`<ul class="notes">${notes.map(note => html`<li>${note}</li>`)}</ul>` : ''}
</header>
${departments.length > 1 ? departmentTable(departments) : ''}
${schemes.map(scheme => html`<section>
<h2>口径 <code>${scheme.path}</code></h2>
${changeTable(scheme.changes)}
${faultList(scheme.faults)}
${problemList(beyondFaults(scheme))}
</section>`)}
${sections}
${hasProblems(problems) ? html`<section><h2>其他文件</h2>${problemList(problems)}</section>` : ''}
</body>
</html>
`.text;
}

function departmentTable(departments: readonly DepartmentChanges[]): Html {
  return html`<table class="departments">
<thead><tr><th>部门</th><th>表</th><th>变化</th><th>预算合计</th></tr></thead>
<tbody>${departments.map(({ name, path, forms, money }) => html`<tr>
<td><a href="#${encodeURIComponent(path)}">${name}</a></td>
<td class="number">${forms.length}</td>
<td class="number">${forms.reduce((total, { changes }) => total + changes.length, 0)}</td>
<td>${moneyText(money)}</td>
</tr>`)}</tbody>
</table>`;
}

function departmentSection(
  { path, name, renamedFrom, forms, money, problems }: DepartmentChanges,
  form: (changes: FormChanges) => Html,
): Html {
  return html`<section id="${path}">
<h2>${name} <code>${path}</code></h2>
${renamedFrom === undefined ? '' : html`<p>文件夹由 <code>${renamedFrom}</code> 改名。</p>`}
<p>项目预算合计 ${moneyText(money)}</p>
${problemList(problems)}
${forms.map(form)}
</section>`;
}

function formSection(form: FormChanges, { before, after, redline }: FormPages, isOpen: boolean): Html {
  const { path, title, content, faults } = form;
  return html`<article>
<h3>${title} <small>${stateText(form)}</small></h3>
<p class="file"><code>${path}</code>${redline === undefined ? '' : html`　<a href="${redline}">修订对照稿（PDF）</a>`}</p>
${changeTable(toldChanges(form))}
${content.length
  ? html`<table class="content"><tbody>${content.map(({ label, text }) =>
    html`<tr><th scope="row">${label}</th><td>${text}</td></tr>`)}</tbody></table>`
  : ''}
${faultList(faults)}
${problemList(beyondFaults(form))}
${before ?? after
  ? html`<details${isOpen ? ' open' : ''}><summary>改动前后的表</summary><div class="sides">${page('改动前', before)}${page('改动后', after)}</div></details>`
  : ''}
</article>`;
}

/** No script runs in the frame: neither its sandbox nor the policy of the page, which it inherits, allows one. */
function page(caption: string, content: string | undefined): Html {
  if (content === undefined) return html``;
  return html`<figure><figcaption>${caption}</figcaption><iframe sandbox="allow-same-origin" title="${caption}" srcdoc="${content}"></iframe></figure>`;
}

function changeTable(changes: readonly Change[]): Html {
  if (!changes.length) return html``;
  return html`<table class="changes">
<thead><tr><th>栏目</th><th>原来</th><th>现在</th><th>说明</th></tr></thead>
<tbody>${changes.map(change => html`<tr>
<th scope="row">${change.label}</th>
<td>${side(change, 'deleted')}</td>
<td>${side(change, 'inserted')}</td>
<td>${[CHANGE[change.type], remarkOf(change)].filter(Boolean).join('，')}</td>
</tr>`)}</tbody>
</table>`;
}

function side({ before, after, segments }: Change, kind: 'deleted' | 'inserted'): Html | string {
  const mark = (text: string): Html => (kind === 'deleted' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`);
  if (!segments) return (kind === 'deleted' ? before : after) ?? '';
  const own = aroundChanges(segments).filter((segment: Segment) => segment.kind === 'same' || segment.kind === kind);
  return html`${own.map(segment => (segment.kind === 'same' ? segment.text : mark(segment.text)))}`;
}

function problemList({ introduced, solved }: Problems): Html {
  if (!introduced.length && !solved.length) return html``;
  return html`<ul class="problems">${introduced.map(problem => html`<li>新问题：${problemText(problem)}</li>`)}${
    solved.map(problem => html`<li class="solved">已解决：${problemText(problem)}</li>`)}</ul>`;
}

function faultList({ before, after }: FormChanges['faults']): Html {
  if (!before.length && !after.length) return html``;
  return html`<ul class="problems">${before.map(problem => html`<li>改动前读不出来：${problemText(problem)}</li>`)}${
    after.map(problem => html`<li>改动后读不出来：${problemText(problem)}</li>`)}</ul>`;
}

function problemText(problem: Diagnostic): Html {
  const { severity, message, code } = problem;
  return html`${SEVERITY[severity]} ${message} <code>${code}</code> <code>${problemPlace(problem)}</code>`;
}
