/** Returns true for the digits behind a comma of an amount in { … }, where a comma begins another field. */
export function isAfterComma(key: string): boolean {
  return /^\d{3}(?:\.\d+)?(?:万?元)?$/.test(key);
}

/** Explains digits of an amount that YAML takes for a field. */
export function explainComma(key: string): { message: string; hint: string } {
  return {
    message: `“${key}”成了一栏：花括号里的逗号隔开两栏，千分号也一样`,
    hint: "把这个数加上引号，如 '1,234,567.00'；或不用花括号，一行写一栏",
  };
}
