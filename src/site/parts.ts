import { RANKS } from '../model/rank.js';
import { type Html, html, raw } from '../report/html.js';
import type { Chart } from './charts/chart.js';
import type { FormEntry } from './entry.js';
import { type DocumentsOf, linkFrom } from './links.js';

/* What both kinds of pages of the catalogue are made of. */

/** What pages need besides the entries. */
export interface Surroundings {
  documentsOf: DocumentsOf;
  /** True for the public version: problems are nobody else's business. */
  isPublic: boolean;
}

/** Returns an amount with its thousands apart: 12345.6 → 12,345.6; `—` for none. */
export function amount(value: string | null): string {
  return value?.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ',') ?? '—';
}

/** Returns a share of a whole in per cent, with one decimal below ten; `''` where there is no whole. */
export function share(part: string | null, whole: number): string {
  if (part === null || whole <= 0) return '';
  const percent = Number(part) / whole * 100;
  return `${percent < 10 ? percent.toFixed(1) : percent.toFixed(0)}%`;
}

/** Returns the headers of the columns of {@link rankCells}. */
export function rankHeaders({ isPublic }: Surroundings): Html[] {
  return isPublic ? [] : RANKS.map(rank => html`<th scope="col" class="number" data-sort>${rank}</th>`);
}

/** Returns the cells of the number of problems of each rank. */
export function rankCells(counts: FormEntry['problems'], { isPublic }: Surroundings): Html[] {
  return isPublic ? [] : RANKS.map((rank, index) => html`<td class="number rank-${index + 1}" data-label="${rank}">${counts[rank] || ''}</td>`);
}

/** Returns the links to the documents of a form, or of a volume. @param stem its path without extension */
export function documentLinks(page: string, stem: string, name: string, { documentsOf }: Surroundings): Html {
  const { html: web, pdf } = documentsOf(stem);
  const link = (path: string | undefined, word: string): Html =>
    (path === undefined ? html`` : html`<a href="${linkFrom(page, path)}" aria-label="${name} ${word}">${word}</a> `);
  return html`${link(web, '网页')}${link(pdf, 'PDF')}`;
}

/** Returns the name of a form: a link to it where it was printed, and what is special about it. */
export function formName(page: string, form: FormEntry, { documentsOf }: Surroundings): Html {
  const { title, source, isDraft, score } = form;
  const { html: web, pdf } = documentsOf(stemOf(source));
  const target = web ?? pdf;
  return html`${target === undefined ? title : html`<a href="${linkFrom(page, target)}">${title}</a>`}${
    isDraft ? html` <strong class="mark">草稿</strong>` : ''}${score === null ? html` <strong class="mark">读不出来</strong>` : ''}`;
}

/** Returns the path of the documents of a YAML file without extension. */
export function stemOf(source: string): string {
  return source.replace(/^data\//, '').replace(/\.yaml$/, '');
}

/** Returns charts, each with its figures in a table. */
export function chartSection(charts: readonly Chart[]): Html {
  if (!charts.length) return html``;
  return html`<div class="charts">
${charts.map(({ title, summary, svg, narrow, columns, rows }) => html`<figure class="${narrow === undefined ? 'chart' : 'chart broad'}">
<figcaption><h3>${title}</h3><p>${summary}</p></figcaption>
${narrow === undefined ? raw(svg) : html`<div class="wide">${raw(svg)}</div><div class="narrow">${raw(narrow)}</div>`}
<details><summary>${title}：数据表</summary><table>
<thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map(cell => html`<td class="number">${cell}</td>`)}</tr>
`)}</tbody>
</table></details>
</figure>
`)}</div>`;
}
