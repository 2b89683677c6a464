import { hexString, literalText } from '../objects.js';
import { type Element, isContent, isElement, isLink, type Kid, type LinkAnnotation } from './element.js';

/*
 * Objects of a part are written before their numbers in a document are known. Their texts have places for references:
 * `#3R` the object 3 of the part, `$0R` its page 0, `%1R` its link 1, `&2R` its extra 2, `!0R` its font 0, `^R` the
 * element above the part.
 */

/** The structure of a part as texts of objects, in reading order. */
export interface StructureObjects {
  objects: string[];
  /** Numbers of the elements at the top. */
  roots: number[];
  /** By page: the element of each number of marked content; `null` for artifacts (ISO 32000-1, 14.7.4.4). */
  parents: (number | null)[][];
  links: PartLink[];
}

export interface PartLink extends LinkAnnotation {
  /** The text it is on. */
  label: string;
  /** The number of its element. */
  element: number;
}

/**
 * Returns the objects of a tree.
 *
 * @param pages the number of pages
 * @param labelOf returns the text of an element, for links
 */
export function writeStructure(
  roots: readonly Kid[],
  pages: number,
  labelOf: (element: Element) => string,
): StructureObjects {
  const parents = Array.from({ length: pages }, (): StructureObjects['parents'][number] => []);
  const written: StructureObjects = { objects: [], roots: [], parents, links: [] };
  const write = (element: Element, above: string): number => {
    const number = written.objects.push('') - 1;
    const page = element.kids.find(isContent)?.page;
    const kids = element.kids.map((kid) => {
      if (isElement(kid)) return `#${write(kid, `#${number}R`)}R`;
      if (isLink(kid)) {
        const link = written.links.push({ ...kid, label: labelOf(element), element: number }) - 1;
        return `<</Type/OBJR/Obj %${link}R/Pg $${kid.page}R>>`;
      }
      const ofPage = parents[kid.page] ?? [];
      while (ofPage.length < kid.mcid) ofPage.push(null);
      ofPage[kid.mcid] = number;
      return kid.page === page ? String(kid.mcid) : `<</Type/MCR/Pg $${kid.page}R/MCID ${kid.mcid}>>`;
    });
    written.objects[number] = [
      `<</S/${element.type}/P ${above}`,
      page === undefined ? '' : `/Pg $${page}R`,
      kids.length ? `/K ${kids.length === 1 ? kids[0] : `[${kids.join(' ')}]`}` : '',
      attributesOf(element),
      ...element.entries.map(([key, value]) => `/${key} ${protectedText(value)}`),
      '>>',
    ].join('');
    return number;
  };
  for (const root of roots) if (isElement(root)) written.roots.push(write(root, '^R'));
  return written;
}

function attributesOf({ scope, rowSpan, columnSpan }: Element): string {
  const attributes = [
    scope ? `/Scope/${scope}` : '', rowSpan > 1 ? `/RowSpan ${rowSpan}` : '', columnSpan > 1 ? `/ColSpan ${columnSpan}` : '',
  ].join('');
  return attributes && `/A<</O/Table${attributes}>>`;
}

/** Returns a string in hex, so that nothing in it looks like a place for a reference. */
function protectedText(value: string): string {
  return value.startsWith('(') ? hexString(literalText(value)) : value;
}

const PLACE = /([#$%&!])(\d+)R|\^R/g;

/** The object numbers of a part in a document: that of the first object of each kind. */
export interface Places {
  objects: number;
  pages: number;
  links: number;
  extras: number;
  /** The object numbers of its fonts. */
  fonts: readonly number[];
  /** The object number of the element above it. */
  above: number;
}

/** Returns the text of an object with references to the objects of a document. */
export function place(object: string, places: Places): string {
  return object.replace(PLACE, (_, kind: string | undefined, digits: string) => `${targetOf(kind, Number(digits), places)} 0 R`);
}

function targetOf(kind: string | undefined, number: number, places: Places): number {
  const { objects, pages, links, extras, fonts, above } = places;
  switch (kind) {
    case '#': return objects + number;
    case '$': return pages + number;
    case '%': return links + number;
    case '&': return extras + number;
    case '!': return fonts[number] ?? 0;
    default: return above;
  }
}
