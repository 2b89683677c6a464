import { type Faults, pdf, ua } from './faults.js';
import { childrenOf, type Element, elementsBelow } from './structure.js';

/** The kids an element may have, each followed by a blank, in order. */
const KIDS: Record<string, RegExp> = {
  Table: /^(Caption )?((TR|THead|TBody|TFoot) )*(Caption )?$/,
  THead: /^(TR )*$/,
  TBody: /^(TR )*$/,
  TFoot: /^(TR )*$/,
  TR: /^((TH|TD) )*$/,
  L: /^(Caption )?((L|LI) )*$/,
  LI: /^((Lbl|LBody) )*$/,
  TOC: /^(Caption )?((TOC|TOCI) )*$/,
  TOCI: /^((Lbl|Reference|P|NonStruct|TOC) )*$/,
};
const PARENTS: Record<string, RegExp> = {
  THead: /^Table$/,
  TBody: /^Table$/,
  TFoot: /^Table$/,
  TR: /^(Table|THead|TBody|TFoot)$/,
  TH: /^TR$/,
  TD: /^TR$/,
  LI: /^L$/,
  LBody: /^LI$/,
  TOCI: /^TOC$/,
  Document: /^$/,
};
/** Types that have elements, and no content of their own. */
const GROUPING = new Set('Document Part Art Sect Div TOC Index Table THead TBody TFoot TR L LI'.split(' '));

/** Checks which elements are in which, and that headings are in steps. */
export function checkNesting(top: readonly Element[], faults: Faults): void {
  const all = [...elementsBelow(top)];
  for (const element of all) checkElement(element, faults);
  const count = (type: string): number => all.filter(element => element.type === type).length;
  checkHeadings(all.map(element => element.type).filter(type => /^H\d?$/.test(type)), faults);
  if (top.length !== 1 || count('Document') !== 1) faults.practice('structure tree that is not one Document');
}

function checkElement(element: Element, faults: Faults): void {
  const { type, parent } = element;
  const kids = childrenOf(element).map(kid => kid.type);
  const count = (kind: string): number => kids.filter(kid => kid === kind).length;
  faults.must(KIDS[type]?.test(kids.map(kid => `${kid} `).join('')) ?? true, `${type} with kids that it may not have`, ua('7.2'));
  faults.must(PARENTS[type]?.test(parent?.type ?? '') ?? true, `${type} inside of an element that may not have it`, ua('7.2'));
  faults.must(count('H') <= 1, 'element with two headings H', ua('7.4.4'));
  if (type === 'Table') {
    faults.must(count('THead') <= 1 && count('TFoot') <= 1, 'Table with two of THead or TFoot', ua('7.2'));
    faults.must(count('THead') + count('TFoot') === 0 || count('TBody') > 0, 'Table with THead or TFoot but without TBody', ua('7.2'));
  }
  const described = ['Alt', 'ActualText'].some(key => element.dict.has(key));
  if (type === 'Figure') faults.must(described, 'Figure without Alt', ua('7.3'));
  if (type === 'Formula') faults.must(described, 'Formula without Alt', ua('7.7'));
  if (type === 'Note') faults.must(element.id !== undefined, 'Note without ID', ua('7.9'));
  const holder = holderOf(element);
  const content = element.kids.filter(kid => kid.kind === 'content').length;
  if (GROUPING.has(holder)) faults.add(`content directly in ${holder}`, pdf('14.8.4'), content);
}

/** Returns the type of the element that content belongs to: a NonStruct is none. */
function holderOf(element: Element): string {
  let holder: Element | undefined = element;
  while (holder?.type === 'NonStruct') holder = holder.parent;
  return holder?.type ?? '';
}

function checkHeadings(types: readonly string[], faults: Faults): void {
  const levels = types.filter(type => type !== 'H').map(type => Number(type.slice(1)));
  faults.must(!levels.length || levels.length === types.length, 'headings of both kinds, H and H1', ua('7.4.4'));
  levels.forEach((level, i) => {
    faults.must(level <= (levels[i - 1] ?? 0) + 1, i ? 'heading that skips a level' : 'first heading that is not H1', ua('7.4.2'));
  });
}
