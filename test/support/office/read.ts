import type { Cell, OfficeFile } from '../../../src/import/grid.js';
import { readOfficeFile } from '../../../src/import/formats/read.js';
import { UserError } from '../../../src/model/user-error.js';

/** Returns the cells of a table as `row,column rows×columns text`. */
export function cellsOf({ grids }: OfficeFile, table = 1): string[] {
  const size = ({ rows, columns }: Cell): string => (rows * columns > 1 ? ` ${rows}×${columns}` : '');
  return grids[table - 1]?.cells.map(cell => `${cell.row},${cell.column}${size(cell)} ${cell.text}`) ?? [];
}

/** Returns the remarks as `table.row.column sentence`. */
export function remarksOf({ remarks }: OfficeFile): string[] {
  return remarks.map(({ table, row, column, message }) => `${[table, row, column].filter(Boolean).join('.')} ${message}`.trim());
}

/** Returns the sentence and hint with which a file is refused. */
export async function refusal(path: string, bytes: Uint8Array): Promise<string> {
  const error: unknown = await readOfficeFile(path, bytes).catch((reason: unknown) => reason);
  if (error instanceof UserError) return `${error.message}。${error.hint ?? ''}`;
  throw error instanceof Error ? error : new Error(`${path} was read`);
}
