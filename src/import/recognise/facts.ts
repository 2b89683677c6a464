import type { Builder } from './builder.js';
import { labelIn } from './label.js';
import type { Item } from './ledger.js';
import type { Line } from './lines.js';
import { withTotal } from './builder.js';
import { isMoney } from './value.js';
import type { Place } from './words.js';

/** A label that was read, and the field it names. */
interface Seen {
  item: Item;
  place: Place;
}

/** A label and what stands behind its colon, in one cell. */
const PAIR = /^((?:其中[：:])?[^：:]{1,30})[：:]([^]*)$/;
/** A label and an amount, parted by a blank. */
const AMOUNT_PAIR = /^(\S{2,20})\s+(-?[\d.,]+%?)$/;
const UNIT = /^[（(]?(?:金额)?单位[：:]?(万元|元)[）)]?$/;
const UNIT_IN_LABEL = /(?:[（(]|单位[：:])(万元|元)(?:[）)]|$)/;

/** Reads labels and what stands beside or below them. One reader for each form; lines in their order. */
export class FactReader {
  private readonly seen: Seen[] = [];

  constructor(private readonly builder: Builder) {}

  /** @param next the line below, where values stand under their labels */
  read(line: Line, next: Line | undefined): void {
    const { ledger } = this.builder;
    for (const [index, item] of line.items.entries()) {
      if (!ledger.isFree(item)) continue;
      if (this.readUnit(item) || this.continueList(line, item)) continue;
      const label = this.pick(labelIn(item.text), item, line);
      if (label) this.readLabel(label, item, line, index, next);
      else this.readPairs(item, line, index);
    }
  }

  /** Returns what a label names; `undefined` for a text that is none. */
  find(text: string): readonly Place[] {
    return this.builder.book.fields.get(labelIn(text)) ?? [];
  }

  private readUnit(item: Item): boolean {
    const unit = UNIT.exec(item.text.replace(/\s/g, ''))?.[1];
    if (unit === undefined) return false;
    this.builder.unit = unit === '元' ? '元' : '万元';
    this.builder.ledger.use(item, { is: 'fixed' });
    return true;
  }

  private readLabel(label: Place, item: Item, line: Line, index: number, next: Line | undefined): void {
    const { builder } = this;
    builder.ledger.use(item, { is: 'label' });
    this.seen.push({ item, place: label });
    this.readUnitOf(label, item.text);
    const right = this.skipTotal(label, line, index);
    const end = right && right !== line.items[index + 1] ? right.column : item.column + item.columns;
    const isBeside =
      right?.column === end ||
      (right !== undefined && index + 2 === line.items.length && line.over(end) === undefined);
    if (right && isBeside && builder.ledger.isFree(right) && !this.isLabel(right)) {
      if (right.column !== end)
        builder.doubt(label.part, withTotal(label).at, right, '和“' + item.text.trim() + '”中间隔着空格子');
      if (label.schema.properties && !label.schema.properties.total) this.readPairs(right, line, index + 1);
      else if (!label.schema.items) builder.place(label, right);
      return;
    }
    const below = next?.over(item.column);
    const isUnder =
      below &&
      builder.ledger.isFree(below) &&
      below.row === next?.row &&
      below.column === item.column &&
      below.columns === item.columns;
    if (item.rows === 1 && isUnder && !this.isLabel(below) && this.hasNoLabels(next) && !label.schema.items)
      builder.place(label, below);
  }

  /** 总分: what can be reached stands before what was reached. */
  private skipTotal({ schema }: Place, line: Line, index: number): Item | undefined {
    const [first, second] = line.items.slice(index + 1);
    const isNumber = (item: Item | undefined): boolean =>
      item !== undefined && this.builder.ledger.isFree(item) && /^\d+(?:\.\d+)?$/.test(item.text.trim());
    if (schema.code !== 'score' || !first || !isNumber(first) || !isNumber(second)) return first;
    this.builder.ledger.use(first, { is: 'unplaced', why: '合计行' });
    return second;
  }

