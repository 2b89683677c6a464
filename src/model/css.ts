import { codePointOf } from './characters.js';

/** A text as CSS: every character as an escape, so that it is nothing but text, in a string and as a name alike. */
export function asCss(text: string): string {
  return [...text].map(character => `\\${codePointOf(character).toString(16)} `).join('');
}
