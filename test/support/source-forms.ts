import { readFileSync } from 'node:fs';

/**
 * The forms of the real document, the oracle of what must be printed: each one the text of its cells in order. In the
 * source a cell is a line that begins with one TAB; a line of one TAB is an empty cell (the rest of a merged one).
 */
export function sourceForms(): string[][] {
  const text = readFileSync(new URL('../fixtures/shapingba-2024.txt', import.meta.url), 'utf8');
  const cells = text
    .split('\n')
    .filter(line => line.startsWith('\t'))
    .map(line => line.slice(1).trim())
    .filter(Boolean);
  const forms: string[][] = [];
  for (const cell of cells) {
    if (/^部门(整体|专项)绩效目标(申报)?表$/.test(cell)) forms.push([]);
    forms.at(-1)?.push(cell);
  }
  return forms;
}
