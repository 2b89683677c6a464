import type { Relation } from '../package.js';
import { elementsOf, readTree, type XmlElement } from '../xml.js';
import type { Zip } from '../zip.js';

/** Texts beside the body, in files of their own. */
export interface Notes {
  /** By id; each is taken out when the body refers to it. */
  footnotes: Map<string, string>;
  endnotes: Map<string, string>;
  comments: Map<string, string>;
  /** Different texts of headers and footers, without those that only count pages. */
  margins: string[];
}

export async function readNotes(zip: Zip, relations: readonly Relation[]): Promise<Notes> {
  const trees = async (type: string): Promise<XmlElement[]> => {
    const isRead = (of: Relation): boolean => of.type === type && !of.isExternal && zip.has(of.target);
    const parts = relations.filter(isRead);
    const found: XmlElement[] = [];
    for (const { target } of parts) found.push(await readTree(zip.chunks(target), target));
    return found;
  };
  const byId = async (type: string, name: string, text: (note: XmlElement) => string): Promise<Map<string, string>> => {
    const notes = (await trees(type)).flatMap(root => elementsOf(root, name));
    const own = notes.filter(({ attributes }) => !/separator|Notice/i.test(attributes['w:type'] ?? '')); // lines that Word draws
    return new Map(own.map(note => [note.attributes['w:id'] ?? '', text(note)]));
  };
  const authored = (note: XmlElement): string => {
    const author = note.attributes['w:author'] ?? '';
    return `批注${author && `（${author}）`}：${plainText(note)}`;
  };
  const margins = [...await trees('header'), ...await trees('footer')].map(plainText);
  return {
    footnotes: await byId('footnotes', 'w:footnote', plainText),
    endnotes: await byId('endnotes', 'w:endnote', plainText),
    comments: await byId('comments', 'w:comment', authored),
    margins: [...new Set(margins)].filter(text => !/^([\d\s第共页/·—–-]|page|of)*$/i.test(text)),
  };
}

/** Returns all text in an element: paragraphs on one line, parted by a blank. */
export function plainText(element: XmlElement): string {
  let text = '';
  const walk = ({ name, children, attributes }: XmlElement): void => {
    if (name === 'mc:Fallback') return; // the same text box once more
    if (name === 'w:p' || name === 'w:tab' || name === 'w:br') text += ' ';
    if (name === 'v:textpath') text += attributes['string'] ?? '';
    for (const child of children) {
      if (typeof child !== 'string') walk(child);
      else if (name === 'w:t' || name === 'w:delText' || name === 'm:t' || name === 'a:t') text += child;
    }
  };
  walk(element);
  return text.replace(/\s+/g, ' ').trim();
}
