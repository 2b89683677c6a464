import { joinedLines } from '../../model/joined-lines.js';
import { at, type Pointer } from '../../model/pointer.js';
import type { TargetCells } from '../../model/reading.js';
import type { Builder } from './builder.js';
import { put, treeAt } from './draft.js';
import type { Column, Header } from './header.js';
import { readJoined } from './joined.js';
import { labelIn } from './label.js';
import type { Item } from './ledger.js';
import type { Line } from './lines.js';
import { distribute } from './target.js';
import type { Part, Place } from './words.js';

/** A text in a row of a table. */
interface CellOf {
  column: Column;
  item: Item;
  /** It begins further up and covers this row as well. */
  isCovering: boolean;
}

/** Reads the rows of one table below its header. */
export class TableReader {
  private readonly rows = new Map<Part, number>();
  private order = 0;
  /** The last text of each class column, for cells that are empty but not merged. */
  private readonly classes = new Map<Pointer, Item>();

  /** @param ownWords how the form writes classes → how they are written in the YAML */
  constructor(
    private readonly builder: Builder,
    readonly header: Header,
    private readonly ownWords: ReadonlyMap<string, string>,
    private readonly classWords: ReadonlySet<string>,
  ) {
    for (const { item, is } of header.columns)
      if (builder.ledger.isFree(item))
        builder.ledger.use(
          item,
          is === 'unknown' ? { is: 'unplaced', why: '版式的这张表里没有这一列' } : { is: 'label' },
        );
    if (header.label && builder.ledger.isFree(header.label)) builder.ledger.use(header.label, { is: 'label' });
  }

  /** Returns true when a line repeats the header, as on a new page. */
  isRepeated(line: Line): boolean {
    const labels = new Set(this.header.columns.map(({ item }) => labelIn(item.text)));
    return (
      line.items.length > 1 &&
      line.items.every(item => labels.has(labelIn(item.text)) || item.column < (this.header.columns[0]?.from ?? 0))
    );
  }

  /** Reads a row. Cells that are not of this table stay as they are. */
  read(line: Line): void {
    const cells = this.header.columns.flatMap(column => this.cellsIn(column, line));
    const own = cells.filter(({ isCovering, column }) => !isCovering && column.is !== 'order');
    const content = own.filter(({ column, item }) => !isClass(column) && this.builder.ledger.isFree(item));
    this.readOrder(
      cells.filter(
        ({ column, isCovering, item }) => column.is === 'order' && !isCovering && this.builder.ledger.isFree(item),
      ),
      content.length > 0,
    );
    if (!content.length) {
      for (const { item, column } of own) {
        this.remember(column, item);
        if (this.builder.ledger.isFree(item))
          this.builder.ledger.use(item, { is: 'unplaced', why: '这一类没有指标' });
      }
      return;
    }
    const parts = [...new Set(this.header.columns.flatMap(({ places }) => places.map(({ part }) => part)))];
    const indexes = new Map(
      parts.map((part) => {
        const index = this.rows.get(part) ?? this.countIn(part);
        this.rows.set(part, index + 1);
        return [part, index];
      }),
    );
    this.readClasses(cells, indexes, content[0]?.item);
    this.readContent(content, indexes);
    // A row of which nothing was taken is no row.
    for (const [part, index] of indexes) if (this.countIn(part) <= index) this.rows.set(part, index);
  }

  private countIn(part: Part): number {
    const rows = treeAt(this.builder.draft(part), this.header.table.at);
    return Array.isArray(rows) ? rows.length : 0;
  }

  private cellsIn(column: Column, line: Line): CellOf[] {
    const starting = line.items.filter(item => column.from <= item.column && item.column <= column.to);
    if (starting.length) return starting.map(item => ({ column, item, isCovering: false }));
    const over = line.over(column.from);
    const isOfAnother = !over || over.row <= (this.header.columns[0]?.item.row ?? 0) || over.row === line.row;
    return isOfAnother ? [] : [{ column, item: over, isCovering: true }];
  }

  private readOrder(cells: readonly CellOf[], isRow: boolean): void {
    for (const { item } of cells) {
      const isNext = isRow && item.text.trim() === String(this.order + 1);
      this.builder.ledger.use(item, isNext ? { is: 'fixed' } : { is: 'unplaced', why: '序号' });
    }
    if (isRow) this.order += 1;
  }

  private remember({ places, from, to }: Column, item: Item): void {
    const code = places[0]?.at ?? '';
    this.classes.set(code, item);
    // A new class begins: what was below the old one does not go on. A cell over both columns has no second class.
    if (code === '/level1') this.classes.delete('/level2');
    if (item.column + item.columns - 1 > to && from === item.column) this.classes.delete('/level2');
  }

  private readClasses(cells: readonly CellOf[], indexes: ReadonlyMap<Part, number>, near: Item | undefined): void {
    for (const column of this.header.columns.filter(isClass)) {
      const cell = cells.find(one => one.column === column);
      const isWide = cell && cell.item.column < column.from;
      if (isWide) continue;
      const known = this.classes.get(column.places[0]?.at ?? '');
      const item = cell?.item ?? known;
      if (!item) continue;
      if (cell && !cell.isCovering) this.remember(column, item);
      for (const place of column.places) {
        const pointer = this.pointer(place, indexes);
        put(this.builder.draft(place.part), pointer, this.className(item));
        if (!cell && near)
          this.builder.doubt(
            place.part,
            pointer,
            near,
            `这一行的“${column.item.text.trim()}”是空格子，按上面的“${item.text.trim()}”读`,
          );
      }
      if (this.builder.ledger.isFree(item)) this.builder.ledger.use(item, this.valueAt(column.places[0], indexes));
    }
  }

