/** Characters of the font Symbol, by their codes in it (Adobe Symbol encoding); Word writes them from U+F000 on. */
const SYMBOL: Readonly<Record<number, string>> = {
  0x2B: '+', 0x2D: '−', 0x3C: '<', 0x3D: '=', 0x3E: '>', 0xA3: '≤', 0xB0: '°', 0xB1: '±', 0xB3: '≥', 0xB4: '×', 0xB7: '•', 0xB8: '÷', 0xB9: '≠',
  0xBB: '≈', 0xC5: '⊕', 0xD6: '√',
};

/** The ticks and boxes of Wingdings. */
const WINGDINGS: Readonly<Record<number, string>> = {
  0x6C: '●', 0x6E: '■', 0x6F: '□', 0x71: '❑', 0x75: '◆', 0xA8: '□', 0xA7: '▪', 0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑',
};

/** The ticks and boxes of Wingdings 2. */
const WINGDINGS_2: Readonly<Record<number, string>> = { 0x4F: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0xA3: '□' };

const TABLES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  symbol: SYMBOL, wingdings: WINGDINGS, 'wingdings 2': WINGDINGS_2,
};

/** Matches the fonts whose letters are pictures. */
export const PICTURE_FONT = /^(symbol|wingdings( [23])?|webdings)$/i;

/**
 * Returns the character that a font of pictures shows for a code.
 *
 * @param code with or without Word's 0xF000
 * @returns `undefined` for one that is not known
 */
export function pictured(font: string, code: number): string | undefined {
  const table = TABLES[font.toLowerCase()];
  const low = code >= 0xF000 && code <= 0xF0FF ? code - 0xF000 : code;
  return table && Object.hasOwn(table, low) ? table[low] : undefined;
}
