import { sum } from '../model/decimal.js';
import { RANKS } from '../model/rank.js';
import { type Html, html } from '../report/html.js';
import type { Chart } from './charts/chart.js';
import { dataPath, sourcePath } from './data-file.js';
import type { DepartmentEntry, FormEntry } from './entry.js';
import { linkFrom } from './links.js';
import { amount, chartSection, documentLinks, formName, rankCells, rankHeaders, share, stemOf, type Surroundings } from './parts.js';
import { shell } from './shell.js';

/** A year as the catalogue shows it. */
export interface YearEntry {
  year: string;
  departments: DepartmentEntry[];
  charts: Chart[];
}

export const INDEX = 'index.html';

/** Returns the front door: all years, the newest first, with their departments and forms. */
export function indexPage(years: readonly YearEntry[], surroundings: Surroundings): string {
  const newest = [...years].reverse();
  const body = html`<header>
<h1>绩效目标目录</h1>
<p>${newest.map(({ year }) => html`<a href="#y${year}">${year} 年</a> `)}</p>
</header>
<main>
${searchForm(newest, surroundings)}
<div id="years">
${newest.map((year, index) => yearSection(year, index === 0, surroundings))}
</div>
</main>`;
  return shell({ path: INDEX, title: '绩效目标目录', body, scripts: ['ufuzzy.js', 'catalogue.js'] });
}

/** The form of the search. It is hidden until its script runs. */
function searchForm(years: readonly YearEntry[], { isPublic }: Surroundings): Html {
  const forms = years.flatMap(({ departments }) => departments.flatMap(one => one.forms));
  const names = [...new Set(years.flatMap(({ departments }) => departments.map(({ name }) => name)))];
  const classes = [...new Set(forms.flatMap(form => form.classes))];
  const choice = (id: string, label: string, all: string, values: readonly string[]): Html => html`<label>${label}
<select id="${id}"><option value="">${all}</option>${values.map(value => html`<option>${value}</option>`)}</select></label>
`;
  return html`<form id="search" role="search" hidden>
<label class="query">查找 <input id="query" type="search" autocomplete="off" placeholder="名称、目标、指标、发文字号，或拼音首字母"></label>
${names.length > 1 ? choice('department', '部门', '全部部门', names) : ''}
${choice('class', '指标类别', '全部类别', classes)}
${isPublic ? '' : choice('rank', '问题', '不论', [...RANKS])}
${forms.some(({ isDraft }) => isDraft)
  ? html`<label><input id="draft" type="checkbox"> 只看草稿</label>
`
  : ''}<button type="reset">清除</button>
<p id="found" role="status"></p>
</form>
<noscript><p class="note">查找、筛选和排序要用 JavaScript，其余都能看。</p></noscript>
<ol id="results" hidden></ol>`;
}

function yearSection({ year, departments, charts }: YearEntry, isOpen: boolean, surroundings: Surroundings): Html {
  const { isPublic } = surroundings;
  const forms = departments.flatMap(one => one.forms);
  const budgets = departments.flatMap(({ budget }) => budget ?? []);
  const total = budgets.length ? sum(budgets).toFixed() : null;
  const volume = documentLinks(INDEX, `${year}/volume`, `${year} 年汇编`, surroundings);
  return html`<section id="y${year}" class="year" aria-labelledby="h${year}">
<h2 id="h${year}">${year} 年</h2>
<p class="facts"><span><b>${amount(total)}</b> 万元</span> <span><b>${departments.length}</b> 个部门</span> <span><b>${forms.filter(({ role }) => role === 'project').length}</b> 个项目</span> <span><b>${forms.reduce((count, { indicators }) => count + indicators, 0)}</b> 项指标</span>${
  isPublic ? '' : html` ${rankFacts(forms)}`} ${volume.text ? html`<span>全年汇编 ${volume}</span>` : ''}</p>
${chartSection(charts)}
${departments.map(department => departmentPart(department, isOpen && departments.length <= 3, total, surroundings))}
</section>
`;
}

/** Returns how many problems there are of each rank, and how many drafts. */
export function rankFacts(forms: readonly FormEntry[]): Html {
  const drafts = forms.filter(({ isDraft }) => isDraft).length;
  return html`${RANKS.map((rank, index) => html`<span class="rank-${index + 1}">${rank} <b>${forms.reduce((count, { problems }) => count + problems[rank], 0)}</b></span> `)}${
    drafts ? html`<span><strong class="mark">草稿</strong> <b>${drafts}</b> 张</span>` : ''}`;
}

function departmentPart(
  department: DepartmentEntry,
  isOpen: boolean,
  total: string | null,
  surroundings: Surroundings,
): Html {
  const { year, folder, name, budget, forms } = department;
  const whole = forms.filter(({ role }) => role === 'project').reduce((all, one) => all + Number(one.budget ?? 0), 0);
  const page = `${year}/${folder}/index.html`;
  const bad = forms.reduce((count, { problems }) => count + problems.必改, 0);
  const drafts = forms.some(({ isDraft }) => isDraft);
  return html`<details class="department" data-search="${linkFrom(INDEX, dataPath(department))}" data-name="${name}"${isOpen ? ' open' : ''}>
<summary><span class="name">${name}</span> <span class="number">${amount(budget)} 万元</span> <span>${share(budget, Number(total ?? 0))}</span> <span>${forms.length} 张表</span>${
  bad && !surroundings.isPublic ? html` <span class="rank-1">必改 ${bad}</span>` : ''}${drafts ? html` <strong class="mark">草稿</strong>` : ''}</summary>
<p><a href="${linkFrom(INDEX, page)}">${name}的图表和明细</a>　${documentLinks(INDEX, `${year}/${folder}/volume`, `${name}汇编`, surroundings)}</p>
${formTable(INDEX, department, whole, surroundings)}
</details>
`;
}

/** Returns the table of the forms of a department. @param whole the sum of the projects in 万元, for their shares */
export function formTable(
  page: string,
  { name, forms }: DepartmentEntry,
  whole: number,
  surroundings: Surroundings,
): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}的表"><table class="forms">
<thead><tr><th scope="col" data-sort>表</th><th scope="col" class="number" data-sort>预算（万元）</th><th scope="col" class="number">占项目</th><th scope="col" class="number" data-sort>指标</th>${rankHeaders(surroundings)}<th scope="col">文档</th></tr></thead>
<tbody>${forms.map(form => html`<tr data-source="${form.source}"><th scope="row">${formName(page, form, surroundings)}</th><td class="number" data-label="万元">${amount(form.budget)}</td><td class="number">${
  form.role === 'project' ? share(form.budget, whole) : ''}</td><td class="number" data-label="指标">${form.indicators || ''}</td>${rankCells(form.problems, surroundings)}<td class="links">${
  documentLinks(page, stemOf(form.source), form.title, surroundings)}${sourceLink(page, form)}</td></tr>
`)}</tbody>
</table></div>`;
}

function sourceLink(page: string, { source, title }: FormEntry): Html {
  return html`<a href="${linkFrom(page, sourcePath(source))}" aria-label="${title} 源文件">源文件</a>`;
}
