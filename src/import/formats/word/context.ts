import { type Flow, type Place, quoted } from '../flow.js';
import { elementsOf, everyElement, type XmlElement } from '../xml.js';
import type { Notes } from './notes.js';
import type { Numbering } from './numbering.js';

/** Texts of one cell or paragraph that a person sees otherwise than as plain text, or not at all. */
export interface Findings {
  inserted: string[];
  deleted: string[];
  hidden: string[];
  struck: string[];
  /** The prompts that content controls show until somebody fills them in. */
  placeholders: string[];
  /** Numbers of lists, which Word draws. */
  numbers: string[];
  /** Fields whose instruction makes the text: `=SUM(ABOVE)`. */
  formulas: string[];
  /** Fields that draw what is no text of the file: `EQ \o\ac(□,√)`. */
  drawn: string[];
  pictures: number;
  objects: number;
  /** Further sentences. */
  others: string[];
}

export function noFindings(): Findings {
  return {
    inserted: [], deleted: [], hidden: [], struck: [], placeholders: [], numbers: [], formulas: [], drawn: [],
    pictures: 0, objects: 0, others: [],
  };
}

/** The state that the readers of a document share. */
export interface Context {
  flow: Flow;
  numbering: Numbering;
  notes: Notes;
  /** The place in the document that is read now. */
  place: Place;
  findings: Findings;
  /** `w:t` of controls that nobody filled in. */
  unfilled: WeakSet<XmlElement>;
}

/** Returns the children; controls and other wrappers are replaced by what they wrap. */
export function unwrapped(element: XmlElement, context: Context): XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === 'w:sdt') {
      const [properties, content] = ['w:sdtPr', 'w:sdtContent'].map(name => elementsOf(child, name)[0]);
      if (properties && elementsOf(properties, 'w:showingPlcHdr').length > 0) {
        for (const text of everyElement(child)) if (text.name === 'w:t') context.unfilled.add(text);
      }
      return content ? unwrapped(content, context) : [];
    }
    return child.name === 'w:customXml' ? unwrapped(child, context) : [child];
  });
}

/** Reports what was found in a cell or paragraph, and begins anew. */
export function reportFindings(context: Context): void {
  const { flow, place, findings } = context;
  context.findings = noFindings();
  const list = (texts: readonly string[]): string => texts.filter(text => text.trim() !== '').map(quoted).join('、');
  const [inserted, deleted] = [list(findings.inserted), list(findings.deleted)];
  const changes = [...inserted ? [`插入 ${inserted}`] : [], ...deleted ? [`删除 ${deleted}`] : []];
  if (changes.length) flow.remark(`有没接受的修订，按接受后的样子读：${changes.join('；')}`, place);
  const texts: (readonly [string, readonly string[]])[] = [
    ['有隐藏的文字，没有算进来', findings.hidden],
    ['有带删除线的文字，仍算在内', findings.struck],
    ['控件里还是提示文字，没有算进来', findings.placeholders],
  ];
  for (const [message, found] of texts) if (list(found)) flow.remark(`${message}：${list(found)}`, place);
  if (findings.numbers.length) flow.remark(`编号 ${list(findings.numbers)} 是 Word 自动编的，已补在文字前面`, place);
  for (const formula of findings.formulas) flow.remark(`这里的字是域 ${quoted(formula)} 上次算出的结果`, place);
  for (const drawn of findings.drawn) flow.remark(`域 ${quoted(drawn)} 画出的字没有读，请对照原件`, place);
  if (findings.pictures) flow.remark(`有 ${findings.pictures} 张图片，没有读`, place);
  if (findings.objects) flow.remark(`有 ${findings.objects} 个嵌入的对象（图表、Excel 表等），没有读，请对照原件`, place);
  for (const other of findings.others) flow.remark(other, place);
}
