/** Matches what is executed or invisible: control, bidi, zero-width, line ends, fillers, lone surrogates. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}\u2800]/u;

const EVERY_UNSEEN = new RegExp(UNSEEN.source, 'gu');

/**
 * Returns a name or message on one line, with every character of {@link UNSEEN} as `\u001B`. A file name may contain
 * line breaks and commands for a terminal or a CI runner, which reads `##[…]` anywhere in a line as one.
 */
export function visible(text: string): string {
  return text.replace(EVERY_UNSEEN, escape).replaceAll('##[', '# #[');
}

/**
 * Matches bidi characters, and control characters other than line feed, tab and CR before a line feed. Our Markdown
 * contains zero-width ones.
 */
const OBEYED = /(?!\r\n|[\n\t])\p{Cc}|\p{Bidi_Control}/gu;

/** Matches colours and styles as picocolors writes them. */
const COLOUR = /(\u001B\[\d{1,2}m)/;

/**
 * Returns the output with characters that a terminal or a CI runner would execute as `\u001B`, the same text in JSON.
 *
 * @param colour true when the output contains our own colours
 */
export function harmless(text: string, colour: boolean): string {
  const pieces = colour ? text.split(COLOUR) : [text];
  return pieces.map((piece, index) => (index % 2 ? piece : piece.replace(OBEYED, escape).replaceAll('##[', '#\\u0023['))).join('');
}

function escape(character: string): string {
  return Array.from({ length: character.length }, (_, index) =>
    `\\u${character.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0')}`).join('');
}
