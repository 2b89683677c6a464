import { SaxesParser } from 'saxes';
import { LIMITS } from './limits.js';
import { type Attributes, Names } from './names.js';
import { damaged, tooMuch, Unreadable } from './unreadable.js';

/** Names are those of {@link Names}, `w:tbl`; attributes without a prefix have none. */
export interface XmlEvents {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

export interface XmlElement {
  name: string;
  attributes: Attributes;
  children: (XmlElement | string)[];
}

/**
 * Reads a part of an Office file. Entities other than the five of XML are not known, and a DTD is refused: nothing is
 * expanded, and nothing outside of the part is looked for.
 *
 * @param part its name, for errors
 * @throws Unreadable when it is not well-formed, has a DTD, or is nested too deeply
 */
export async function readXml(chunks: AsyncIterable<Uint8Array>, part: string, events: XmlEvents): Promise<void> {
  const names = new Names();
  const open: string[] = [];
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
  parser.on('error', (error) => { throw damaged(`${part} 不是完整的 XML`, error); });
  parser.on('doctype', () => {
    throw new Unreadable(`${part} 里有 DTD（可引用外部文件），Office 文件不会有，拒绝读取`,
      '这个文件可能是别有用心的人做的，请先弄清来源');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= LIMITS.depth) throw tooMuch(`${part} 的元素套了 ${LIMITS.depth} 层以上`);
    const known = names.enter(name, attributes);
    open.push(known.name);
    events.open(known.name, known.attributes);
  });
  parser.on('closetag', () => {
    names.leave();
    events.close(open.pop() ?? '');
  });
  parser.on('text', text => events.text(text));
  parser.on('cdata', text => events.text(text));
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    parser.write(decoded(decoder, chunk, part));
  }
  parser.write(decoder ? decoded(decoder, undefined, part) : '').close();
}

/** Parts are UTF-8 or UTF-16 (ECMA-376-2, 8.1.4). */
function encodingOf(start: Uint8Array): string {
  const [first, second] = start;
  return (first === 0xFF && second === 0xFE) || second === 0 ? 'utf-16le' : first === 0xFE || first === 0 ? 'utf-16be' : 'utf-8';
}

function decoded(decoder: TextDecoder, chunk: Uint8Array | undefined, part: string): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (error) {
    throw damaged(`${part} 的编码有误`, error);
  }
}

/**
 * Returns the elements of a part as a tree.
 *
 * @param keep false for an element that is left out with everything in it
 * @throws Unreadable as {@link readXml}, and for more than {@link LIMITS.elements}
 */
export async function readTree(
  chunks: AsyncIterable<Uint8Array>, part: string,
  keep: (name: string, parent: string, attributes: Attributes) => boolean = () => true,
): Promise<XmlElement> {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  let left = 0; // depth within an element that is left out
  let count = 0;
  await readXml(chunks, part, {
    open(name, attributes) {
      const parent = open.at(-1) ?? root;
      if (left > 0 || !keep(name, parent.name, attributes)) {
        left += 1;
        return;
      }
      if (++count > LIMITS.elements) throw tooMuch(`${part} 的元素超过 ${LIMITS.elements} 个`);
      const element: XmlElement = { name, attributes, children: [] };
      parent.children.push(element);
      open.push(element);
    },
    close() {
      if (left > 0) left -= 1;
      else open.pop();
    },
    text(text) {
      if (left === 0) open.at(-1)?.children.push(text);
    },
  });
  return elementsOf(root)[0] ?? root;
}

/** Returns the child elements, or those of a name. */
export function elementsOf({ children }: XmlElement, name?: string): XmlElement[] {
  const elements = children.filter((child): child is XmlElement => typeof child !== 'string');
  return name === undefined ? elements : elements.filter(child => child.name === name);
}

/** Returns the first child element of a name. */
export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** Yields the element and all elements in it, in document order. */
export function* everyElement(element: XmlElement): Generator<XmlElement, void> {
  yield element;
  for (const child of elementsOf(element)) yield* everyElement(child);
}

/** Returns the text that stands directly in an element. */
export function textOf({ children }: XmlElement): string {
  return children.filter(child => typeof child === 'string').join('');
}

/** Returns the texts of all elements of a name in an element. */
export function textsIn(element: XmlElement, name: string): string[] {
  return [...everyElement(element)].filter(inner => inner.name === name).map(textOf);
}
