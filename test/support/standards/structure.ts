import { pdf, ua } from './faults.js';
import type { PdfFile } from './file.js';
import { Dict, LANGUAGE, listOf, nameOf, numberOf, textOf, bytesOf, type Value } from './values.js';

export interface Element {
  dict: Dict;
  /** The standard type; empty when there is none. */
  type: string;
  parent: Element | undefined;
  kids: Kid[];
  /** The attributes of all owners, named `Owner/Key`. */
  attributes: Map<string, Value>;
  id: string | undefined;
}

export type Kid =
  | { kind: 'element'; element: Element } |
  { kind: 'content'; mcid: number; owner: Dict | undefined } |
  { kind: 'object'; object: Dict | undefined };

const STANDARD = new Set((
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody ' +
  'Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP ' +
  'Figure Formula Form').split(' '));

/** Returns the elements in reading order. */
export function* elementsBelow(elements: readonly Element[]): Generator<Element> {
  for (const element of elements) {
    yield element;
    yield* elementsBelow(childrenOf(element));
  }
}

export const childrenOf = (element: Element): Element[] =>
  element.kids.flatMap(kid => kid.kind === 'element' ? [kid.element] : []);

/** Reads the structure tree and returns the elements at its top. */
export function readStructure(file: PdfFile): Element[] {
  const root = file.dict(file.catalog, 'StructTreeRoot');
  if (!root) {
    file.faults.add('no structure tree', ua('7.1'));
    return [];
  }
  const seen = new Set<Dict>();
  const kidOf = (value: Value, parent: Element | undefined, page: Dict | undefined): Kid[] => {
    const given = file.resolve(value);
    if (typeof given === 'number') return [{ kind: 'content', mcid: given, owner: page }];
    const dict = file.dict(given);
    const type = nameOf(file.at(dict, 'Type'));
    if (!dict) {
      file.faults.add('structure element whose kid is not there', pdf('14.7.2'));
      return [];
    }
    const pageOfKid = file.dict(dict, 'Pg') ?? page;
    if (type === 'MCR') return [{ kind: 'content', mcid: numberOf(file.at(dict, 'MCID')) ?? -1, owner: file.dict(dict, 'Stm') ?? pageOfKid }];
    if (type === 'OBJR') return [{ kind: 'object', object: file.dict(dict, 'Obj') }];
    if (seen.has(dict)) {
      file.faults.add('structure element that is there twice', pdf('14.7.2'));
      return [];
    }
    seen.add(dict);
    file.faults.must(file.isIndirect(dict) && (type ?? 'StructElem') === 'StructElem', 'structure element of another Type', pdf('14.7.2'));
    file.faults.must(file.dict(dict, 'P') === (parent?.dict ?? root), 'structure element whose P is not its parent', ua('7.1'));
    const element: Element = {
      dict, parent, type: standardType(file, root, nameOf(file.at(dict, 'S'))), kids: [],
      attributes: attributesOf(file, dict), id: bytesOf(file.at(dict, 'ID')),
    };
    const language = file.at(dict, 'Lang');
    file.faults.must(language === null || LANGUAGE.test(textOf(language) ?? ''), 'Lang that is no language tag', ua('7.2'));
    element.kids = file.list(dict, 'K').flatMap(kid => kidOf(kid, element, pageOfKid));
    return [{ kind: 'element', element }];
  };
  return file.list(root, 'K').flatMap(value => kidOf(value, undefined, undefined))
    .flatMap(kid => kid.kind === 'element' ? [kid.element] : []);
}

function standardType(file: PdfFile, root: Dict, type: string | undefined): string {
  const map = file.dict(root, 'RoleMap');
  if (type !== undefined && STANDARD.has(type)) {
    file.faults.must(!map?.has(type), 'standard structure type that is mapped to another', ua('7.1'));
    return type;
  }
  const passed = new Set<string>();
  for (let mapped = type; mapped !== undefined && !passed.has(mapped); mapped = nameOf(file.at(map, mapped))) {
    if (STANDARD.has(mapped)) return mapped;
    passed.add(mapped);
  }
  file.faults.add('structure type that is not standard', ua('7.1'));
  return '';
}

function attributesOf(file: PdfFile, dict: Dict): Map<string, Value> {
  const attributes = new Map<string, Value>();
  for (const value of file.list(dict, 'A')) {
    const owned = file.dict(value);
    if (!owned) continue; // a revision number
    const owner = nameOf(file.at(owned, 'O'));
    file.faults.must(owner !== undefined, 'attributes without an owner', pdf('14.7.5.2'));
    for (const key of owned.keys()) attributes.set(`${owner ?? ''}/${key}`, file.at(owned, key));
  }
  for (const [key, rule] of Object.entries(ATTRIBUTES)) {
    const value = attributes.get(key);
    file.faults.must(value === undefined || rule(value), `wrong value of the attribute ${key.split('/')[1] ?? ''}`, pdf('14.8.5.7'));
  }
  return attributes;
}

const isSpan = (value: Value): boolean => typeof value === 'number' && Number.isInteger(value) && value > 0;
const ATTRIBUTES: Record<string, (value: Value) => boolean> = {
  'Table/Scope': value => /^(Row|Column|Both)$/.test(nameOf(value) ?? ''),
  'Table/RowSpan': isSpan,
  'Table/ColSpan': isSpan,
  'Table/Headers': value => Array.isArray(value) && listOf(value).every(id => bytesOf(id) !== undefined),
};
