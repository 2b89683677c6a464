import { LEVELS } from '../model/rank.js';
import { type Html, html } from '../report/html.js';
import type { DepartmentEntry } from './entry.js';

/**
 * Returns the form with which the front page is searched, filtered and sorted. It is hidden until its script runs.
 *
 * @param years the years in their order
 */
export function searchForm(years: readonly string[], departments: readonly DepartmentEntry[], isPublic: boolean): Html {
  const forms = departments.flatMap(one => one.forms);
  const names = [...new Set(departments.map(({ name }) => name))];
  const classes = [...new Set(forms.flatMap(form => form.classes))];
  return html`<form id="search" role="search" hidden>
<label class="query">查找 <input id="query" type="search" autocomplete="off" placeholder="名称、目标、指标、发文字号，或拼音首字母"></label>
${years.length > 1 ? choice('year', '年度', '全部年度', years) : ''}${names.length > 1 ? choice('department', '部门', '全部部门', names) : ''}${
  choice('class', '指标类别', '全部类别', classes)}${isPublic ? '' : choice('level', '问题', '不论', LEVELS)}${
  forms.some(({ isDraft }) => isDraft)
    ? html`<label><input id="draft" type="checkbox"> 只看草稿</label>
`
    : ''}${names.length > 1 ? choice('order', '部门排序', '按目录', isPublic ? ['钱多的在前'] : ['钱多的在前', '必改多的在前']) : ''}<button type="reset">清除</button>
<p id="found" role="status"></p>
</form>
<noscript><p class="note">查找、筛选和排序要用 JavaScript，其余都能看。</p></noscript>
<ol id="results" hidden></ol>`;
}

function choice(id: string, label: string, all: string, values: readonly string[]): Html {
  return html`<label>${label}
<select id="${id}"><option value="">${all}</option>${values.map(value => html`<option>${value}</option>`)}</select></label>
`;
}
