import { joinedLines } from '../../model/joined-lines.js';
import type { Property } from './fields.js';
import type { Field, ShapeCell } from './shape.js';

/** A part of the page, from the top. */
export type Block =
  | { is: 'lines'; cells: ShapeCell[] } |
  { is: 'facts'; cells: ShapeCell[]; from: number; to: number; columns: number } |
  { is: 'indicators'; key: string; partial: 'indicators' | 'joined' | 'table' };

/** Returns the template of a form: the same cells at the same places. @param pathOf the property of a field */
export function templateText(
  blocks: readonly Block[],
  hasYear: boolean,
  propertyOf: (field: Field) => Property,
): string {
  const body = blocks.map((block, index) => {
    if (block.is === 'indicators') return `  {{> ${block.partial} ${block.key}}}`;
    if (block.is === 'lines')
      return `  <div class="unit">${block.cells.map(cell => `<p>${inner(cell, propertyOf)}</p>`).join('')}</div>`;
    return table(block, index > 0 && blocks.slice(0, index).some(({ is }) => is === 'indicators'), propertyOf);
  });
  return [
    '{{#> form this}}',
    ...(hasYear ? ['  <p class="below-title">（{{page.year}}年度）</p>'] : []),
    ...body,
    '{{/form}}',
    '',
  ].join('\n');
}

function table(
  { cells, from, to, columns }: Extract<Block, { is: 'facts' }>,
  follows: boolean,
  propertyOf: (field: Field) => Property,
): string {
  const edge = (tag: string): string =>
    `    <${tag} class="edge" aria-hidden="true"><tr><td colspan="${columns}"></td></tr></${tag}>`;
  const rows = Array.from({ length: to - from + 1 }, (_, index) =>
    rowText(cells, from + index, to, columns, propertyOf),
  );
  return [
    `  <table class="facts${follows ? ' follows' : ''}">`,
    `    <colgroup>${Array.from({ length: columns }, (_, index) => (index ? '<col>' : '<col class="label">')).join('')}</colgroup>`,
    ...(follows ? [] : [edge('thead'), edge('tfoot')]),
    '    <tbody>',
    ...rows.map(row => `      ${row}`),
    '    </tbody>',
    '  </table>',
  ].join('\n');
}

function rowText(
  cells: readonly ShapeCell[],
  row: number,
  last: number,
  columns: number,
  propertyOf: (field: Field) => Property,
): string {
  const parts: string[] = [];
  let isProse = false;
  for (let column = 1; column <= columns; column += 1) {
    const cell = cells.find(
      one => one.row <= row && row < one.row + one.rows && one.column <= column && column < one.column + one.columns,
    );
    if (!cell) parts.push('<td></td>');
    if (cell?.row !== row || cell.column !== column) continue;
    const rows = Math.min(cell.rows, last - row + 1);
    const spans = `${rows > 1 ? ` rowspan="${rows}"` : ''}${cell.columns > 1 ? ` colspan="${cell.columns}"` : ''}`;
    const isHeader = cell.content.is === 'label' || cell.content.is === 'text';
    isProse ||=
      rows === 1 &&
      'field' in cell.content &&
      cell.content.is === 'value' &&
      propertyOf(cell.content.field).ref !== 'line' &&
      isParagraphs(propertyOf(cell.content.field));
    parts.push(
      isHeader
        ? `<th scope="row"${spans}>${inner(cell, propertyOf)}</th>`
        : `<td${spans}>${inner(cell, propertyOf)}</td>`,
    );
  }
  return `<tr${isProse ? ' class="prose"' : ''}>${parts.join('')}</tr>`;
}

const PROSE = new Set(['prose', 'summary', 'basis', 'goal', 'termGoal']);

function isParagraphs({ ref }: Property): boolean {
  return PROSE.has(ref);
}

function inner({ content }: ShapeCell, propertyOf: (field: Field) => Property): string {
  if (content.is === 'empty') return '';
  if (content.is === 'text') return literal(content.text);
  const property = propertyOf(content.field);
  const path = property.path.join('.');
  const value = isParagraphs(property) ? `{{> paragraphs ${path}}}` : `{{> value ${path}}}`;
  if (content.is === 'label') return `{{${path}.label}}`;
  return content.is === 'value' ? value : `{{${path}.label}}：${value}`;
}

/** A text of the form, as it is printed on all of them. */
function literal(text: string): string {
  const signs: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '{': '&#123;',
    '}': '&#125;',
  };
  return joinedLines(text.replace(/[&<>"{}]/g, sign => signs[sign] ?? sign), '<br>');
}
