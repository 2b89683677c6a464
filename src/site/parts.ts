import type { Decimal } from '../model/decimal.js';
import { LEVELS } from '../model/rank.js';
import { type Html, html, raw } from '../report/html.js';
import type { Chart } from './charts/chart.js';
import { countLevel, type FormEntry } from './entry.js';
import { type DocumentsOf, linkFrom } from './links.js';

/* Both kinds of pages of the catalogue are made of these. */

/** Pages need these besides the entries. */
export interface Surroundings {
  documentsOf: DocumentsOf;
  /** True for the public version: problems are nobody else's business. */
  isPublic: boolean;
}

/** Returns an amount with its thousands apart: 12345.6 → 12,345.6; `—` for none. */
export function amount(value: Decimal | number | null): string {
  return value === null ? '—' : String(value).replace(/\B(?=(?:\d{3}){1,20}(?!\d))(?<!\.\d{0,60})/g, ',');
}

/** Returns a share of a whole in per cent, with one decimal below ten; `''` where there is no whole. */
export function share(part: Decimal | null, whole: Decimal | null): string {
  if (part === null || whole === null || Number(whole) <= 0) return '';
  const percent = Number(part) / Number(whole) * 100;
  return percent === 0 ? '0%' : `${percent < 10 ? percent.toFixed(1) : percent.toFixed(0)}%`;
}

/** Returns the number of problems of each level, and of drafts and files that cannot be read. */
export function problemFacts(forms: readonly FormEntry[], { isPublic }: Surroundings): Html {
  if (isPublic) return html``;
  const drafts = forms.filter(({ isDraft }) => isDraft).length;
  const unread = forms.filter(({ isRead }) => !isRead).length;
  const counts = LEVELS.map((level, index) => ({ level, index, count: countLevel(forms, level) }));
  return html`${counts.filter(({ level, count }) => count || level !== '错误').map(({ level, index, count }) =>
    html`<span class="level-${index}">${level} <b>${amount(count)}</b></span> `)}${
    drafts ? html`<span><strong class="mark">草稿</strong> <b>${drafts}</b> 张</span> ` : ''}${
    unread ? html`<span><strong class="mark">读不出来</strong> <b>${unread}</b> 张</span> ` : ''}`;
}

/** Returns the links to the documents of a form, or of a volume. @param stem its path without extension */
export function documentLinks(page: string, stem: string, name: string, { documentsOf }: Surroundings): Html {
  const { html: web, pdf } = documentsOf(stem);
  const link = (path: string | undefined, word: string): Html =>
    (path === undefined ? html`` : html`<a href="${linkFrom(page, path)}" aria-label="${name} ${word}">${word}</a> `);
  return html`${link(web, '网页')}${link(pdf, 'PDF')}`;
}

/** Returns charts, each with its figures in a table. @param year that they are of */
export function chartSection(charts: readonly Chart[], year: string): Html {
  if (!charts.length) return html``;
  return html`<div class="charts">
${charts.map(({ title, summary, svg, narrow, columns, rows }) => html`<figure class="${narrow === undefined ? 'chart' : 'chart broad'}">
<figcaption><h3>${title}</h3><p>${summary}</p></figcaption>
${narrow === undefined ? raw(svg) : html`<div class="wide">${raw(svg)}</div><div class="narrow">${raw(narrow)}</div>`}
<details><summary>${title}：数据表</summary><div class="scroll" tabindex="0" role="region" aria-label="${year} 年${title}的数据"><table>
<thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map(cell => html`<td class="number">${cell}</td>`)}</tr>
`)}</tbody>
</table></div></details>
</figure>
`)}</div>`;
}
