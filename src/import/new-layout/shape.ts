import type { Cell, Grid } from '../grid.js';

/** A cell of a form on paper: what stands in it. */
export type Content =
  /** A label, or another text that is the same on every form. */
  | { is: 'text'; text: string } |
  { is: 'empty' } |
  { is: 'label'; field: Field } |
  { is: 'value'; field: Field } |
  /** Label and value in one cell. */
  { is: 'pair'; field: Field };

export interface Field {
  label: string;
  /** The text that it has on the form that is the model. */
  sample: string;
  place: Pick<Cell, 'row' | 'column'>;
}

export interface ShapeCell extends Pick<Cell, 'row' | 'column' | 'rows' | 'columns'> {
  content: Content;
}

/** A label and what stands behind its colon. */
const PAIR = /^((?:其中[：:])?[^：:，。；\n]{1,20})[：:]\s*([^]*)/;
const AMOUNT = /^-?[\d,，]+(?:\.\d+)?\s*(?:万元|元)?$/;
/** In characters; longer texts are no labels. */
const LABEL = 24;

/** Reads rows of a form as labels and values, from the left; a value stands beside, below or behind its label. */
export function shapeOf(grid: Grid, from: number, to: number, isKnown: (text: string) => boolean): ShapeCell[] {
  const shape: ShapeCell[] = [];
  const cells = [...grid.cells]
    .filter(({ row }) => from <= row && row <= to)
    .sort((a, b) => a.row - b.row || a.column - b.column);
  for (const [index, cell] of cells.entries()) {
    const { row, column, rows, columns } = cell;
    const text = cell.text.trim();
    const left = shape.at(-1);
    const pending =
      left?.row === row &&
      left.content.is === 'text' &&
      left.column + left.columns === column &&
      cells[index - 1]?.text.trim() !== ''
        ? left
        : undefined;
    const above = shape.findLast(
      one => one.column === column && one.row + one.rows === row && one.columns === columns,
    );
    const [, name, value = ''] =
      text.includes('\n') && !isKnown(PAIR.exec(text)?.[1] ?? '') ? [] : (PAIR.exec(text) ?? []);
    const place = { row, column };
    let content: Content = text === '' ? { is: 'empty' } : { is: 'text', text };
    const isLabel = text !== '' && (isKnown(text) || text.length <= LABEL);
    if (
      name !== undefined &&
      name !== '其中' &&
      (isKnown(name) || value.length < 200) &&
      (!pending || isKnown(name) || AMOUNT.test(value))
    ) {
      content = { is: 'pair', field: { label: name, sample: value, place } };
    } else if (pending && !isKnown(text)) {
      const field = { label: textOf(pending), sample: text, place };
      pending.content = { is: 'label', field };
      content = { is: 'value', field };
    } else if (
      above?.content.is === 'text' &&
      (!isLabel || (text === '' && isKnown(above.content.text))) &&
      !pending
    ) {
      const field = { label: above.content.text, sample: text, place };
      above.content = { is: 'label', field };
      content = { is: 'value', field };
    }
    if (content.is === 'text' && (/^[-≥≤=<>]?\d/.test(text) || text.length > LABEL) && !isKnown(text)) {
      const beside = shape.findLast(one => one.row === row && one.content.is !== 'empty');
      content = { is: 'value', field: { label: beside ? labelOf(beside) : '其他', sample: text, place } };
    }
    shape.push({ row, column, rows, columns, content });
  }
  return shape;
}

function labelOf({ content }: ShapeCell): string {
  return content.is === 'empty' ? '其他' : content.is === 'text' ? content.text : content.field.label;
}

function textOf({ content }: ShapeCell): string {
  return content.is === 'text' ? content.text : '';
}
