/** Lines that belong together; the last ones may be left out. */
export interface Part {
  /** Printed before the lines, if there are any. */
  head: string[];
  lines: string[];
  /** The noun for the count of lines left out. */
  unit: string;
}

export function tablePart(titles: readonly string[], rows: readonly (readonly string[])[], unit: string): Part {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return { head: [line(titles), line(titles.map(() => '---'))], lines: rows.map(line), unit };
}

/** Characters reserved for the line that counts the lines left out. */
const REST = 40;

/**
 * Returns a fold with as many lines as fit, and a count of the others.
 *
 * @param summary Markdown or HTML on one line
 * @param room in characters
 * @returns `undefined` when not a single line fits
 */
export function fold(summary: string, parts: readonly Part[], room: number): string | undefined {
  const full = parts.filter(({ lines }) => lines.length);
  const opening = `<details><summary>${summary}</summary>`;
  const closing = '</details>';
  let left = room - opening.length - closing.length - 4;
  let shown = 0;
  const blocks: string[] = [];
  for (const { head, lines, unit } of full) {
    left -= head.join('\n').length + REST;
    const fitting: string[] = [];
    for (const line of lines) {
      if (line.length + 1 > left) break;
      fitting.push(line);
      left -= line.length + 1;
    }
    shown += fitting.length;
    const rest = lines.length - fitting.length;
    if (fitting.length) blocks.push([...head, ...fitting].join('\n'));
    if (rest) blocks.push(`另有 ${rest} ${unit}没有列出。`);
  }
  if (left < 0 || (full.length && !shown)) return undefined;
  return [opening, ...blocks, closing].join('\n\n');
}
