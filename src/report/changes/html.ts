import type { Change, Comparison, DepartmentChanges, FormChanges, Problems, Segment } from '../../model/change.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { styleElement } from '../../model/style.js';
import {
  beyondFaults, CHANGE, hasProblems, moneyText, problemPlace, remarkOf, stateText, toldChanges, totalsText, versionText,
} from './change-text.js';
import { anchorOf, contents, overviewTable } from './overview.js';
import { levelOf } from '../../model/rank.js';
import { type Html, html, raw } from '../html.js';
import { aroundChanges } from './segments.js';

/** The pages of a form, shown besides the list of its changes. */
export interface FormPages {
  /** The form as complete markup without a script, with the changed cells marked; `undefined` without that version. */
  before: string | undefined;
  after: string | undefined;
  /** The link from the report to the redline; `undefined` without one. */
  redline: string | undefined;
}

/** Each form adds two pages: a report of more forms would be too large to open. */
const MAX_PAGED_FORMS = 200;

/** Up to this number of changed forms each is shown open, not folded. */
const OPEN_FORMS = 10;

/**
 * Returns the changes as one self-contained HTML page without scripts and network access. The two versions of a form
 * stand beside each other.
 *
 * @param style of the forms
 * @param pagesOf called for at most {@link MAX_PAGED_FORMS} forms
 * @returns a function from the style of the page, in which there may be fonts cut to its letters, to the page
 */
export function diffHtml(
  comparison: Comparison,
  style: string,
  pagesOf: (form: FormChanges, isPaged: boolean) => FormPages,
): (style: string) => string {
  const { base, head, departments, schemes, problems, notes } = comparison;
  const total = departments.flatMap(({ forms }) => forms).length;
  let paged = 0;
  const form = (changes: FormChanges): Html => {
    const hasPages = changes.state !== 'layout' && (paged += 1) <= MAX_PAGED_FORMS;
    return formSection(changes, pagesOf(changes, hasPages), style, total <= OPEN_FORMS);
  };
  const sections = departments.map(department => departmentSection(department, form));
  const rest = Math.max(0, paged - MAX_PAGED_FORMS);
  const title = '绩效目标变化';
  const body = html`<body>
<header>
<h1>${title}</h1>
<p class="versions">${versionText(base)} → ${versionText(head)}</p>
<p>${figures(totalsText(comparison))}。</p>
${overviewTable(comparison)}
${rest ? html`<p>表太多：最后 ${rest} 张只列出变化，没有前后对照的表。</p>` : ''}
${notes.length ? html`<ul class="notes">${notes.map(note => html`<li>${note}</li>`)}</ul>` : ''}
${contents(comparison)}
</header>
<main>
${schemes.map(scheme => html`<section>
<h2>口径 <code>${scheme.path}</code></h2>
${changeTable(scheme.changes)}
${faultList(scheme.faults)}
${problemList(beyondFaults(scheme))}
</section>`)}
${sections}
${hasProblems(problems) ? html`<section><h2>其他文件</h2>${problemList(problems)}</section>` : ''}
</main>
</body>`;
  return ofPage => html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<title>${title}：${versionText(base)} → ${versionText(head)}</title>
${raw(styleElement(ofPage))}
</head>
${body}
</html>
`.text;
}

function departmentSection(
  { path, name, renamedFrom, forms, money, problems }: DepartmentChanges,
  form: (changes: FormChanges) => Html,
): Html {
  return html`<section id="${anchorOf(path)}">
<h2>${name} <code>${path}</code></h2>
${renamedFrom === undefined ? '' : html`<p>文件夹由 <code>${renamedFrom}</code> 改名。</p>`}
<p>项目预算合计 ${figures(moneyText(money))}</p>
${problemList(problems)}
${forms.map(form)}
</section>`;
}

function formSection(form: FormChanges, { before, after, redline }: FormPages, style: string, isOpen: boolean): Html {
  const { path, title, content, faults } = form;
  return html`<article id="${anchorOf(path)}">
<h3>${title} <small>${figures(stateText(form))}</small></h3>
<p class="file"><code>${path}</code>${redline === undefined ? '' : html`　<a href="${redline}">修订对照稿（${redline.endsWith('.docx') ? 'Word' : 'PDF'}）</a>`}</p>
${changeTable(toldChanges(form))}
${content.length
  ? html`<table class="content"><tbody>${content.map(({ label, text }) =>
    html`<tr><th scope="row">${label}</th><td>${figures(text)}</td></tr>`)}</tbody></table>`
  : ''}
${faultList(faults)}
${problemList(beyondFaults(form))}
${before ?? after
  ? html`<details${isOpen ? ' open' : ''}><summary>改动前后的表</summary><div class="sides">${side('改动前', before, style)}${side('改动后', after, style)}</div></details>`
  : ''}
</article>`;
}

/**
 * Returns one version of a form at its full height. It is in a shadow tree, so that its styles and those of the page do
 * not mix. Chromium up to 110 calls the attribute `shadowroot`.
 */
function side(caption: string, form: string | undefined, style: string): Html {
  if (form === undefined) return html``;
  return html`<figure><figcaption>${caption}</figcaption><div class="form"><template shadowrootmode="open" shadowroot="open">${
    raw(styleElement(style))}${raw(form)}</template></div></figure>`;
}

function changeTable(changes: readonly Change[]): Html {
  if (!changes.length) return html``;
  return html`<table class="changes">
<thead><tr><th>栏目</th><th>原来</th><th>现在</th><th>说明</th></tr></thead>
<tbody>${changes.map(change => html`<tr>
<th scope="row">${change.label}</th>
<td data-title="原来">${value(change, 'deleted')}</td>
<td data-title="现在">${value(change, 'inserted')}</td>
<td data-title="说明">${figures([CHANGE[change.type], remarkOf(change)].filter(Boolean).join('，'))}</td>
</tr>`)}</tbody>
</table>`;
}

function value({ before, after, segments }: Change, kind: 'deleted' | 'inserted'): Html {
  const mark = (text: string): Html => (kind === 'deleted' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`);
  if (!segments) return figures((kind === 'deleted' ? before : after) ?? '');
  const own = aroundChanges(segments).filter((segment: Segment) => segment.kind === 'same' || segment.kind === kind);
  return html`${own.map(segment => (segment.kind === 'same' ? segment.text : mark(segment.text)))}`;
}

/** Matches a value that contains a number and is short enough to stay on one line: `≥ 12 次`. */
const VALUE = /^(?=\D*\d).{1,16}$/;
const FIGURE = /([-+]?(?<![\d.,])\d[\d.,]{0,19}(?![\d.,])(?: ?(?:万元|个百分点|[%‰]))?)/;

/** Returns text in which no line break separates a number from its unit. Numbers of over 20 digits may break. */
function figures(text: string): Html {
  const parts = VALUE.test(text) ? ['', text] : text.split(FIGURE);
  return html`${parts.map((part, index) => (index % 2 ? html`<span class="figure">${part}</span>` : part))}`;
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
  const { message, code } = problem;
  return html`${levelOf(problem)} ${message} <code>${code}</code> <code>${problemPlace(problem)}</code>`;
}
