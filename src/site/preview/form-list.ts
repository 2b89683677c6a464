import type { Diagnostic } from '../../model/diagnostic.js';
import { LEVELS } from '../../model/rank.js';
import { type Html, html } from '../../report/html.js';
import { countLevels } from '../../report/problems/cards.js';
import type { Entry, Group } from './entries.js';
import { idOf } from './id.js';

/** Returns the list of departments and forms. @param selected the path of the form that is shown */
export function formList(groups: readonly Group[], selected: string): Html {
  return html`<ul class="departments">${groups.map(group => departmentItem(group, selected, groups.length === 1))}</ul>`;
}

/** Returns the entry of a department. @param isOpen true to show its forms, also when none of them is selected */
export function departmentItem({ path, label, entries }: Group, selected: string, isOpen = false): Html {
  const problems = entries.flatMap(entry => entry.problems);
  const open = isOpen || entries.some(entry => entry.path === selected);
  return html`<li data-department="${idOf(path)}"><details${open ? html` open` : ''}><summary>${label} ${counts(problems)}</summary>
<ul class="forms">${entries.map(entry => formItem(entry, selected))}</ul></details></li>`;
}

function formItem({ path, label, isForm, problems }: Entry, selected: string): Html {
  const current = path === selected ? html` aria-current="page"` : '';
  return html`<li><a href="?form=${idOf(path)}" data-form="${idOf(path)}" data-key="${idOf(path)}"${
    isForm ? '' : html` class="other"`}${current}>${label}</a> ${counts(problems)}</li>`;
}

/** Returns the number of problems of each level, the worst first; nothing without any. */
function counts(problems: readonly Diagnostic[]): Html {
  const ofLevel = countLevels(problems);
  const found = LEVELS.filter(level => ofLevel[level]);
  return found.length
    ? html`<span class="counts">${found.map(level => html`<span class="count" data-rank="${level}">${level} ${ofLevel[level]}</span>`)}</span>`
    : html``;
}
