import { type Node, parseXml } from './xml.js';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const SCHEMA = 'http://www.aiim.org/pdfa/ns/schema#';
const PROPERTY = 'http://www.aiim.org/pdfa/ns/property#';
const EXTENSION = 'http://www.aiim.org/pdfa/ns/extension/';
export const SPACES = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  pdf: 'http://ns.adobe.com/pdf/1.3/',
  pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  pdfuaid: 'http://www.aiim.org/pdfua/ns/id/',
};
/** The namespaces of the schemas that need no description. */
const PREDEFINED = [SPACES.dc, SPACES.xmp, SPACES.pdf, SPACES.pdfaid, EXTENSION,
  'http://ns.adobe.com/xap/1.0/mm/', 'http://ns.adobe.com/xap/1.0/rights/'];
const SCHEMA_KEYS = ['schema', 'namespaceURI', 'prefix', 'property'].map(key => SCHEMA + key);
const PROPERTY_KEYS = ['name', 'valueType', 'category', 'description'].map(key => PROPERTY + key);

/** The properties of an XMP packet. */
export class Xmp {
  readonly #properties: Node[];

  /** @throws when the packet is no well-formed XML with one rdf:RDF */
  constructor(readonly packet: string) {
    const [meta] = parseXml(packet).kids;
    const rdf = meta?.name === `${RDF}RDF` ? meta : meta?.kids.find(kid => kid.name === `${RDF}RDF`);
    if (!rdf) throw new Error('no rdf:RDF');
    this.#properties = rdf.kids.flatMap(fieldsOf);
  }

  /** Returns the prefix of a property and its value, or the first of its values. */
  property(space: keyof typeof SPACES, key: string): { prefix: string; text: string } | undefined {
    const node = this.#properties.find(({ name }) => name === SPACES[space] + key);
    return node && { prefix: node.prefix, text: itemsOf(node)[0]?.text ?? node.text };
  }

  /** Returns the value of a property in a language; undefined when it is no rdf:Alt. */
  inLanguage(space: keyof typeof SPACES, key: string, language: string): string | undefined {
    const node = this.#properties.find(({ name }) => name === SPACES[space] + key);
    const items = node?.kids[0]?.name === `${RDF}Alt` ? itemsOf(node) : [];
    return items.find(item => [...item.attributes].some(([name, value]) => name.endsWith('#lang') && value === language))?.text;
  }

  /** Returns how many properties are there twice. */
  get repeated(): number {
    return this.#properties.length - new Set(this.#properties.map(({ name }) => name)).size;
  }

  /** Returns the names of the properties whose schema is neither predefined nor described. */
  get undescribed(): string[] {
    const described = new Map(this.#schemas().flatMap((schema) => {
      const value = (key: string): string => schema.find(({ name }) => name === SCHEMA + key)?.text ?? '';
      const properties = schema.find(({ name }) => name === `${SCHEMA}property`);
      return (properties ? itemsOf(properties) : []).map(fieldsOf).filter(isDescription).map((fields) => {
        const name = fields.find(field => field.name === `${PROPERTY}name`)?.text ?? '';
        return [value('namespaceURI') + name, value('prefix')] as const;
      });
    }));
    const isPredefined = (name: string): boolean =>
      PREDEFINED.some(space => name.startsWith(space) && !/[/#]/.test(name.slice(space.length)));
    return this.#properties.map(({ name, prefix }) => ({ name, prefix: prefix || described.get(name) }))
      .filter(({ name, prefix }) => !isPredefined(name) && !(described.has(name) && described.get(name) === prefix))
      .map(({ name }) => name);
  }

  #schemas(): Node[][] {
    const node = this.#properties.find(({ name }) => name === `${EXTENSION}schemas`);
    return (node ? itemsOf(node) : []).map(fieldsOf).filter(fields => hasAll(fields, SCHEMA_KEYS, 'pdfaSchema'));
  }
}

/** Returns the properties of a node: kids and attributes. */
function fieldsOf(node: Node): Node[] {
  const inner = node.kids.length === 1 && node.kids[0]?.name === `${RDF}Description` ? node.kids[0] : node;
  const attributes = [...inner.attributes].filter(([name]) => !name.startsWith(RDF) && name !== '')
    .map(([name, text]) => ({ name, text, prefix: '', attributes: new Map<string, string>(), kids: [] }));
  return [...inner.kids, ...attributes];
}

/** Returns the items of an rdf:Alt, rdf:Bag or rdf:Seq. */
function itemsOf(node: Node): Node[] {
  const [list] = node.kids;
  return list && /#(Alt|Bag|Seq)$/.test(list.name) ? list.kids : [];
}

/** Tells whether the fields are there and not empty; their prefix is fixed. */
const hasAll = (fields: readonly Node[], keys: readonly string[], fixed: string): boolean =>
  keys.every(key => fields.some(({ name, prefix, text, kids }) =>
    name === key && (prefix || fixed) === fixed && Boolean(text.trim() || kids.length)));

const isDescription = (fields: readonly Node[]): boolean => hasAll(fields, PROPERTY_KEYS, 'pdfaProperty') &&
  fields.some(({ name, text }) => name === `${PROPERTY}category` && /^(internal|external)$/.test(text));
