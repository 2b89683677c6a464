/** The time of each step of a build. Steps of several forms overlap: their sum exceeds the time of the run. */
export class Timing {
  private readonly milliseconds = new Map<string, number>();

  /** Runs an action and adds its time to a step. */
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

  /** Returns one line for each step, in the order in which they first ended. */
  report(): string {
    return [...this.milliseconds]
      .map(([step, milliseconds]) => `${step}\t${(milliseconds / 1000).toFixed(2)} 秒`)
      .join('\n');
  }
}
