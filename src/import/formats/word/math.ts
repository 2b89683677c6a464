import { childOf, elementsOf, textOf, type XmlElement } from '../xml.js';

/** Returns a formula on one line: a fraction as a/b, a power as a^b (ECMA-376-1, 22.1). */
export function mathText(element: XmlElement): string {
  const part = (name: string): string => {
    const child = childOf(element, name);
    return child ? mathText(child) : '';
  };
  switch (element.name) {
    case 'm:t': case 'w:t': return textOf(element);
    case 'm:f': return `${part('m:num')}/${part('m:den')}`;
    case 'm:sSup': return `${part('m:e')}^${part('m:sup')}`;
    case 'm:sSub': return `${part('m:e')}_${part('m:sub')}`;
    default: return elementsOf(element).map(mathText).join('');
  }
}
