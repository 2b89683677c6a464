import type { FontLibrary } from '../fonts/library.js';
import { charactersOf, Stylesheets } from '../browser/stylesheets.js';

/** Fonts and styles are made of these. */
export interface Look {
  /** The style of documents. */
  style: string;
  fonts: FontLibrary;
  families: ReadonlySet<string>;
}

export interface Asset {
  type: string;
  bytes: () => Promise<Uint8Array>;
}

/** Returns a text as a file of the page. */
export function textAsset(type: 'css' | 'javascript', text: string): Asset {
  return { type: `text/${type}; charset=utf-8`, bytes: () => Promise.resolve(new TextEncoder().encode(text)) };
}

/** The fonts of pages, cut to the characters in use. They are made when a page asks for them, and kept in memory. */
export class FontAssets {
  private readonly characters = new Set<string>();
  private made: { stylesheets: Stylesheets; files: Map<string, Asset> } | undefined;

  constructor(private look: Look) {}

  /** Adds the characters of some texts. @returns true if pages need other fonts for them */
  add(texts: readonly string[]): boolean {
    const fresh = [...charactersOf(texts)].filter(character => !this.characters.has(character));
    for (const character of fresh) this.characters.add(character);
    if (fresh.length) this.made = undefined;
    return fresh.length > 0;
  }

  /** Takes another style, or other fonts. */
  change(look: Look): void {
    this.look = look;
    this.made = undefined;
  }

  /** Returns the styles for printing. */
  stylesheets(): Stylesheets {
    return this.make().stylesheets;
  }

  /** Returns a file by its name: `fonts.css` or a font; `undefined` for one that does not exist. */
  get(name: string): Asset | undefined {
    return this.make().files.get(name);
  }

  private make(): { stylesheets: Stylesheets; files: Map<string, Asset> } {
    if (this.made) return this.made;
    const { style, fonts, families } = this.look;
    const stylesheets = new Stylesheets(style, fonts, families, [...this.characters].sort().join(''));
    const files = new Map(stylesheets.forHtml().map(({ path, bytes }) => {
      const name = path.replace(/^assets\//, '');
      return [name, { type: name.endsWith('.css') ? 'text/css; charset=utf-8' : 'font/ttf', bytes }] as const;
    }));
    return this.made = { stylesheets, files };
  }
}
