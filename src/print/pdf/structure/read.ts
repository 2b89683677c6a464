import { type Dict, Ref, tokenOf, type Value } from '../objects.js';
import { type Lookup, unexpected } from '../read-print.js';
import { type Element, elementOf, type Kid, type LinkAnnotation } from './element.js';

/** Types of PDF 1.7 (ISO 32000-1, 14.8.4). NonStruct has no meaning: what is in it belongs to the element above. */
const STANDARD = new Set([
  'Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', 'Caption', 'TOC', 'TOCI', 'Index', 'Private',
  'P', 'H', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'TR', 'TH', 'TD', 'THead', 'TBody', 'TFoot',
  'Span', 'Quote', 'Note', 'Reference', 'BibEntry', 'Code', 'Link', 'Annot', 'Ruby', 'RB', 'RT', 'RP', 'Warichu', 'WT', 'WP',
  'Figure', 'Formula', 'Form',
]);

/** Entries that are read into fields, follow from the tree, or serve attributes that are not kept. */
const KNOWN = new Set(['Type', 'S', 'P', 'K', 'Pg', 'A', 'ID']);

/** The beginning of the address of a link into another part of the document. */
const OTHER_PART = '(anchor:';

/** Returns the elements at the top of the structure tree of a print. @param pages numbers of the page objects */
export function readStructure(catalog: Dict, lookup: Lookup, pages: ReadonlyMap<number, number>): Kid[] {
  const root = lookup.dict(catalog.get('StructTreeRoot'), 'StructTreeRoot');
  return new Reader(lookup, pages).kids(root.get('K'), undefined);
}

class Reader {
  private readonly open = new Set<Dict>();

  constructor(private readonly lookup: Lookup, private readonly pages: ReadonlyMap<number, number>) {}

  kids(value: Value | undefined, page: number | undefined): Kid[] {
    if (value === undefined) return [];
    const target = this.lookup.resolve(value);
    const kids = Array.isArray(target) ? target : value;
    return (Array.isArray(kids) ? kids : [kids]).flatMap(kid => this.kid(kid, page));
  }

  private kid(value: Value, page: number | undefined): Kid[] {
    if (typeof value === 'string') {
      if (!/^\d+$/.test(value)) unexpected('每个 MCID 是整数');
      return [{ page: page ?? unexpected('结构元素的页'), mcid: Number(value) }];
    }
    const dict = this.lookup.dict(value, '结构元素');
    const own = this.pageOf(dict) ?? page;
    const type = dict.get('Type');
    if (type === '/MCR') return this.kid(dict.get('MCID') ?? unexpected('MCR 的 MCID'), own);
    if (type === '/OBJR') return this.link(this.lookup.dict(dict.get('Obj'), 'OBJR 的对象'), own ?? unexpected('链接的页'));
    return this.element(dict, own);
  }

  private element(dict: Dict, page: number | undefined): Kid[] {
    if (this.open.has(dict)) unexpected('每个结构元素不在自己里面');
    this.open.add(dict);
    const kids = this.kids(dict.get('K'), page);
    this.open.delete(dict);
    const type = tokenOf(dict.get('S')).slice(1);
    if (!STANDARD.has(type)) return kids;
    const element: Element = elementOf(type, kids);
    for (const attribute of this.attributes(dict.get('A'))) {
      const scope = attribute.get('Scope');
      if (scope === '/Row' || scope === '/Column' || scope === '/Both') element.scope = scope.slice(1) as 'Row' | 'Column' | 'Both';
      element.rowSpan = Number(attribute.get('RowSpan') ?? element.rowSpan);
      element.columnSpan = Number(attribute.get('ColSpan') ?? element.columnSpan);
    }
    for (const [key, value] of dict) if (!KNOWN.has(key) && typeof value === 'string') element.entries.push([key, value]);
    return [element];
  }

  private link(annotation: Dict, page: number): LinkAnnotation[] {
    const rectangle = this.lookup.array(annotation.get('Rect'), '链接的 Rect').map(tokenOf).join(' ');
    const named = annotation.get('Dest');
    if (typeof named === 'string' && named.startsWith('/')) return [{ page, rectangle, target: { anchor: named.slice(1) } }];
    const action = this.lookup.resolve(annotation.get('A'));
    const uri = action instanceof Map ? this.lookup.resolve(action.get('URI')) : undefined;
    if (typeof uri !== 'string') return [];
    const anchor = uri.startsWith(OTHER_PART) ? uri.slice(OTHER_PART.length, -1) : undefined;
    return [{ page, rectangle, target: anchor === undefined ? { uri } : { anchor } }];
  }

  private attributes(value: Value | undefined): Dict[] {
    const found = this.lookup.resolve(value);
    const list = Array.isArray(found) ? found.map(one => this.lookup.resolve(one)) : [found];
    return list.filter(one => one instanceof Map);
  }

  private pageOf(dict: Dict): number | undefined {
    const page = dict.get('Pg');
    return page instanceof Ref ? this.pages.get(page.number) ?? unexpected('结构元素的页') : undefined;
  }
}
