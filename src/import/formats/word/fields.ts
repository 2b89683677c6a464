import { childOf, elementsOf, type XmlElement } from '../xml.js';
import type { Findings } from './context.js';

/** Reports a field whose instruction matters (ECMA-376-1, 17.16.5); page numbers and links are not reported. */
export function reportField(instruction: string, findings: Findings): void {
  const text = instruction.trim();
  if (/^(=|DATE\b|TIME\b|SUM\b)/i.test(text)) findings.formulas.push(text);
  if (/^(EQ|SYMBOL)\b/i.test(text)) findings.drawn.push(text);
  if (/^(INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|DATABASE)\b/i.test(text)) {
    findings.others.push(`域“${text}”要取别的文件，没有去取，用的是文件里存的文字`);
  }
}

/** Returns what an old form field (`w:fldChar`) shows that is no text: its tick, or the entry that is chosen. */
export function fieldText(field: XmlElement): string {
  const data = childOf(field, 'w:ffData');
  const box = data && childOf(data, 'w:checkBox');
  if (box) {
    const state = childOf(box, 'w:checked') ?? childOf(box, 'w:default');
    return state && !/^(0|false|off)$/.test(state.attributes['w:val'] ?? '') ? '☑' : '☐';
  }
  const list = data && childOf(data, 'w:ddList');
  if (!list) return '';
  const chosen = Number((childOf(list, 'w:result') ?? childOf(list, 'w:default'))?.attributes['w:val'] ?? 0);
  return elementsOf(list, 'w:listEntry')[chosen]?.attributes['w:val'] ?? '';
}
