import { bounded } from '../../model/bounded.js';
import type { CodeEntry } from '../../model/code.js';
import { type Diagnostic, isListed } from '../../model/diagnostic.js';
import { levelOf } from '../../model/rank.js';
import { titleOf } from '../../report/problems/by-rule.js';
import { type Card, cardsOf, compareCards, worstOf } from '../../report/problems/cards.js';
import { type Html, html } from '../../report/html.js';
import { cellsFor } from './cells.js';
import { idOf } from './id.js';
import type { Sheet } from './sheet.js';

/** Returns the name of a field or row. */
export type PlaceOf = (file: string, pointer: string) => string;

/**
 * Returns the problems of a file as cards: one for each field or row, the worst first.
 *
 * @param sheet the form beside them: a click on a problem shows its cell
 */
export function problemList(
  problems: readonly Diagnostic[],
  sheet: Sheet,
  codes: readonly CodeEntry[],
  placeOf: PlaceOf,
): Html {
  const listed = bounded(problems.filter(isListed));
  const hints = bounded(problems.filter(problem => !isListed(problem)));
  const cards = (of: readonly Diagnostic[]): Html => html`<ul class="cards">${
    cardsOf(of).sort(compareCards).map(card => cardOf(card, sheet, codes, placeOf))}</ul>`;
  return html`${listed.length ? cards(listed) : html`<p class="fine">这张表没有要改的问题。</p>`}
${hints.length ? html`<details class="hints"><summary>另有 ${hints.length} 个提示</summary>${cards(hints)}</details>` : ''}`;
}

function cardOf(card: Card, sheet: Sheet, codes: readonly CodeEntry[], placeOf: PlaceOf): Html {
  const { file, range, pointer } = worstOf(card);
  const place = placeOf(file, pointer ?? '') || `第 ${range.start.line} 行`;
  return html`<li class="card" data-rank="${levelOf(worstOf(card))}"><h3>${place}</h3>${
    card.problems.map(problem => problemOf(problem, sheet, codes))}</li>`;
}

function problemOf(problem: Diagnostic, sheet: Sheet, codes: readonly CodeEntry[]): Html {
  const { code, message, hint, file, pointer = '', range: { start }, related = [] } = problem;
  const cells = cellsFor(sheet.fields, sheet.shown, file, pointer);
  return html`<div class="problem"><button type="button" class="jump" data-key="${code} ${pointer} ${start.line}"
 data-cells="${cells.join(' ')}" data-file="${idOf(file)}" data-line="${start.line}" data-column="${start.column}"><span class="rank">${
    levelOf(problem)}</span> ${message}</button>
${hint === undefined ? '' : html`<p class="hint">${hint}</p>`}
${related.map(one => html`<p class="related">另见 ${one.file}:${one.range.start.line} ${one.message}</p>`)}
<p class="rule">${titleOf(code, codes)}（<code>${code}</code>）　第 ${start.line} 行</p></div>`;
}
