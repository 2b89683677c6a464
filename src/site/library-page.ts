import { groupBy } from '../model/group-by.js';
import type { LibraryEntry } from '../model/library/library.js';
import { type Html, html } from '../report/html.js';
import { classText, others, usual, usualText } from '../report/library/facts.js';
import { departmentPath, INDEX, linkFrom } from './links.js';
import { amount } from './parts.js';
import { shell } from './shell.js';

/** The path of the page of all indicators. */
export const LIBRARY = 'library.html';

/** The places that are named of an indicator. */
const NAMED = 3;

/**
 * Returns the page of all indicators by their classes.
 *
 * @param key what it is made of: a later run with the same need not make it again
 */
export function libraryPage(entries: readonly LibraryEntry[], key: string): string {
  const classes = [...groupBy(entries, classText)];
  const body = html`<header>
<nav aria-label="位置"><a href="${INDEX}">目录</a></nav>
<h1>指标库</h1>
<p>各年各部门写过的指标。叫法不同、说的是一件事的，归在一起；用得多的在前。</p>
<p class="facts"><span><b>${amount(entries.length)}</b> 项指标</span></p>
</header>
<main>
<form id="filter" role="search" hidden>
<label class="query">查找 <input id="words" type="search" autocomplete="off" placeholder="名称、单位或部门"></label>
<p id="shown" role="status"></p>
</form>
${classes.map(([title, own], index) => classSection(title, own, index))}
</main>`;
  return shell({ path: LIBRARY, title: '指标库', body, scripts: ['catalogue.js', 'library.js'], key });
}

function classSection(title: string, entries: readonly LibraryEntry[], index: number): Html {
  const name = title || '没有类别';
  return html`<section class="library" aria-labelledby="c${index}"><h2 id="c${index}">${name}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${name}的指标"><table>
<thead><tr><th scope="col" data-sort>指标</th><th scope="col" data-sort>单位</th><th scope="col">常用指标值</th><th scope="col">常用权重</th><th scope="col" class="number" data-sort>次数</th><th scope="col">写在哪里</th></tr></thead>
<tbody>${entries.map(entryRow)}</tbody>
</table></div></section>
`;
}

function entryRow({ names, units, targets, range, weights, weightRange, count, places }: LibraryEntry): Html {
  const where = places.slice(0, NAMED).map(({ year, folder }, index) =>
    html`${index ? '、' : ''}<a href="${linkFrom(LIBRARY, departmentPath({ year, folder }))}">${year} ${folder}</a>`);
  const alias = names.length > 1 ? html`<br><small>也叫 ${others(names)}</small>` : '';
  const otherUnits = units.length > 1 ? html`<br><small>也写 ${others(units)}</small>` : '';
  return html`<tr><th scope="row">${usual(names)}${alias}</th><td>${usual(units)}${otherUnits}</td><td>${usualText(targets, range)}</td><td>${usualText(weights, weightRange)}</td><td class="number">${count}</td><td>${where}${
    places.length > NAMED ? ` 等 ${places.length} 处` : ''}</td></tr>
`;
}
