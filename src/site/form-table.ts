import { LEVELS } from '../model/rank.js';
import { type Html, html } from '../report/html.js';
import { sourcePath } from './data-file.js';
import { type DepartmentEntry, type FormEntry, projectsIn, sumOfProjects } from './entry.js';
import { linkFrom } from './links.js';
import { amount, documentLinks, share, type Surroundings } from './parts.js';

/** Returns the table of the forms of a department, for a page. */
export function formTable(page: string, { year, name, forms }: DepartmentEntry, surroundings: Surroundings): Html {
  // A share of a sum that lacks a project would be wrong.
  const isWhole = projectsIn(forms).every(({ isRead }) => isRead);
  const whole = isWhole ? sumOfProjects(forms) : null;
  const levels = surroundings.isPublic ? [] : LEVELS.filter(level => level !== '错误' || forms.some(({ problems }) => problems.错误));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${year} 年${name}的表"><table class="forms">
<thead><tr><th scope="col" data-sort>表</th><th scope="col" class="number" data-sort>预算（万元）</th><th scope="col" class="number">占项目</th><th scope="col" class="number" data-sort>指标</th>${
  levels.map(level => html`<th scope="col" class="number" data-sort>${level}</th>`)}<th scope="col">文档</th></tr></thead>
<tbody>${forms.map(form => html`<tr data-source="${form.source}"><th scope="row">${formName(page, form, surroundings)}</th><td class="number" data-label="万元">${amount(form.budget)}</td><td class="number">${
  form.role === 'project' ? share(form.budget, whole) : ''}</td><td class="number" data-label="指标">${form.indicators || ''}</td>${
  levels.map(level => html`<td class="number level-${LEVELS.indexOf(level)}" data-label="${level}">${form.problems[level] || ''}</td>`)}<td class="links">${
  documentLinks(page, stemOf(form.source), form.title, surroundings)}<a href="${linkFrom(page, sourcePath(form.source))}" aria-label="${form.title} 源文件">源文件</a></td></tr>
`)}</tbody>
</table></div>`;
}

/** Returns the name of a form: a link to it where it was printed, and what is special about it. */
function formName(page: string, { title, source, isDraft, isRead }: FormEntry, { documentsOf }: Surroundings): Html {
  const { html: web, pdf } = documentsOf(stemOf(source));
  const target = web ?? pdf;
  const mark = isRead ? (isDraft ? '草稿' : undefined) : '读不出来';
  return html`${target === undefined ? title : html`<a href="${linkFrom(page, target)}">${title}</a>`}${
    mark === undefined ? '' : html` <strong class="mark">${mark}</strong>`}`;
}

/** Returns the path of the documents of a YAML file without extension. */
function stemOf(source: string): string {
  return source.replace(/^data\//, '').replace(/\.yaml$/, '');
}
