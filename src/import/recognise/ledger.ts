import type { Cell } from '../grid.js';
import type { Pointer } from '../../model/pointer.js';
import type { Part } from './words.js';

/*
 * The bookkeeping of an import. Every character of the source is used once: for a field, as a label, as
 * something that the
 * layout prints anyway; or it is reported as not placed. So nothing is lost, and nothing is used twice.
 */

/** A text of the source and its place. Paragraphs outside of tables have row 0. */
export interface Item extends Pick<Cell, 'row' | 'column' | 'rows' | 'columns' | 'text'> {
  /** As the user named it. */
  file: string;
  table: number;
  sheet?: string;
  /** The line of a text file, where a row is several lines. */
  line?: number;
}

/** The use of a text. */
export type Use =
  | { is: 'value'; part: Part; at: Pointer } |
  /** The name of a field or a table. */
  { is: 'label' } |
  /** The layout prints it, or the file says it by its place: title, year, unit, order number. */
  { is: 'fixed' } |
  /** A line that the template prints: （公章）　年　月　日. */
  { is: 'printed' } |
  { is: 'unplaced'; why: string };

export interface Entry {
  item: Item;
  text: string;
  use: Use;
}

/** A reading that a person should look at: its place in the form, and the text of the source. */
export interface Doubt {
  part: Part;
  at: Pointer;
  item: Item;
  message: string;
}

const DEFAULT_REASON = '版式里没有这一栏';

export class Ledger {
  private readonly used = new Map<Item, Entry[]>();
  private readonly rest = new Map<Item, string>();

  constructor(readonly items: readonly Item[]) {
    for (const item of items) this.rest.set(item, item.text);
  }

  /** True while a text is not used; a line that the layout prints by itself does not count. */
  isFree(item: Item): boolean {
    const entries = this.used.get(item);
    return !entries || (entries.every(({ use }) => use.is === 'printed') && this.restOf(item).trim() !== '');
  }

  /** Returns the characters of a text that are not used. */
  restOf(item: Item): string {
    return this.rest.get(item) ?? '';
  }

  /** Returns the texts that nobody used. */
  free(): Item[] {
    return this.items.filter(item => this.isFree(item));
  }

  /**
   * Uses a text, or a part of it. @throws Error when the part is not there, or used already: a bug
   */
  use(item: Item, use: Use, part?: string): void {
    const rest = this.rest.get(item) ?? '';
    const text = part ?? rest;
    const start = rest.indexOf(text);
    if (start < 0 || (this.used.has(item) && part === undefined && rest.trim() === '')) {
      throw new Error(`used twice: “${text}” of row ${item.row}, column ${item.column}`);
    }
    this.rest.set(item, rest.slice(0, start) + rest.slice(start + text.length));
    const entries = this.used.get(item);
    const entry = { item, text, use };
    if (entries) entries.push(entry);
    else this.used.set(item, [entry]);
  }

  /** Returns what became of every text; what nobody used is not placed. */
  close(): Entry[] {
    return this.items.flatMap((item) => {
      const entries = this.used.get(item) ?? [];
      const rest = this.restOf(item).replace(/^[\s：:]+|(?<![\s：:])[\s：:]+$/g, '');
      if (rest === '') return entries;
      return [...entries, { item, text: rest, use: { is: 'unplaced' as const, why: DEFAULT_REASON } }];
    });
  }
}
