import { moneyUnitOf } from '../../model/money.js';
import { type Pointer, steps } from '../../model/pointer.js';
import type { MoneyUnit } from '../../model/schema.js';
import { type Fields, put, textsOf, treeAt } from './draft.js';
import { type Doubt, type Item, Ledger } from './ledger.js';
import { isMoney, type Read, readAmount, readText } from './value.js';
import type { Book, Part, Place } from './words.js';

/** A form in the making: what its files will hold, and what became of each text. */
export class Builder {
  readonly ledger: Ledger;
  readonly drafts = new Map<Part, Fields>();
  readonly doubts: Doubt[] = [];
  /** The unit of money that a line, or the last label of an amount, says. */
  unit: MoneyUnit | undefined;

  constructor(
    readonly book: Book,
    items: readonly Item[],
  ) {
    this.ledger = new Ledger(items);
  }

  /** Returns true when a field, or anything in a group, has a text already. */
  isFilled({ part, at }: Pick<Place, 'part' | 'at'>): boolean {
    const tree = treeAt(this.draft(part), at);
    return tree !== undefined && [...textsOf(tree)].length > 0;
  }

  /**
   * Puts the text of a cell, or a part of it, into a field; a field that has one already keeps it. What cannot
   * be put there
   * is not placed, with the reason.
   */
  place(place: Place, item: Item, text = this.ledger.restOf(item), piece?: string): void {
    const target = withTotal(place);
    if (target.schema.properties) {
      this.ledger.use(item, { is: 'unplaced', why: '版式里这是一组金额，没有总额这一格' }, piece);
      return;
    }
    if (target.schema.items) {
      this.ledger.use(item, { is: 'unplaced', why: '版式里这是一个表，不是一格文字' }, piece);
      return;
    }
    const read = this.read(target, text);
    const { part, at } = target;
    if ('why' in read) {
      this.ledger.use(item, { is: 'unplaced', why: read.why }, piece);
      return;
    }
    const known = treeAt(this.draft(part), at);
    if (known !== undefined) {
      const isSame = known === read.text;
      this.ledger.use(
        item,
        isSame
          ? { is: 'fixed' }
          : { is: 'unplaced', why: `这一栏前面已经有“${typeof known === 'string' ? known : '内容'}”` },
        piece,
      );
      return;
    }
    put(this.draft(part), at, read.text);
    this.ledger.use(item, { is: 'value', part, at }, piece);
    if (read.doubt !== undefined) this.doubt(part, read.isOfGroup ? `/${steps(at)[0] ?? ''}` : at, item, read.doubt);
  }

  /** Appends a paragraph to a text, as lists of documents have one in each row. */
  append({ part, at }: Pick<Place, 'part' | 'at'>, item: Item): void {
    const before = treeAt(this.draft(part), at);
    put(
      this.draft(part),
      at,
      typeof before === 'string' ? `${before}\n${this.ledger.restOf(item).trim()}` : this.ledger.restOf(item).trim(),
    );
    this.ledger.use(item, { is: 'value', part, at });
  }

  /** Reads the text of a cell for a field. */
  read({ part, schema, within, at }: Place, text: string): Read {
    const kind = this.book.parts.get(part)?.kind;
    const isInMoney = within.length > 0 || /^\/(?:budget|termBudget)$/.test(at);
    if (!isMoney(schema, isInMoney)) return readText(text, schema);
    return readAmount(text, schema, this.unit, kind ? moneyUnitOf(kind) : '万元');
  }

  doubt(part: Part, at: Pointer, item: Item, message: string): void {
    const isKnown = this.doubts.some(one => one.part === part && one.at === at && one.message === message);
    if (!isKnown) this.doubts.push({ part, at, item, message });
  }

  draft(part: Part): Fields {
    let draft = this.drafts.get(part);
    if (!draft) this.drafts.set(part, (draft = {}));
    return draft;
  }
}

/** A single amount beside the name of a group is its total. */
export function withTotal(place: Place): Place {
  const { schema, at, within } = place;
  const total = schema.properties?.total;
  return total ? { ...place, at: `${at}/total`, schema: total, within: [...within, at] } : place;
}
