import { DECIMAL } from '../model/decimal.js';

/** Returns a value as it is typed in YAML: numbers plain, texts in quotes where they would be taken for something else. */
export function yamlText(value: string): string {
  const isPlain = /^[^\s\-?:,[\]{}#&*!|>'"%@`=][^\n]*$/.test(value) && !/:(?:\s|$)|\s#|\s$/.test(value);
  return isPlain || DECIMAL.test(value) || value === '=' ? value : `'${value.replaceAll("'", "''")}'`;
}
