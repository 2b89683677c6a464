import { LIMITS } from '../limits.js';
import { damaged, tooMuch } from '../unreadable.js';
import { readXml } from '../xml.js';
import type { Zip } from '../zip.js';
import { type NumberText, numberText } from './number-text.js';
import { type Range, rangeOf } from './reference.js';
import { unescaped } from './strings.js';

/** The parts that all sheets of a workbook share. */
export interface Book {
  strings: readonly string[];
  formats: readonly string[];
  is1904: boolean;
}

export interface SheetCell {
  row: number;
  column: number;
  text: string;
  /** As it is written, without `=`; `''` where it is shared with another cell. */
  formula?: string;
  /** The file does not say what the formula comes to. */
  isUncomputed?: boolean;
  remark?: string;
}

/** A sheet as it is stored. Cells that have only a look are not in it. */
export interface Stored {
  cells: SheetCell[];
  merges: Range[];
  hiddenRows: Set<number>;
  hiddenColumns: Set<number>;
  /** Texts printed above and below each page, with the codes of Excel. */
  margins: string[];
}

/** A cell while it is read. */
interface Open {
  type: string;
  style: number;
  value?: string;
  formula?: string;
  inline: string;
}

/**
 * Reads the cells of a sheet as they come, so that a million rows without content take no memory.
 *
 * @throws Unreadable when the part is damaged or has too many cells
 */
export async function readCells(zip: Zip, part: string, book: Book): Promise<Stored> {
  const stored: Stored = { cells: [], merges: [], hiddenRows: new Set(), hiddenColumns: new Set(), margins: [] };
  let [row, column, text, phonetic] = [0, 0, '', 0];
  let cell: Open | undefined;
  await readXml(zip.chunks(part), part, {
    open(name, { r, s, t, hidden, min, max, ref }) {
      text = '';
      if (name === 'x:row') {
        row = r === undefined ? row + 1 : numbered(r, part);
        column = 0;
        if (isOn(hidden)) stored.hiddenRows.add(row);
      } else if (name === 'x:c') {
        const place = r === undefined ? { row, column: column + 1 } : rangeOf(r);
        if (!place) throw damaged(`${part} 里没有叫 ${r ?? ''} 的单元格`);
        ({ row, column } = place);
        cell = { type: t ?? 'n', style: Number(s ?? 0), inline: '' };
      } else if (name === 'x:col' && isOn(hidden)) {
        hide(stored.hiddenColumns, Number(min), Number(max), part);
      } else if (name === 'x:mergeCell') {
        const range = rangeOf(ref ?? '');
        if (!range) throw damaged(`${part} 里的合并单元格 ${ref ?? ''} 不对`);
        stored.merges.push(range);
      } else if (name === 'x:rPh') {
        phonetic += 1;
      }
    },
    close(name) {
      if (name === 'x:rPh') phonetic -= 1;
      if (/^x:(odd|even|first)(Header|Footer)$/.test(name) && text) stored.margins.push(text);
      if (!cell) return;
      if (name === 'x:v') cell.value = text;
      else if (name === 'x:f') cell.formula = text;
      else if (name === 'x:t' && phonetic === 0) cell.inline += text;
      else if (name === 'x:c') {
        const seen = seenIn(cell, book);
        const { formula, value } = cell;
        if (seen.text !== '' || formula !== undefined || seen.remark !== undefined) {
          const isUncomputed = formula !== undefined && value === undefined;
          const computed = formula !== undefined && { formula, ...isUncomputed && { isUncomputed } };
          stored.cells.push({ row, column, ...seen, ...computed });
          if (stored.cells.length > LIMITS.cells) throw tooMuch(`有内容的单元格超过 ${LIMITS.cells} 个`);
        }
        cell = undefined;
      }
    },
    text(chunk) {
      text += chunk;
    },
  });
  return stored;
}

/** Returns what a person sees in a cell (ECMA-376-1, 18.18.11). */
function seenIn({ type, style, value, inline }: Open, { strings, formats, is1904 }: Book): NumberText {
  if (type === 'inlineStr') return { text: unescaped(inline) };
  if (value === undefined || value === '') return { text: '' };
  if (type === 's') {
    const text = strings[Number(value)];
    return text === undefined ? { text: '', remark: `这一格的文字（第 ${value} 条）在文件里找不到，请对照原件` } : { text };
  }
  if (type === 'b') return { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE' };
  if (type === 'e') return { text: value, remark: `公式出错：${value}` };
  if (type === 'd') return { text: value.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ') };
  return type === 'n' ? numberText(value, formats[style] ?? 'General', is1904) : { text: unescaped(value) };
}

function isOn(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true';
}

function hide(columns: Set<number>, from: number, to: number, part: string): void {
  if (!(from >= 1 && to <= 16_384) || columns.has(from)) throw damaged(`${part} 里的列 ${from}–${to} 不对`);
  for (let column = from; column <= to; column++) columns.add(column);
}

function numbered(row: string, part: string): number {
  const number = Number(row);
  if (!Number.isInteger(number) || number < 1 || number > 1_048_576) throw damaged(`${part} 里没有第 ${row} 行`);
  return number;
}
