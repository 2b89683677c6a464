/** Characters that are obeyed or hidden, not shown: control, bidi, zero-width, ends of lines, half surrogates. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const EVERY_UNSEEN = new RegExp(UNSEEN.source, 'gu');

/**
 * A name or a message on one line, with every character of {@link UNSEEN} written as `\u001B`: a name of a file may
 * hold line breaks and commands of a terminal or of a CI runner, which takes `##[…]` anywhere in a line for one.
 */
export function visible(text: string): string {
  return text.replace(EVERY_UNSEEN, escape).replaceAll('##[', '# #[');
}

/** Control characters but `\n`, `\t` and the end of a line on Windows; bidi. Markdown has zero-width ones of ours. */
const OBEYED = /(?!\r\n|[\n\t])\p{Cc}|\p{Bidi_Control}/gu;

/** Colours and styles as picocolors writes them. */
const COLOUR = /(\u001B\[\d{1,2}m)/;

/**
 * Whole output with what a terminal or a CI runner would obey written as `\u001B`, which is the same text in JSON.
 *
 * @param colour whether colours of our own are in it
 */
export function harmless(text: string, colour: boolean): string {
  const pieces = colour ? text.split(COLOUR) : [text];
  return pieces.map((piece, index) => (index % 2 ? piece : piece.replace(OBEYED, escape).replaceAll('##[', '#\\u0023['))).join('');
}

function escape(character: string): string {
  return Array.from({ length: character.length }, (_, index) =>
    `\\u${character.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0')}`).join('');
}
