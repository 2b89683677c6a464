/** Returns a text as CSS with every character escaped, valid in a string and as a name. */
export function asCss(text: string): string {
  return [...text].map(character => `\\${character.codePointAt(0)?.toString(16) ?? ''} `).join('');
}