  private className(item: Item): string {
    const text = joinedLines(item.text, '').trim();
    return this.ownWords.get(text) ?? text;
  }

  private readContent(content: readonly CellOf[], indexes: ReadonlyMap<Part, number>): void {
    const target = new Map<string, Item>();
    for (const { column, item } of content) {
      if (column.is === 'unknown' || (!column.places.length && column.is !== 'joined')) {
        this.builder.ledger.use(item, {
          is: 'unplaced',
          why: `版式的这张表里没有“${column.item.text.trim()}”这一列`,
        });
      } else if (
        /^\/(?:operator|unit|target)$/.test(column.places[0]?.at ?? '') &&
        !target.has(column.places[0]?.at ?? '')
      ) {
        target.set(column.places[0]?.at ?? '', item);
      } else if (column.places[0]?.at === '/name' || column.is === 'joined') this.readName(column, item, indexes);
      else this.readField(column, item, indexes);
    }
    this.readTarget(target, indexes);
  }

  /** The name, or class and name in one cell. */
  private readName(column: Column, item: Item, indexes: ReadonlyMap<Part, number>): void {
    const hasClasses = this.header.columns.some(isClass);
    const joined = hasClasses ? undefined : readJoined(joinedLines(item.text, '').trim(), this.classWords);
    const places = column.places.length ? column.places : this.placesOf('/name');
    if (!joined || !Object.hasOwn(this.columnsOf(this.header.table.part), 'level1')) {
      for (const [index, place] of places.entries())
        this.readField({ ...column, places: [place] }, item, indexes, index > 0);
      if (!places.length) this.builder.ledger.use(item, { is: 'unplaced', why: '版式的这张表里没有名称这一列' });
      return;
    }
    const part = this.header.table.part;
    const row = at(this.header.table.at, indexes.get(part) ?? 0);
    const texts = { level1: joined.level1, level2: joined.level2, name: joined.name };
    for (const [code, text] of Object.entries(texts)) {
      if (text !== undefined)
        put(this.builder.draft(part), at(row, code), code === 'name' ? text : (this.ownWords.get(text) ?? text));
    }
    this.builder.ledger.use(item, { is: 'value', part, at: row });
    if (joined.isOdd) this.builder.doubt(part, at(row, 'name'), item, `原文“${item.text.trim()}”`);
  }

  private readField(
    { places }: Pick<Column, 'places'>,
    item: Item,
    indexes: ReadonlyMap<Part, number>,
    isShared = false,
  ): void {
    for (const [index, place] of places.entries()) {
      const pointer = this.pointer(place, indexes);
      if (index || isShared) {
        const read = this.builder.read(place, item.text);
        if ('text' in read) put(this.builder.draft(place.part), pointer, read.text);
      } else this.builder.place({ ...place, at: pointer, within: [] }, item);
    }
    const [place] = places;
    if (item.rows > 1 && place)
      this.builder.doubt(place.part, this.pointer(place, indexes), item, `这一格合并了 ${item.rows} 行，写在第一行`);
  }

  private readTarget(cells: ReadonlyMap<string, Item>, indexes: ReadonlyMap<Part, number>): void {
    const [column] = this.header.columns.filter(({ places }) => places[0]?.at === '/target');
    const place = column?.places[0] ?? this.placesOf('/target')[0];
    const rest = (): void => {
      for (const [code, item] of cells) {
        const own = this.header.columns.find(({ places }) => places[0]?.at === code);
        if (own) this.readField(own, item, indexes);
      }
    };
    if (!place) {
      rest();
      return;
    }
    const textOf = (code: string): string | undefined => cells.get(`/${code}`)?.text.trim();
    const texts: TargetCells = { operator: textOf('operator'), target: textOf('target'), unit: textOf('unit') };
    const columns = this.columnsOf(place.part);
    const spread = cells.has('/target') ? distribute(texts, columns) : undefined;
    if (!spread) {
      rest();
      return;
    }
    for (const code of ['operator', 'target', 'unit'] as const) {
      const text = spread[code];
      const pointer = at(this.header.table.at, indexes.get(place.part) ?? 0, code);
      if (text !== undefined) put(this.builder.draft(place.part), pointer, text);
      const item = cells.get(`/${code}`);
      const to = text === undefined ? at(this.header.table.at, indexes.get(place.part) ?? 0, 'target') : pointer;
      if (item) this.builder.ledger.use(item, { is: 'value', part: place.part, at: to });
    }
  }

  /** The column of the layout with an English name, also where the source has no such column. */
  private placesOf(code: Pointer): Place[] {
    const all = [...this.header.table.columns.values()].flat();
    const found = all.find(({ at: column, part }) => column === code && part === this.header.table.part);
    return found ? [found] : [];
  }

  /** The columns of a row in a file. */
  private columnsOf(part: Part): NonNullable<Header['table']['schema']['properties']> {
    const schema = this.builder.book.parts.get(part)?.kind.schema.properties?.[this.header.table.at.slice(1)];
    return schema?.items?.properties ?? {};
  }

  private pointer({ part, at: column }: Pick<Place, 'part' | 'at'>, indexes: ReadonlyMap<Part, number>): Pointer {
    return `${at(this.header.table.at, indexes.get(part) ?? 0)}${column}`;
  }

  private valueAt(place: Place | undefined, indexes: ReadonlyMap<Part, number>) {
    return place
      ? { is: 'value' as const, part: place.part, at: this.pointer(place, indexes) }
      : { is: 'unplaced' as const, why: '版式里没有这一列' };
  }
}

function isClass({ places }: Column): boolean {
  return /^\/level[12]$/.test(places[0]?.at ?? '');
}
