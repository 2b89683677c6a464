/** What the checks need to know of the fonts. */
export interface Fonts {
  /** Whether a font of this name can be used. */
  has(family: string): boolean;
  /** Whether a character is in this font. */
  covers(family: string, codePoint: number): boolean;
}

/** The font of every form that names no other: 思源宋体. Also stands in for characters that a named font lacks. */
export const DEFAULT_FONT = 'Noto Serif SC';
