/** The message on stdout of a way of printing that is measured as a process of its own. */
export interface Outcome {
  forms: number;
  /** Of the printing alone, without the start of Node. */
  seconds: number;
  /** Of all PDFs. */
  bytes: number;
  /** Of the browser, or of typst. */
  version: string;
}

export function say(outcome: Outcome): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

/** @param stdout its last line is an Outcome */
export function hear(stdout: string): Outcome {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Outcome;
}

/** `count` items at equal distances, so that a small sample has forms of every kind. */
export function spread<T>(items: readonly T[], count: number): T[] {
  const wanted = Math.min(count, items.length);
  const chosen = new Set(Array.from({ length: wanted }, (_, index) => Math.floor((index * items.length) / wanted)));
  return items.filter((_, index) => chosen.has(index));
}
