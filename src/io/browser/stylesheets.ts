import { type Document, documentOf } from '../../model/document.js';
import { lazily } from '../../model/lazily.js';
import { must } from '../../model/must.js';
import type { PrintFonts } from '../../model/pdf.js';
import type { CutFont, FontLibrary } from '../fonts/library.js';

/** The styles of all documents of a run: one stylesheet, and fonts cut to the characters in use. */
export class Stylesheets {
  /**
   * @param style text of templates/assets/print.css
   * @param families names of the fonts of the forms
   * @param characters every character that may be printed, each once
   * @param others more files below `assets/`
   */
  constructor(
    private readonly style: string,
    private readonly fonts: FontLibrary,
    private readonly families: ReadonlySet<string>,
    private readonly characters: string,
    private readonly others: readonly Document[] = [],
  ) {}

  /** Returns a text that is equal for equal styles and fonts. */
  identity(): string {
    return [this.style, ...[...this.families].map(family => this.fonts.identity(family))].join('\0');
  }

  /** Returns the inputs of {@link forHtml}. */
  assetsKey(): string[] {
    return [this.identity(), this.characters, ...this.others.flatMap(({ path, sha256 }) => [path, sha256])];
  }

  private readonly cut = lazily(() => this.fonts.cut(this.families, this.characters));

  /** The glyphs of the fonts that {@link forPrint} embeds, by PostScript name. */
  private readonly wholeGlyphs = lazily(() =>
    new Map(this.cut().map(({ postScriptName, wholeGlyphs }) => [postScriptName, wholeGlyphs()])));

  /** Returns the CSS of the page that prints. Fonts are embedded, because it loads nothing. */
  forPrint(): string {
    return this.embeddedFonts() + this.style;
  }

  /** Returns the CSS of the fonts, with the fonts in it. */
  embeddedFonts(): string {
    return fontFaces(this.cut(), ({ bytes }) => `data:font/ttf;base64,${Buffer.from(bytes).toString('base64')}`);
  }

  /** The fonts as they are embedded in PDFs. */
  readonly printFonts: PrintFonts = {
    names: () => this.fonts.names(this.families),
    covers: codePoint => [...this.families].some(family => this.fonts.covers(family, codePoint)),
    digit: (name, digit) => this.fonts.digit(this.families, name, digit),
    wholeGlyph: (name, glyph) => this.wholeGlyphs().get(name)?.get(glyph) ?? 0,
    cut: (name, glyphs) => this.fonts.cutGlyphs(this.families, name, glyphs),
  };

  /** Returns the files that the HTML pages link to, below `assets/`. */
  forHtml(): Document[] {
    const cut = this.cut();
    const fileOf = ({ family, weight }: CutFont): string => `fonts/${family.replaceAll(' ', '-')}-${weight}.ttf`;
    return [
      documentOf('assets/print.css', this.style),
      documentOf('assets/fonts.css', fontFaces(cut, font => `'${fileOf(font)}'`)),
      ...cut.map(font => documentOf(`assets/${fileOf(font)}`, font.bytes)),
      ...this.others,
    ];
  }
}

function fontFaces(fonts: readonly CutFont[], urlOf: (font: CutFont) => string): string {
  return fonts
    .map(font => `@font-face {
  font-family: '${font.family}';
  font-weight: ${font.weight};
  src: url(${urlOf(font)});
}
`)
    .join('');
}

/** Returns each character of some texts once, sorted. */
export function charactersOf(texts: Iterable<string>): string {
  const found = new Set<number>();
  for (const text of texts) {
    for (let index = 0; index < text.length; index += 1) {
      const codePoint = must(text.codePointAt(index), 'a character');
      found.add(codePoint);
      if (codePoint > 0xFFFF) index += 1;
    }
  }
  return [...found].sort((a, b) => a - b).map(codePoint => String.fromCodePoint(codePoint)).join('');
}
