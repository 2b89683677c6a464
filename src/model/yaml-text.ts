import { DECIMAL } from './decimal.js';

/** Characters that look like `|`, alone behind the colon: without quotes a slip, see load/parse/plain.ts. */
export const BAR = /^[｜丨︱│┃]\s*(?:\n|$)/;
/** A waiver that became content, as there is no blank before its `#`, or no `#` that is one. */
export const WAIVER = /(?:放行|(?<![\w-])waive)\s{1,20}[a-z][a-z-]{1,60}\s{0,20}[:：,，、][^\n]*/i;

/** Returns a value as it is typed in YAML: a text is in quotes where it would be taken for something else. */
export function yamlText(value: string): string {
  const isPlain = /^[^\s\-?:,[\]{}#&*!|>'"%@`=][^\n]*$/.test(value) && !/:(?:\s|$)|\s#|\s$/.test(value);
  const isSlip = BAR.test(value) || WAIVER.test(value);
  return (isPlain && !isSlip) || DECIMAL.test(value) || value === '=' ? value : `'${value.replaceAll("'", "''")}'`;
}
