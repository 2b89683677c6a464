/** ISO 14289-1, PDF/UA-1. */
export const ua = (clause: string): string => `ISO 14289-1, ${clause}`;
/** ISO 19005-3, PDF/A-3. */
export const pdfa = (clause: string): string => `ISO 19005-3, ${clause}`;
/** ISO 32000-1, PDF 1.7. */
export const pdf = (clause: string): string => `ISO 32000-1, ${clause}`;

/** The faults of a file, counted by kind. */
export class Faults {
  readonly #counts = new Map<string, number>();

  /** @param fault what is wrong, in words; @param clause what it offends: {@link ua}, {@link pdfa}, {@link pdf} */
  add(fault: string, clause: string, count = 1): void {
    this.#count(`${fault} (${clause})`, count);
  }

  /** Adds a fault when the condition does not hold. */
  must(condition: boolean, fault: string, clause: string): void {
    if (!condition) this.add(fault, clause);
  }

  /** Adds what no standard asks for, but this project does. */
  practice(fault: string, count = 1): void {
    this.#count(`practice: ${fault}`, count);
  }

  lines(): string[] {
    return [...this.#counts].map(([fault, count]) => `${fault}: ${count}`);
  }

  #count(fault: string, count: number): void {
    if (count) this.#counts.set(fault, (this.#counts.get(fault) ?? 0) + count);
  }
}
