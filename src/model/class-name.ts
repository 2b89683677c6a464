/** Returns the name of a class without notes and its last word 指标: 产出, 产出指标 and 产出指标（50分） are one class. */
export function bareClass(name: string): string {
  const plain = name.replace(/\s*[（(][^（()）]*[）)]$/, '');
  return plain.length > 2 ? plain.replace(/指标$/, '') : plain;
}
