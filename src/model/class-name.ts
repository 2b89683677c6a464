/** Returns the name of a class without its last word 指标: 产出指标 and 产出 are the same class. */
export function bareClass(name: string): string {
  const plain = name.replace(/(?<!\s)\s*[（(][^（()）]*[）)]$/, '');
  return plain.length > 2 ? plain.replace(/指标$/, '') : plain;
}
