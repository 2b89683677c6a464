type Row = Record<string, unknown>;

/** The columns of a table, by their keys. */
export interface TableColumns {
  /** The keys of the class columns, from the highest class. */
  classKeys: readonly string[];
  columns: readonly { key: string }[];
  restColumns: readonly { key: string }[];
  nameKey: string;
}

/**
 * Merges the cells of classes over the rows in which they read the same: where such a cell starts, and how many rows it
 * is merged over. A lower class is merged within the higher one. Empty cells stay apart. Each row then has its cells
 * once more, in the order of the columns.
 *
 * @param rows are changed
 */
export function mergeCells<R extends Row>(
  rows: readonly R[],
  { classKeys: keys, columns, restColumns, nameKey }: TableColumns,
): R[] {
  const textOf = (row: Row | undefined, key: string): string => (row?.[key] as { text: string } | undefined)?.text ?? '';
  for (const [level, key] of keys.entries()) {
    const isSame = (a: Row, b: Row | undefined): boolean =>
      textOf(a, key) !== '' && keys.slice(0, level + 1).every(own => textOf(a, own) === textOf(b, own));
    let start = 0;
    const spans = rows.map(() => 0);
    for (const [index, row] of rows.entries()) {
      if (index === 0 || !isSame(row, rows[index - 1])) start = index;
      spans[start] = (spans[start] ?? 0) + 1;
    }
    for (const [index, row] of rows.entries()) {
      const span = spans[index] ?? 0;
      (row as Row)[key] = { ...row[key] as object, starts: span > 0, span: String(span) };
    }
  }
  for (const row of columns.length ? rows as readonly Row[] : []) {
    row.cells = columns.map(({ key }) => row[key]);
    row.rest = restColumns.map(({ key }) => row[key]);
    if (nameKey !== '') row.name = textOf(row, nameKey);
  }
  return [...rows];
}
