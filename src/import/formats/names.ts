export type Attributes = Readonly<Record<string, string>>;

/** Namespaces of Office by what ends them: transitional and strict files differ before that. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/\/wordprocessingml(\/2006)?\/main$/, 'w'],
  [/\/spreadsheetml(\/2006)?\/main$/, 'x'],
  [/\/drawingml(\/2006)?\/main$/, 'a'],
  [/\/drawingml(\/2006)?\/picture$/, 'pic'],
  [/\/drawingml(\/2006)?\/chart$/, 'c'],
  [/\/drawingml(\/2006)?\/diagram$/, 'dgm'],
  [/\/drawingml(\/2006)?\/spreadsheetDrawing$/, 'xdr'],
  [/\/officeDocument(\/2006)?\/relationships$/, 'r'],
  [/\/officeDocument(\/2006)?\/math$/, 'm'],
  [/\/package\/2006\/(relationships|content-types)$/, 'opc'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/\/spreadsheetml\/2018\/threadedcomments$/, 'tc'],
  [/^urn:schemas-microsoft-com:vml$/, 'v'],
  [/^urn:schemas-microsoft-com:office:office$/, 'o'],
];

interface Scope {
  prefixes: ReadonlyMap<string, string>;
  /** Names as written → names as known, of this scope. */
  names: Map<string, string>;
}

/**
 * Gives elements and attributes the usual prefix of their namespace: programs may choose any. Those of an unknown
 * namespace get the prefix `?`, so nothing unknown passes for something known.
 */
export class Names {
  private readonly scopes: Scope[] = [{ prefixes: new Map([['xml', 'xml']]), names: new Map() }];
  /** For each open element, whether it declared namespaces. */
  private readonly declared: boolean[] = [];

  enter(name: string, attributes: Attributes): { name: string; attributes: Attributes } {
    let [declares, differs] = [false, false];
    for (const key of Object.keys(attributes)) {
      if (key.startsWith('xmlns')) declares = true;
      else if (key.includes(':') && this.known(key, false) !== key) differs = true;
    }
    this.declared.push(declares);
    if (declares) this.declare(attributes);
    // Most files have the usual prefixes; copies of their attributes would take a third of the time.
    return { name: this.known(name, true), attributes: declares || differs ? this.renamed(attributes) : attributes };
  }

  leave(): void {
    if (this.declared.pop()) this.scopes.pop();
  }

  private renamed(attributes: Attributes): Attributes {
    const renamed = Object.create(null) as Record<string, string>;
    for (const key of Object.keys(attributes)) renamed[this.known(key, false)] = attributes[key] ?? '';
    return renamed;
  }

  private declare(attributes: Attributes): void {
    const prefixes = new Map(this.scope.prefixes);
    for (const key of Object.keys(attributes)) {
      if (key !== 'xmlns' && !key.startsWith('xmlns:')) continue;
      const uri = attributes[key] ?? '';
      prefixes.set(key.slice(6), PREFIXES.find(([ending]) => ending.test(uri))?.[1] ?? '?');
    }
    this.scopes.push({ prefixes, names: new Map() });
  }

  private known(name: string, isElement: boolean): string {
    const colon = name.indexOf(':');
    if (colon < 0 && !isElement) return name;
    let known = this.scope.names.get(name);
    if (known === undefined) {
      const prefix = this.scope.prefixes.get(colon < 0 ? '' : name.slice(0, colon));
      known = `${prefix ?? '?'}:${name.slice(colon + 1)}`;
      this.scope.names.set(name, known);
    }
    return known;
  }

  private get scope(): Scope {
    return this.scopes.at(-1) as Scope;
  }
}