  /** `项目名称：某某` in one cell, also several of them, parted by lines or blanks. */
  private readPairs(item: Item, line: Line, index: number): void {
    const { builder } = this;
    const parts = item.text
      .split(/\n|\s{2,}|　+/)
      .map(chunk => chunk.trim())
      .filter(Boolean);
    // Several blanks may part an amount from its label.
    const amount = parts.some(chunk => PAIR.test(chunk)) ? null : AMOUNT_PAIR.exec(item.text.trim());
    const chunks = amount ? [item.text.trim()] : parts;
    const pairs = amount ? [amount] : chunks.map(chunk => PAIR.exec(chunk));
    const known = pairs.map(
      pair => pair?.[1] !== undefined && (this.find(pair[1]).length > 0 || UNIT.test(pair[0].replace(/\s/g, ''))),
    );
    if (!known.includes(true)) return;
    for (const [at, pair] of pairs.entries()) {
      const [chunk = '', name = '', value = ''] = pair ?? [];
      if (!pair || !known[at]) continue;
      const unit = UNIT.exec(chunk.replace(/\s/g, ''))?.[1];
      if (unit !== undefined) {
        builder.unit = unit === '元' ? '元' : '万元';
        builder.ledger.use(item, { is: 'fixed' }, chunk);
        continue;
      }
      const label = this.pick(labelIn(name), item, line);
      if (!label) continue;
      this.readUnitOf(label, name);
      this.seen.push({ item, place: label });
      builder.ledger.use(item, { is: 'label' }, chunk.slice(0, chunk.length - value.length));
      if (value.trim() !== '') builder.place(label, item, value, value.trim());
      else if (chunks.length === 1) this.readRight(label, line, index);
    }
  }

  private readRight(label: Place, line: Line, index: number): void {
    const right = line.items[index + 1];
    if (right && this.builder.ledger.isFree(right) && !this.isLabel(right)) this.builder.place(label, right);
  }

  /** A label over several rows with a text in each: the rows below the first are paragraphs of the same field. */
  private continueList(line: Line, item: Item): boolean {
    const left = line.over(item.column - 1);
    const above = this.seen.find(one => one.item === left);
    if (!left || left === item || !above || left.row === item.row || !above.place.schema.prose) return false;
    if (this.isLabel(item) || !this.builder.isFilled(above.place)) return false;
    this.builder.append(above.place, item);
    return true;
  }

  private readUnitOf({ schema, within }: Place, text: string): void {
    const unit = UNIT_IN_LABEL.exec(text.replace(/\s/g, ''))?.[1];
    const isAmount = isMoney(schema, true) || within.length > 0 || schema.properties !== undefined;
    if (unit !== undefined && isAmount) this.builder.unit = unit === '元' ? '元' : '万元';
  }

  private isLabel(item: Item): boolean {
    if (this.find(item.text).length > 0) return true;
    const name = PAIR.exec(item.text)?.[1];
    return name !== undefined && !item.text.includes('\n') && this.find(name).length > 0;
  }

  private hasNoLabels(line: Line): boolean {
    return line.items.every(item => !this.isLabel(item));
  }

  /**
   * Several fields may go by one name (财政拨款 of the term and of the year): the group is the one of the labels
   * around.
   */
  private pick(label: string, item: Item, line: Line): Place | undefined {
    const all = label === '' ? [] : (this.builder.book.fields.get(label) ?? []);
    const open = all.filter(place => !this.builder.isFilled(withTotal(place)) || place.schema.items);
    if (open.length < 2) return open[0] ?? all[0];
    for (const group of this.groupsAround(item, line)) {
      const inside = open.filter(
        ({ within, at, part }) => part === group.part && (within.includes(group.at) || at === group.at),
      );
      if (inside.length) return inside[0];
    }
    const [first] = open.toSorted((a, b) => b.strength - a.strength);
    const fields = new Set(
      open.filter(({ strength, part }) => strength === first?.strength && part === first.part).map(({ at }) => at),
    );
    if (first && fields.size > 1)
      this.builder.doubt(first.part, withTotal(first).at, item, '同名的栏目不止一处，按先后放');
    return first;
  }

  /**
   * Groups that labels around an item belong to: a source to the left over its row, above in its column, a budget
   * to the left.
   */
  private groupsAround(item: Item, line: Line): { part: Place['part']; at: string }[] {
    const before = this.seen.toReversed();
    const covers = ({ item: other }: Seen): boolean =>
      other.table === line.table && other.row <= line.row && line.row < other.row + other.rows;
    const left = before.filter(one => covers(one) && one.item !== item && one.item.column < item.column);
    const above = before.filter(
      ({ item: other }) => other.table === line.table && other.column === item.column && other.row < item.row,
    );
    const [inner, outer] = [
      left.filter(({ place }) => place.within.length > 0),
      left.filter(({ place }) => place.within.length === 0),
    ];
    return [...inner, ...above, ...outer].flatMap(({ place }) => {
      const groups = [...place.within].reverse().map(at => ({ part: place.part, at }));
      return place.schema.properties ? [{ part: place.part, at: place.at }, ...groups] : groups;
    });
  }
}
