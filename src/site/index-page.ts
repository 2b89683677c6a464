import { type Decimal, sum } from '../model/decimal.js';
import { type Html, html } from '../report/html.js';
import type { Chart } from './charts/chart.js';
import { dataPath } from './data-file.js';
import { countIndicators, countLevel, type DepartmentEntry, projectsIn } from './entry.js';
import { formTable } from './form-table.js';
import { LIBRARY } from './library-page.js';
import { departmentPath, INDEX, linkFrom } from './links.js';
import { amount, chartSection, documentLinks, problemFacts, share, type Surroundings } from './parts.js';
import { searchForm } from './search-form.js';
import { shell } from './shell.js';

/** A year as the catalogue shows it. */
export interface YearEntry {
  year: string;
  departments: DepartmentEntry[];
  /** Folders of departments of which no run has made pages yet. */
  missing: string[];
  charts: Chart[];
}

/** Up to this number of departments each is shown open, not folded. */
const OPEN = 3;

/** Returns the front door: all years, the newest first, with their departments and forms. */
export function indexPage(years: readonly YearEntry[], surroundings: Surroundings): string {
  const newest = [...years].reverse();
  const body = html`<header>
<h1>绩效目标目录</h1>
<p>${newest.map(({ year }) => html`<a href="#y${year}">${year} 年</a> `)}<a href="${LIBRARY}">指标库</a></p>
</header>
<main>
${searchForm(newest.map(({ year }) => year), newest.flatMap(({ departments }) => departments), surroundings.isPublic)}
<div id="years">
${newest.map((year, index) => yearSection(year, index === 0, surroundings))}
</div>
</main>`;
  return shell({ path: INDEX, title: '绩效目标目录', body, scripts: ['ufuzzy.js', 'catalogue.js'] });
}

function yearSection(entry: YearEntry, isNewest: boolean, surroundings: Surroundings): Html {
  const { year, departments, missing, charts } = entry;
  const forms = departments.flatMap(one => one.forms);
  const budgets = departments.flatMap(({ budget }) => budget ?? []);
  const total = budgets.length ? sum(budgets).toFixed() : null;
  const volume = documentLinks(INDEX, `${year}/volume`, `${year} 年汇编`, surroundings);
  const whole = isComplete(entry) ? total : null;
  return html`<section id="y${year}" class="year" aria-labelledby="h${year}">
<h2 id="h${year}">${year} 年</h2>
<p class="facts"><span><b>${amount(total)}</b> 万元</span> <span><b>${departments.length}</b> 个部门</span> <span><b>${amount(projectsIn(forms).length)}</b> 个项目</span> <span><b>${amount(countIndicators(forms))}</b> 项指标</span> ${
  problemFacts(forms, surroundings)}${volume.text ? html`<span>全年汇编 ${volume}</span>` : ''}</p>
${lackNote(entry)}
${chartSection(charts, year)}
<div class="departments">
${departments.map(department => departmentPart(department, isNewest && departments.length <= OPEN, whole, surroundings))}
</div>
${missing.map(folder => html`<p class="note">${folder}：还没有生成，运行 npm run build</p>`)}
</section>
`;
}

/** Returns true when nothing is missing in the total of a year. */
function isComplete({ departments, missing }: YearEntry): boolean {
  const isRead = ({ budget, forms }: DepartmentEntry): boolean => budget !== null && forms.every(form => form.isRead);
  return !missing.length && departments.every(isRead);
}

/** Says what the figures of a year lack. */
function lackNote({ departments, missing }: YearEntry): Html {
  const unread = departments.flatMap(({ forms }) => forms).filter(({ isRead }) => !isRead).length;
  const lacks = [unread ? `${unread} 张读不出来的表` : '', missing.length ? `${missing.length} 个还没有生成的部门` : ''].filter(Boolean);
  return lacks.length ? html`<p class="note">合计不全：不含${lacks.join('和')}。</p>` : html``;
}

function departmentPart(
  department: DepartmentEntry,
  isOpen: boolean,
  whole: Decimal | null,
  surroundings: Surroundings,
): Html {
  const { year, folder, name, budget, forms } = department;
  const volume = documentLinks(INDEX, `${year}/${folder}/volume`, `${name}汇编`, surroundings);
  const [errors, bad] = surroundings.isPublic ? [0, 0] : [countLevel(forms, '错误'), countLevel(forms, '必改')];
  const marks = [forms.some(({ isDraft }) => isDraft) ? '草稿' : '', forms.some(({ isRead }) => !isRead) ? '有读不出来的' : ''];
  return html`<details class="department" data-key="${year}/${folder}" data-search="${linkFrom(INDEX, dataPath(department))}" data-name="${name}" data-budget="${budget ?? ''}" data-bad="${errors + bad}"${isOpen ? ' open' : ''}>
<summary><span class="name">${name}</span> <span class="number">${amount(budget)} 万元</span> <span>${share(budget, whole)}</span> <span>${forms.length} 张表</span>${
  errors ? html` <span class="level-0">错误 ${errors}</span>` : ''}${bad ? html` <span class="level-1">必改 ${bad}</span>` : ''}${
  marks.filter(Boolean).map(mark => html` <strong class="mark">${mark}</strong>`)}</summary>
<p><a href="${linkFrom(INDEX, departmentPath(department))}">${name}的图表和明细</a>${volume.text ? html`　汇编 ${volume}` : ''}</p>
${formTable(INDEX, department, surroundings)}
</details>
`;
}
