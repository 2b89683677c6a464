import { DECIMAL } from './decimal.js';

/** Returns a value as it is typed in YAML: a text is in quotes where it would be taken for something else. */
export function yamlText(value: string): string {
  const isPlain = /^[^\s\-?:,[\]{}#&*!|>'"%@`=][^\n]*$/.test(value) && !/:(?:\s|$)|\s#|\s$/.test(value);
  return isPlain || DECIMAL.test(value) || value === '=' ? value : `'${value.replaceAll("'", "''")}'`;
}
