import { codePointOf } from './characters.js';
import { DEFAULT_FONT, type Fonts } from './fonts.js';
import type { Scheme } from './form.js';
import { recordOf } from './record.js';

export type HasGlyph = (codePoint: number) => boolean;

/** The geta mark: in Chinese typesetting it stands where a character is missing. */
export const MISSING_GLYPH = '〓';

/** Returns whether the forms of a scheme can show a character: its body font has it, or the default font. */
export function glyphsOf(scheme: Pick<Scheme, 'fonts'> | undefined, fonts: Fonts): HasGlyph {
  const body = scheme?.fonts?.body ?? DEFAULT_FONT;
  return codePoint => fonts.covers(body, codePoint) || fonts.covers(DEFAULT_FONT, codePoint);
}

/** Matches control and format characters, which readers do not see. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Returns the character, or {@link MISSING_GLYPH} when no font has it or it is invisible. */
export function shown(character: string, hasGlyph: HasGlyph): string {
  return INVISIBLE.test(character) || !hasGlyph(codePointOf(character)) ? MISSING_GLYPH : character;
}

/**
 * Returns the value with {@link MISSING_GLYPH} for every character in its texts that no font has or that is invisible
 * (rule `printable`). For these the browser would use any font of the machine, and other machines print differently.
 */
export function markMissing<T>(value: T, hasGlyph: HasGlyph): T {
  return map(value, text =>
    Array.from(text, character => (character === '\n' ? character : shown(character, hasGlyph))).join('')) as T;
}

/** Returns a copy with all texts changed; the value itself when no text changes. */
function map(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) =>
    ({ key, item, now: map(item, change) }));
  if (entries.every(({ item, now }) => now === item)) return value;
  return Array.isArray(value)
    ? entries.map(({ now }) => now)
    : recordOf(entries.map(({ key, now }) => [key, now] as const));
}
