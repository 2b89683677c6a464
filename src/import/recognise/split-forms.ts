import { headersIn } from './header.js';
import { labelIn } from './label.js';
import type { Line } from './lines.js';
import { isTitle } from './read-form.js';
import type { Book } from './words.js';

/**
 * Parts the lines of a file into forms: a new title or a new project's name starts one.
 *
 * @param titles bare titles of all kinds, without a year
 * @param books of all kinds, for the label of a project's name
 */
export function splitForms(lines: readonly Line[], titles: ReadonlySet<string>, books: readonly Book[]): Line[][] {
  const names = new Set(books.flatMap(({ fields }) => [...fields].flatMap(([label, places]) => (places.some(({ schema }) => schema.code === 'name') ? [label] : []))));
  const isHeading = ({ items }: Line): boolean => items.length <= 2 && items.some(({ text, row }) =>
    titles.has(labelIn(text).replace('某年', '')) || (isTitle(text) && (row === 0 || items.length === 1)));
  const hasName = (line: Line): boolean => line.items.some(({ text }) => names.has(labelIn(text)) || names.has(labelIn(text.split(/[：:]/)[0] ?? ''))) &&
    !books.some(book => headersIn(line, book).length > 0);
  const forms: Line[][] = [];
  let current: Line[] = [];
  let [named, content] = [false, false];
  const start = (): void => {
    // Paragraphs above the first row of a table belong to it: 附件, year, unit.
    const last = current.findLastIndex(({ row, items }) => row > 0 && !/^附[件表]/.test(items[0]?.text ?? ''));
    const above = current.slice(last + 1);
    if (last >= 0) forms.push(current.slice(0, last + 1));
    current = last >= 0 ? above : current;
    [named, content] = [false, false];
  };
  for (const line of lines) {
    const isNamed = hasName(line);
    if ((isHeading(line) && content) || (isNamed && named)) start();
    current.push(line);
    named ||= isNamed;
    content ||= line.items.length > 1 && !isHeading(line);
  }
  return current.length ? [...forms, current] : forms;
}
