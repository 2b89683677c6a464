/** An element; texts are elements of the name `#text`. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };
const decoded = (text: string): string => text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
  if (name.startsWith('#')) return String.fromCodePoint(parseInt(name.replace(/^#x?/i, ''), /^#x/i.test(name) ? 16 : 10));
  const known = ENTITIES[name];
  if (known === undefined) throw new Error(`no entity ${whole}`);
  return known;
});

/** Parses XML without a DTD. @throws Error when it is not well-formed */
export function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  for (const tag of xml.matchAll(/<\?[^]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*"[^"<]*")*)\s*(\/?)>/g)) {
    const between = xml.slice(at, tag.index);
    if (/[<>]/.test(between.replace(/>/g, ''))) throw new Error(`not well-formed: ${between.slice(0, 80)}`);
    const parent = open.at(-1) ?? root;
    if (between) parent.children.push({ name: '#text', attributes: {}, children: [], text: decoded(between) });
    at = tag.index + tag[0].length;
    const [, slash, name, attributes = '', empty] = tag;
    if (name === undefined) continue;
    if (slash) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    const values = [...attributes.matchAll(/([\w:.-]+)\s*=\s*"([^"]*)"/g)]
      .map(([, key = '', value = '']) => [key, decoded(value)] as const);
    if (new Set(values.map(([key]) => key)).size < values.length) throw new Error(`<${name}> has an attribute twice`);
    const element: Element = { name, attributes: Object.fromEntries(values), children: [], text: '' };
    parent.children.push(element);
    if (!empty) open.push(element);
  }
  if (open.length !== 1 || xml.slice(at).trim()) throw new Error('not well-formed: the end is missing');
  return root;
}

/** Returns the elements of a name below an element, in the order of the text; those within one another, too. */
export function all(element: Element, name: string): Element[] {
  return element.children.flatMap(child => [...child.name === name ? [child] : [], ...all(child, name)]);
}

/** Returns the first element of a name below an element. */
export const first = (element: Element | undefined, name: string): Element | undefined =>
  element && all(element, name)[0];
