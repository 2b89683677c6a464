import type { Relation } from '../package.js';
import { childOf, elementsOf, readTree, type XmlElement } from '../xml.js';
import type { Zip } from '../zip.js';
import { numberText } from './number-text.js';

interface Level {
  format: string;
  /** `%1.%2`: the places of the numbers of levels, from 1. */
  text: string;
  start: number;
}

/** A list that paragraphs belong to. */
interface List {
  /** Lists with the same one count on from one another. */
  counter: string;
  levels: readonly Level[];
  /** Level → the number with which it begins anew. */
  restarts: ReadonlyMap<number, number>;
}

/** The list and the level of a paragraph. */
interface ListPlace {
  list: string;
  level: number;
}

/** Counts the numbers that Word draws before paragraphs; they are no text of the file (ECMA-376-1, 17.9). */
export class Numbering {
  private readonly counts = new Map<string, number[]>();
  private readonly started = new Set<string>();

  /**
   * @param lists by `numId`
   * @param styles paragraph styles that put their paragraphs in a list
   */
  private constructor(
    private readonly lists: ReadonlyMap<string, List>,
    private readonly styles: ReadonlyMap<string, Partial<ListPlace>>,
  ) {}

  static async read(zip: Zip, relations: readonly Relation[]): Promise<Numbering> {
    const tree = async (type: string): Promise<XmlElement | undefined> => {
      const part = relations.find(relation => relation.type === type && !relation.isExternal)?.target;
      return part !== undefined && zip.has(part) ? readTree(zip.chunks(part), part) : undefined;
    };
    return new Numbering(listsOf(await tree('numbering')), stylesOf(await tree('styles')));
  }

  /**
   * Returns the number before a paragraph and counts it; `''` for a list of bullets.
   *
   * @param properties `w:pPr`
   * @returns `undefined` when it has none
   */
  next(properties: XmlElement | undefined): string | undefined {
    const own = properties && childOf(properties, 'w:numPr');
    const style = this.styles.get((properties && value(properties, 'w:pStyle')) ?? '');
    const id = (own && value(own, 'w:numId')) ?? style?.list;
    const level = Number((own && value(own, 'w:ilvl')) ?? style?.level ?? 0);
    const list = this.lists.get(id ?? '');
    const known = list?.levels[level];
    if (!list || !known) return undefined;
    const counts = this.counts.get(list.counter) ?? [];
    this.counts.set(list.counter, counts);
    const restart = list.restarts.get(level);
    const isRestart = restart !== undefined && !this.started.has(`${id} ${level}`);
    this.started.add(`${id} ${level}`);
    counts[level] = isRestart ? restart : counts[level] === undefined ? known.start : counts[level] + 1;
    counts.length = level + 1;
    if (known.format === 'bullet' || known.format === 'none') return '';
    const text = known.text.replace(/%([1-9])/g, (_, digit: string) => {
      const place = Number(digit) - 1;
      const { format, start } = list.levels[place] ?? known;
      return numberText(counts[place] ?? start, format);
    });
    return /[\p{L}\p{N}]$/u.test(text) ? `${text} ` : text; // `1` before `2个` would read 12个
  }
}

function value(element: XmlElement, child: string): string | undefined {
  return childOf(element, child)?.attributes['w:val'];
}

function listsOf(root: XmlElement | undefined): Map<string, List> {
  const abstract = new Map<string, Level[]>();
  const lists = new Map<string, List>();
  for (const element of root ? elementsOf(root, 'w:abstractNum') : []) {
    abstract.set(element.attributes['w:abstractNumId'] ?? '', levelsOf(element));
  }
  for (const element of root ? elementsOf(root, 'w:num') : []) {
    const counter = value(element, 'w:abstractNumId') ?? '';
    const levels = [...abstract.get(counter) ?? []];
    const restarts = new Map<number, number>();
    for (const override of elementsOf(element, 'w:lvlOverride')) {
      const level = Number(override.attributes['w:ilvl'] ?? 0);
      levelsOf(override).forEach((own, index) => { levels[index] = own; });
      const start = value(override, 'w:startOverride');
      if (start !== undefined) restarts.set(level, Number(start));
    }
    lists.set(element.attributes['w:numId'] ?? '', { counter, levels, restarts });
  }
  return lists;
}

/** Returns the levels in an element, each at its own index. */
function levelsOf(element: XmlElement): Level[] {
  const levels: Level[] = [];
  for (const level of elementsOf(element, 'w:lvl')) {
    const index = Number(level.attributes['w:ilvl'] ?? 0);
    if (!(index >= 0 && index < 9)) continue; // Word has nine
    levels[index] = {
      format: value(level, 'w:numFmt') ?? 'decimal',
      text: value(level, 'w:lvlText') ?? '',
      start: Number(value(level, 'w:start') ?? 0),
    };
  }
  return levels;
}

/** Returns the lists of paragraph styles, with those of the styles that they are based on. */
function stylesOf(root: XmlElement | undefined): Map<string, Partial<ListPlace>> {
  const elements = new Map((root ? elementsOf(root, 'w:style') : []).map(style => [style.attributes['w:styleId'] ?? '', style]));
  const styles = new Map<string, Partial<ListPlace>>();
  for (const [id, style] of elements) {
    let based: XmlElement | undefined = style;
    for (let steps = 0; based && steps < 10; steps++) { // a style may be based on itself
      const properties = childOf(based, 'w:pPr');
      const list: XmlElement | undefined = properties && childOf(properties, 'w:numPr');
      if (list) {
        styles.set(id, { list: value(list, 'w:numId') ?? '', level: Number(value(list, 'w:ilvl') ?? 0) });
        break;
      }
      based = elements.get(value(based, 'w:basedOn') ?? '');
    }
  }
  return styles;
}
