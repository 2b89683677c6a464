import { at } from '../../model/pointer.js';
import type { Builder } from './builder.js';
import { labelIn } from './label.js';
import type { Item } from './ledger.js';
import type { Line } from './lines.js';
import type { Place } from './words.js';

/* Money by sources and phases: 年初预算数, 全年预算数, 全年执行数 … as columns, sources as rows. */

interface PhaseColumn {
  from: number;
  to: number;
  /** `initial`, `executed`, … */
  code: string;
  item: Item;
}

const PHASE = /^money\.(initial|adjusted|executed|rate|weight|score)$/;
const AMOUNT = /^(?:initial|adjusted|executed)$/;

export class MatrixReader {
  private constructor(
    private readonly builder: Builder,
    private readonly columns: readonly PhaseColumn[],
    private readonly table: number,
  ) {}

  /** Returns the reader of the rows below; `undefined` when a line is not the header of such a table. */
  static below(line: Line, builder: Builder): MatrixReader | undefined {
    const columns = line.items.flatMap((item): PhaseColumn[] => {
      const codes = (builder.book.fields.get(labelIn(item.text)) ?? []).flatMap(
        ({ schema }) => PHASE.exec(schema.code ?? '')?.[1] ?? [],
      );
      return codes[0] === undefined
        ? []
        : [{ from: item.column, to: item.column + item.columns - 1, code: codes[0], item }];
    });
    if (columns.length < 2 || !columns.some(({ code }) => AMOUNT.test(code))) return undefined;
    const [first, last] = [columns[0]?.from ?? 0, columns.at(-1)?.to ?? 0];
    const isPairs = line.items.some(
      item => first < item.column && item.column < last && !columns.some(one => one.item === item),
    );
    if (isPairs) return undefined;
    for (const { item } of columns) builder.ledger.use(item, { is: 'label' });
    return new MatrixReader(builder, columns, line.table);
  }

  /** Reads a row. @returns false when it is none: the table has ended */
  read(line: Line): boolean {
    const first = this.columns[0]?.from ?? 0;
    const labels = line.items.filter(item => item.column < first && this.builder.ledger.isFree(item));
    const label = labels.at(-1);
    const values = line.items.filter(item => item.column >= first);
    if (line.table !== this.table || line.row === 0 || !label || !values.length) return false;
    const group = this.groupOf(label);
    if (!group && (this.builder.book.fields.get(labelIn(label.text)) ?? []).length) return false;
    if (group) this.builder.ledger.use(label, { is: 'label' });
    for (const item of values) this.readValue(item, group);
    return true;
  }

  private groupOf(label: Item): Place | undefined {
    const found = this.builder.book.fields.get(labelIn(label.text)) ?? [];
    const withPhases = found.filter(({ schema }) =>
      this.columns.some(({ code }) => Object.hasOwn(schema.properties ?? {}, code)),
    );
    return withPhases.find(place => !this.builder.isFilled(place) || place.within.length === 0) ?? withPhases[0];
  }

  private readValue(item: Item, group: Place | undefined): void {
    const column = this.columns.find(({ from, to }) => from <= item.column && item.column <= to);
    const schema = column && group?.schema.properties?.[column.code];
    if (group && schema) {
      this.builder.place(
        { ...group, at: at(group.at, column.code), schema, within: [...group.within, group.at] },
        item,
      );
    } else
      this.builder.ledger.use(item, { is: 'unplaced', why: group ? '版式的这一行没有这一格' : '版式里没有这一行' });
  }
}
