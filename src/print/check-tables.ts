/** Something wrong with a table of a page. */
export interface TableFault {
  message: string;
  hint: string;
}

/** More columns than this leave no room for a word in each, on an upright page and on one on its side. */
const MOST = { portrait: 16, landscape: 26 };

/**
 * Finds rows that are not as wide as their table, and tables with more columns than a page has room for.
 *
 * @param html of a page that was sealed, so that its tags are simple
 */
export function checkTables(html: string): TableFault[] {
  const isWide = html.includes('class="landscape"');
  const most = isWide ? MOST.landscape : MOST.portrait;
  const tables = [...html.matchAll(/<table\b[^]*?<\/table>/g)].map(([table]) => table);
  return tables.flatMap((table, number): TableFault[] => {
    const widths = widthsOf(table);
    const [first] = widths;
    if (first === undefined) return [];
    const odd = widths.findIndex(width => width !== first);
    const where = tables.length > 1 ? `第 ${number + 1} 个表格` : '表格';
    return [
      ...odd < 0
        ? []
        : [{
            message: `${where}第 1 行有 ${first} 格，第 ${odd + 1} 行有 ${widths[odd] ?? 0} 格`,
            hint: '合并的格子算上 colspan 和 rowspan，每行的格数要一样',
          }],
      ...first > most
        ? [{
            message: `${where}有 ${first} 列，一页${isWide ? '横着' : ''}最多放得下 ${most} 列`,
            hint: isWide ? '拆成几个表格' : '改用 {{#> landscape this}}，或拆成几个表格',
          }]
        : [],
    ];
  });
}

/** Returns the width of each row in cells, with cells merged over columns and over rows from above. */
function widthsOf(table: string): number[] {
  /** The number of further rows that the merged cell of each column reaches into. */
  let open: { columns: number; rows: number }[] = [];
  return [...table.matchAll(/<tr\b[^]*?<\/tr>/g)].map(([row]) => {
    const above = open.reduce((sum, { columns }) => sum + columns, 0);
    open = open.map(({ columns, rows }) => ({ columns, rows: rows - 1 }));
    let own = 0;
    for (const [, attributes = ''] of row.matchAll(/<t[dh]\b([^>]*)>/g)) {
      const spanOf = (name: string): number => Number(new RegExp(`${name}="(\\d+)"`).exec(attributes)?.[1] ?? 1);
      const [columns, rows] = [spanOf('colspan'), spanOf('rowspan')];
      own += columns;
      if (rows > 1) open.push({ columns, rows: rows - 1 });
    }
    open = open.filter(({ rows }) => rows > 0);
    return above + own;
  });
}
