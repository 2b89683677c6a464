import type { PageFont, ShownGlyph } from './content/text.js';
import { nameOf } from './objects.js';
import type { PrintedFont, UsedFont } from './printed-fonts.js';
import { hex4 } from './to-unicode.js';

/** A font of a print, and which glyphs its pages show. */
export class FontOfPrint implements PageFont {
  readonly name: string;
  private readonly used = new Map<string, ShownGlyph>();

  /** @param whole returns the number in the whole font of a printed glyph */
  constructor(private readonly font: PrintedFont, private readonly whole: (glyph: number) => number) {
    this.name = resourceName(font.postScriptName);
  }

  glyph(code: string): ShownGlyph {
    let shown = this.used.get(code);
    if (!shown) {
      const glyph = parseInt(code, 16);
      shown = { code: hex4(this.whole(glyph)), width: this.font.width(glyph) };
      this.used.set(code, shown);
    }
    return shown;
  }

  /** Returns the font with the glyphs that are used, sorted. */
  usedFont(): UsedFont {
    const { postScriptName, descriptor, glyphs } = this.font;
    const used = [...this.used].map(([code, { code: whole, width }]): UsedFont['glyphs'][number] =>
      [parseInt(whole, 16), { width, text: glyphs.get(parseInt(code, 16))?.text ?? '' }]);
    return { postScriptName, descriptor, glyphs: used.sort(([a], [b]) => a - b) };
  }
}

/** Returns the name of a font in the resources of our pages, without slash: the same in all documents. */
export function resourceName(postScriptName: string): string {
  return nameOf(postScriptName).slice(1);
}
