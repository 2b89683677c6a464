/** `  - name: …`: indentation, what stands for a dash, blanks after it, name. */
const FIELD = /^( *)(?:([-－–—•])( *))?([^\s:#'"[\]{}&*!|>%@`,-][^\s:]{0,40}) ?:(?=\s|$)(?:\s*(\S)?)/;
/** Fields of an item that are looked at to know it as one. */
const LONGEST_ITEM = 40;
/** Fields that are repeated in a list without any dash; fewer may be a group that is written twice. */
const SURE_ITEM = 4;

/** A line that begins with the name of a field. */
export interface Line {
  /** Among the lines of the text. */
  index: number;
  indent: number;
  /** The text in the place of the dash: nothing, `-` without a blank, or another character. */
  mark: string;
  isItem: boolean;
  name: string;
  /** The column in which the name begins. */
  column: number;
  isEmpty: boolean;
}

/** @returns `undefined` for other lines */
export function readLine(text: string, index: number): Line | undefined {
  const [, indent = '', mark = '', gap = '', name = '', content] = FIELD.exec(text) ?? [];
  if (!name) return undefined;
  return {
    index,
    indent: indent.length,
    mark,
    isItem: mark === '-' && gap !== '',
    name,
    column: indent.length + mark.length + gap.length,
    isEmpty: content === undefined || content === '#',
  };
}

export interface Columns {
  /** The column of the dashes of the list. */
  dash: number;
  /** The column of the names of the fields. */
  column: number;
}

/** The lines, by index, that begin an item without a dash, and where dash and name belong. */
export function findStarts(lines: readonly Line[]): Map<number, Columns> {
  return new ItemFinder(lines).find();
}

class ItemFinder {
  private readonly starts = new Map<number, Columns>();
  /** Names with which an item begins. */
  private readonly openers: Set<string>;
  /** Names of fields of items. */
  private readonly names: Set<string>;
  /** The names of the item so far; `undefined` outside of lists. */
  private item: Set<string> | undefined;
  /** The group of fields with the item in it, where it may be a list without any dash. */
  private group: { first: number; indent: number } | undefined;
  private columns: Columns | undefined;

  constructor(private readonly lines: readonly Line[]) {
    this.openers = new Set(lines.filter(({ mark }) => mark).map(({ name }) => name));
    this.names = namesOfFields(lines);
    const list = lines.find(({ isItem }) => isItem);
    this.columns = list && { dash: list.indent, column: list.column };
  }

  find(): Map<number, Columns> {
    for (const [index, line] of this.lines.entries()) this.take(index, line);
    return this.starts;
  }

  private take(index: number, line: Line): void {
    const { name, indent, isItem, column } = line;
    if (this.group && (isItem || indent <= this.group.indent)) this.item = this.group = undefined;
    if (isItem) {
      this.columns = { dash: indent, column };
      this.item = new Set([name]);
    } else if (this.group) this.takeOfGroup(index, name, this.group.first);
    else if (this.begins(index, line)) {
      this.starts.set(index, this.columns ?? { dash: indent, column: indent + 2 });
      this.item = new Set([name]);
    } else if (this.item && this.columns && indent <= this.columns.dash && !this.names.has(name)) this.item = undefined;
    else if (this.item) this.item.add(name);
    else {
      const parent = this.lines[index - 1];
      if (!parent?.isEmpty || indent <= parent.indent) return;
      this.group = { first: index, indent: parent.indent };
      this.item = new Set([name]);
    }
  }

  /** An item begins here, in a list of which some items have a dash. */
  private begins(index: number, { name, indent, mark }: Line): boolean {
    if (mark && this.openers.has(name)) return true;
    if (this.item) return this.item.has(name) && this.repeats(index, 2);
    const parent = this.lines[index - 1];
    return parent?.isEmpty === true && indent >= parent.indent && this.openers.has(name);
  }

  /** In a group of fields: where they begin anew it is a list, and both lines begin an item. */
  private takeOfGroup(index: number, name: string, first: number): void {
    const [own, next] = [this.lines[first], this.lines[first + 1]];
    if (!own || own.name !== name || !this.repeats(index, SURE_ITEM)) {
      this.item?.add(name);
      return;
    }
    const column = next && next.indent > own.indent ? next.indent : own.indent + 2;
    this.columns = { dash: column - 2, column };
    this.starts.set(first, this.columns).set(index, this.columns);
    for (const field of this.item ?? []) this.names.add(field);
    this.openers.add(name);
    this.item = new Set([name]);
    this.group = undefined;
  }

  /** Several fields of the item are repeated from here, beginning with the first of an item, or most of them. */
  private repeats(from: number, least: number): boolean {
    const item = this.item ?? new Set<string>();
    const next = new Set<string>();
    for (const { name, isItem } of this.lines.slice(from, from + LONGEST_ITEM)) {
      if (isItem || next.has(name)) break;
      next.add(name);
    }
    const repeated = [...next].filter(name => item.has(name)).length;
    const opens = this.openers.has(this.lines[from]?.name ?? '') || repeated * 2 > item.size;
    return item.size > 1 && repeated >= least && opens;
  }
}

/** The names of the fields of items, as far as these have their dash. */
function namesOfFields(lines: readonly Line[]): Set<string> {
  const names = new Set<string>();
  let column: number | undefined;
  for (const line of lines) {
    if (line.isItem) column = line.column;
    else if (line.mark) column = line.indent + 2;
    else if (column !== undefined && line.indent < column) column = undefined;
    if (column !== undefined) names.add(line.name);
  }
  return names;
}
