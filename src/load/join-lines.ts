/** Letters and digits that need a blank between words; Chinese has none. */
const WORD = /[A-Za-z0-9]/;

export interface Joined {
  /** Paragraphs parted by one `\n`. */
  text: string;
  /** `[offset in text, offset in the input]` of each line. */
  pieces: [number, number][];
}

/**
 * The text of a value that was typed over several lines, so that a diff of one changed sentence is one line.
 *
 * Lines are trimmed and joined without a blank, for Chinese has none between words (with one where a line ends and
 * the next begins with a Latin letter or digit); one or more empty lines begin a new paragraph.
 */
export function joinLines(raw: string): Joined {
  const pieces: [number, number][] = [];
  let text = '';
  let offset = 0;
  let paragraphEnds = false;
  for (const line of raw.split('\n')) {
    const [from, to] = trim(line);
    const content = line.slice(from, to);
    if (content === '') {
      paragraphEnds = text !== '';
    } else {
      if (paragraphEnds) text += '\n';
      else if (WORD.test(text.slice(-1)) && WORD.test(content.charAt(0))) text += ' ';
      pieces.push([text.length, offset + from]);
      text += content;
      paragraphEnds = false;
    }
    offset += line.length + 1;
  }
  return { text, pieces };
}

/** Returns the start and end of the text of a line, without blanks, tabs and CR; a full-width blank is text. */
function trim(line: string): [from: number, to: number] {
  let to = line.length;
  while (to > 0 && ' \t\r'.includes(line.charAt(to - 1))) to -= 1;
  let from = 0;
  while (from < to && ' \t'.includes(line.charAt(from))) from += 1;
  return [from, to];
}
