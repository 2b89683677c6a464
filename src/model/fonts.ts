/** The fonts as the checks use them. */
export interface Fonts {
  /** True when a font of this name is available. */
  has(family: string): boolean;
  /** True when the font has a glyph for the character. */
  covers(family: string, codePoint: number): boolean;
}

/** 思源宋体, the font of every form that names no other. It also prints characters that a named font lacks. */
export const DEFAULT_FONT = 'Noto Serif SC';
