const OPENING = '（(《<〈【[〔﹝「『';
const CLOSING = '）)》>〉】]〕﹞」』';
/** In characters: a line that ends with a comma is at least this long. */
const LEAST = 18;

/**
 * Breaks a paragraph into lines for YAML, so that a diff of one changed sentence is one line: behind sentences,
 * behind the
 * commas of long ones, and in a list of documents behind each of them. Brackets are not broken. Joined again without
 * blanks the lines are the paragraph.
 */
export function brokenLines(paragraph: string, isList: boolean): string[] {
  const lines: string[] = [];
  let [line, length, depth] = ['', 0, 0];
  const characters = [...paragraph];
  for (const [index, character] of characters.entries()) {
    line += character;
    length += 1;
    if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
    const next = characters[index + 1];
    if (depth > 0 || next === undefined || /[\s”’」』）)]/.test(next) || /\s$/.test(line)) continue;
    const isEnd = isList
      ? character === '、'
      : '。；！？'.includes(character) || (character === '，' && length >= LEAST);
    if (!isEnd) continue;
    lines.push(line);
    [line, length] = ['', 0];
  }
  return line === '' ? lines : [...lines, line];
}
