import type { Item } from '../recognise/ledger.js';

/** Returns the place of a text as a person looks for it: `申报表.docx 表2 第5行第3列`. The folder of the file is left out. */
export function placeOf({ file, table, sheet, row, column, line }: Pick<Item, 'file' | 'table' | 'sheet' | 'row' | 'column' | 'line'>): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  if (line !== undefined) return `${name} 第${line}行`;
  const where = sheet === undefined ? `表${table}` : `工作表“${sheet}”`;
  return row === 0 ? `${name} ${where}外的文字` : `${name} ${where} 第${row}行第${column}列`;
}
