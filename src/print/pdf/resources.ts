import { type Dict, Ref, Stream, textOf, type Value } from './objects.js';
import { compressed } from './compress.js';
import type { PageFont } from './content/text.js';
import { fontsIn, SHOWN } from './printed-fonts.js';
import { inflated, type Lookup, unexpected } from './read-print.js';

/** An object that page content uses besides fonts, such as a picture. Places in its text: see structure/write.ts. */
export interface Extra {
  text: string;
  /** The data of a stream, as in the print. */
  data?: Uint8Array;
}

/** Returns the graphics states that are as at the beginning of a page: opaque, painted over what is below. */
export function plainStatesIn(resources: Dict, lookup: Lookup): Set<string> {
  return new Set(statesIn(resources, lookup).filter(([, state]) => isPlain(state)).map(([name]) => name));
}

function statesIn(resources: Dict, lookup: Lookup): [string, Dict][] {
  if (!resources.has('ExtGState')) return [];
  return [...lookup.dict(resources.get('ExtGState'), '页面的 ExtGState')].map(([name, state]) => [name, lookup.dict(state, '图形状态')]);
}

function isPlain(state: Dict): boolean {
  return [...state].every(([key, value]) =>
    key === 'Type' || ((key === 'ca' || key === 'CA') && value === '1') || (key === 'BM' && value === '/Normal'));
}

/** Collects what the pages of a print use besides fonts. */
export class Extras {
  readonly list: Extra[] = [];
  private readonly numbers = new Map<number, number>();
  private readonly fontNumbers: ReadonlyMap<Dict, number>;

  /** @param fonts the part's fonts, in their order, by their dictionaries */
  constructor(private readonly lookup: Lookup, private readonly fonts: ReadonlyMap<Dict, PageFont>) {
    this.fontNumbers = new Map([...fonts.keys()].map((font, index) => [font, index]));
  }

  /** Returns the resources of a page besides fonts and plain graphics states as the text of dictionary entries. */
  entriesOf(resources: Dict): string {
    const states = statesIn(resources, this.lookup).filter(([, state]) => !isPlain(state));
    const needed: Dict = new Map(states.length ? [['ExtGState', new Map(states)]] : []);
    for (const [key, value] of resources) {
      const isEmpty = value instanceof Map && value.size === 0;
      if (!['Font', 'ExtGState', 'ProcSet'].includes(key) && !isEmpty) needed.set(key, value);
    }
    return needed.size ? this.textOf(needed).slice(2, -2) : '';
  }

  private textOf(value: Value): string {
    return textOf(value, number => this.placeOf(number));
  }

  private placeOf(number: number): string {
    const known = this.numbers.get(number);
    if (known !== undefined) return `&${known}R`;
    const target = this.lookup.resolve(new Ref(number)) ?? unexpected('每个引用的对象');
    const font = target instanceof Map ? this.fontNumbers.get(target) : undefined;
    if (font !== undefined) return `!${font}R`;
    const extra: Extra = { text: '' };
    const place = this.list.push(extra) - 1;
    this.numbers.set(number, place);
    if (target instanceof Stream) {
      const dict: Dict = new Map([...target.dict].filter(([key]) => key !== 'Length'));
      extra.data = target.dict.get('Subtype') === '/Form' ? this.formOf(target) : target.data;
      if (extra.data !== target.data) dict.set('Filter', '/FlateDecode');
      extra.text = this.textOf(dict);
    } else extra.text = this.textOf(target);
    return `&${place}R`;
  }

  /** Returns the content of a form XObject (ISO 32000-1, 8.10) with the glyph numbers of whole fonts, compressed. */
  private formOf(form: Stream): Uint8Array {
    const resources = this.lookup.resolve(form.dict.get('Resources'));
    const named = new Map(resources instanceof Map ? fontsIn(resources, this.lookup) : []);
    let font: PageFont | undefined;
    const content = inflated(form).replace(SHOWN, (shown, name: string | undefined, codes: string | undefined) => {
      const dict = name === undefined ? undefined : named.get(name);
      if (dict) font = this.fonts.get(dict);
      return codes && font ? `<${codes.replace(/.{4}/g, code => font?.glyph(code).code ?? code)}> Tj` : shown;
    });
    return compressed(Buffer.from(content, 'latin1'));
  }
}
