import { strFromU8, unzipSync } from 'fflate';
import { all, type Element, first, parseXml } from './xml.js';

/** The parts of an office file as texts; every XML part is well-formed. */
export function partsOf(bytes: Uint8Array): Map<string, string> {
  const parts = new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
  for (const [name, text] of parts) if (/\.(xml|rels)$/.test(name)) parseXml(text);
  return parts;
}

export interface WordCell {
  text: string;
  /** Columns that it covers. */
  columns: number;
  /** True where it goes on with the cell above. */
  goesOn: boolean;
  width: number;
}

export interface WordTable {
  grid: number[];
  rows: { isHeader: boolean; cells: WordCell[] }[];
}

const value = (element: Element | undefined, attribute = 'w:val'): string | undefined => element?.attributes[attribute];

/** Returns the tables of a Word file, and its paragraphs outside of them. */
export function readWord(bytes: Uint8Array): { paragraphs: string[]; tables: WordTable[] } {
  return contentsOf(bodyOf(bytes));
}

/** Returns the same after all tracked changes were accepted or rejected, as Word does. */
export function settled(bytes: Uint8Array, how: 'accepted' | 'rejected'): ReturnType<typeof readWord> {
  const [gone, stays] = how === 'accepted' ? ['w:del', 'w:ins'] : ['w:ins', 'w:del'];
  const settle = (element: Element): Element[] => {
    if (element.name === gone) return [];
    if (element.name === stays) return element.children.flatMap(settle);
    if (element.name === 'w:tr' && first(element.children.find(({ name }) => name === 'w:trPr'), gone)) return [];
    return [{ ...element, name: element.name.replace('w:delText', 'w:t'), children: joined(element.children, gone).flatMap(settle) }];
  };
  return contentsOf(settle(bodyOf(bytes))[0] as Element);
}

/** A paragraph whose end goes is one with the next. */
function joined(children: readonly Element[], gone: string): Element[] {
  const result: Element[] = [];
  let open: Element | undefined;
  for (const child of children) {
    const own = open && child.name === 'w:p' ? { ...child, children: [...open.children.filter(({ name }) => name !== 'w:pPr'), ...child.children] } : child;
    open = undefined;
    const end = own.name === 'w:p' ? first(first(own.children.find(({ name }) => name === 'w:pPr'), 'w:rPr'), gone) : undefined;
    if (end) open = own;
    else result.push(own);
  }
  return open ? [...result, open] : result;
}

function bodyOf(bytes: Uint8Array): Element {
  return first(parseXml(partsOf(bytes).get('word/document.xml') ?? ''), 'w:body') as Element;
}

function textOf(paragraph: Element): string {
  const pieces = (element: Element): string[] => element.children.flatMap((child) => {
    if (child.name === 'w:tab') return element.name === 'w:r' ? ['\t'] : [];
    if (child.name === 'w:br') return ['\n'];
    if (child.name === 'w:delText') return [];
    return child.name === '#text' ? (element.name === 'w:t' ? [child.text] : []) : pieces(child);
  });
  return pieces(paragraph).join('');
}

function contentsOf(body: Element): ReturnType<typeof readWord> {
  const cellOf = (cell: Element): WordCell => {
    const properties = first(cell, 'w:tcPr');
    return {
      text: cell.children.filter(({ name }) => name === 'w:p').map(textOf).join('\n'),
      columns: Number(value(first(properties, 'w:gridSpan')) ?? 1),
      goesOn: value(first(properties, 'w:vMerge')) === 'continue',
      width: Number(value(first(properties, 'w:tcW'), 'w:w')),
    };
  };
  return {
    paragraphs: body.children.filter(({ name }) => name === 'w:p').map(textOf).filter(Boolean),
    tables: body.children.filter(({ name }) => name === 'w:tbl').map(table => ({
      grid: all(table, 'w:gridCol').map(column => Number(value(column, 'w:w'))),
      rows: table.children.filter(({ name }) => name === 'w:tr').map(row => ({
        isHeader: first(first(row, 'w:trPr'), 'w:tblHeader') !== undefined,
        cells: row.children.filter(({ name }) => name === 'w:tc').map(cellOf),
      })),
    })),
  };
}
