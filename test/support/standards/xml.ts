export interface Node {
  /** Namespace and local name, joined; the empty string for the document. */
  name: string;
  prefix: string;
  /** By namespace and local name, joined. */
  attributes: Map<string, string>;
  kids: Node[];
  text: string;
}

const PART = /<\?[^]*?\?>|<!--[^]*?-->|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };
const XML = 'http://www.w3.org/XML/1998/namespace#';

interface Open { node: Node; tag: string; spaces: Map<string, string> }

/** Parses XML with namespaces. @throws when it is not well-formed; a DOCTYPE and CDATA are not known */
export function parseXml(text: string): Node {
  const root: Node = { name: '', prefix: '', attributes: new Map(), kids: [], text: '' };
  const open: Open[] = [{ node: root, tag: '', spaces: new Map([['xml', XML]]) }];
  for (PART.lastIndex = 0; PART.lastIndex < text.length;) {
    const found = PART.exec(text);
    const top = open.at(-1);
    if (!found || !top) throw new Error('not well-formed');
    const [, closing, tag, attributes = '', empty, characters] = found;
    if (characters !== undefined) {
      top.node.text += decode(characters);
    } else if (tag !== undefined && closing) {
      if (top.tag !== tag || open.length === 1) throw new Error(`</${tag}> closes <${top.tag}>`);
      open.pop();
    } else if (tag !== undefined) {
      const { node, spaces } = elementOf(tag, attributes, top.spaces);
      top.node.kids.push(node);
      if (!empty) open.push({ node, tag, spaces });
    }
  }
  if (open.length > 1 || root.kids.length !== 1 || root.text.replace('\uFEFF', '').trim()) throw new Error('not one element');
  return root;
}

function elementOf(tag: string, attributes: string, outer: Map<string, string>): Omit<Open, 'tag'> {
  const pairs = [...attributes.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
    .map(([, key = '', double, single]) => [key, decode(double ?? single ?? '')] as const);
  const spaces = new Map([...outer, ...pairs.flatMap(([key, value]) =>
    key === 'xmlns' || key.startsWith('xmlns:') ? [[key.slice(6), value] as const] : [])]);
  const full = (name: string, isAttribute: boolean): string => {
    const [local = '', prefix = ''] = name.split(':').reverse();
    const space = spaces.get(prefix) ?? (prefix ? undefined : '');
    if (space === undefined) throw new Error(`the prefix ${prefix} has no namespace`);
    return (isAttribute && !prefix ? '' : space) + local;
  };
  const own = pairs.filter(([key]) => !/^xmlns(:|$)/.test(key)).map(([key, value]) => [full(key, true), value] as const);
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error('an attribute is there twice');
  const prefix = tag.includes(':') ? tag.slice(0, tag.indexOf(':')) : '';
  return { node: { name: full(tag, false), prefix, attributes: new Map(own), kids: [], text: '' }, spaces };
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+))?;?/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal ?? hex) return String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex ?? '', 16));
    const character = whole.endsWith(';') ? ENTITIES[name ?? ''] : undefined;
    if (character === undefined) throw new Error(`the entity ${whole} is not known`);
    return character;
  });
}
