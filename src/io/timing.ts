/** Where the time of a build goes. Steps of many forms overlap: their sum is more than the run took. */
export class Timing {
  private readonly milliseconds = new Map<string, number>();

  /** Does something and adds the time it takes to a step. */
  async measure<T>(step: string, action: () => Promise<T> | T): Promise<T> {
    const started = performance.now();
    try {
      return await action();
    } finally {
      this.add(step, performance.now() - started);
    }
  }

  add(step: string, milliseconds: number): void {
    this.milliseconds.set(step, (this.milliseconds.get(step) ?? 0) + milliseconds);
  }

  /** One line a step, in the order in which they first ended. */
  report(): string {
    return [...this.milliseconds]
      .map(([step, milliseconds]) => `${step}\t${(milliseconds / 1000).toFixed(2)} 秒`)
      .join('\n');
  }
}
