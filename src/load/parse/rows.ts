/** Blanks that YAML does not take for indentation; all but the tab look like it. */
export const ODD = '\\t\\u00A0\\u2000-\\u200A\\u202F\\u205F\\u3000';
const LEADING = new RegExp(`^[ ${ODD}]*`);
/** The beginning of a field or an item, with or without a blank behind the dash. */
const FIELD = new RegExp(`^(?:[-－–—•][ ${ODD}]*)?[^\\s:：#'"]{1,40} ?[:：]|^-[ ${ODD}]`);
const HEADER = /:\s+[|>][-+\d]*\s*(?:#.*)?$/;

/** A line of the file, as it is cut without YAML. */
export interface Row {
  /** Among the lines of the text. */
  index: number;
  text: string;
  /** The blanks it begins with, odd ones too. */
  leading: string;
  /** The number of its first blanks that YAML takes for indentation. */
  indent: number;
  rest: string;
  isField: boolean;
  /** The line of the field under whose `|` this line is text. */
  header: Row | undefined;
}

/** Lines → rows without empty lines and comments. A line below a `|` is text until a field begins. */
export function rowsOf(lines: readonly string[]): Row[] {
  const rows: Row[] = [];
  let header: Row | undefined;
  /** The width of the indentation of the text under the header. */
  let width: number | undefined;
  for (const [index, text] of lines.entries()) {
    const leading = LEADING.exec(text)?.[0] ?? '';
    const rest = text.slice(leading.length).trimEnd();
    if (rest === '') continue;
    const isField = FIELD.test(rest);
    const isOutside = header && widthOf(leading) < (width ?? widthOf(header.leading) + 1);
    if (isOutside && (isField || rest.startsWith('#'))) header = undefined;
    if (header) width ??= Math.max(widthOf(leading), widthOf(header.leading) + 1);
    else width = undefined;
    if (!header && rest.startsWith('#')) continue;
    const row = { index, text, leading, indent: leading.search(/[^ ]|$/), rest, isField, header };
    rows.push(row);
    if (!header && HEADER.test(text)) header = row;
  }
  return rows;
}

/** The indentation that was probably meant: tabs and full-width blanks are two columns. */
function widthOf(leading: string): number {
  return leading.length + leading.replace(/[^\t\u3000]/g, '').length;
}
