import { AsyncLocalStorage, createHook } from 'node:async_hooks';

/** The time of a step in milliseconds. */
export interface StepTime {
  step: string;
  /** From start to end, summed. Steps of several forms overlap: the sum over all steps exceeds the time of the run. */
  elapsed: number;
  /** Processor time of Node. */
  processor: number;
  /** The number of measurements. */
  count: number;
}

/**
 * The time of each step of a build. Steps overlap: one works while others wait. So processor time is noted whenever
 * Node begins or goes on with a step, and whenever it stops. This costs time itself, and is done only when it is
 * wanted. What threads do besides, such as compressing, counts for the step that runs at that time, or for none.
 */
export class Timing {
  private readonly times = new Map<string, StepTime>();
  /** The step that the running code belongs to, also after an await. */
  private readonly context = new AsyncLocalStorage<string>();
  private running: string | undefined;
  private used = 0;

  /**
   * @param isWanted false to measure nothing
   * @param total returns the processor time of Node so far, in milliseconds
   */
  constructor(private readonly isWanted: boolean, readonly total = processorTime) {
    if (!isWanted) return;
    this.used = total();
    const before = (): void => this.goOn(this.context.getStore());
    const after = (): void => this.goOn(undefined);
    createHook({ before, after }).enable();
  }

  /** Runs an action as a step. @returns what it returns */
  measure<T>(step: string, action: () => T): T {
    if (!this.isWanted) return action();
    this.timeOf(step).count += 1;
    const started = performance.now();
    const end = (): void => this.elapse(step, performance.now() - started);
    const result = this.charge(step, action);
    if (result instanceof Promise) void result.then(end, end);
    else end();
    return result;
  }

  /** Runs an action whose processor time is that of a step, and whose time is added with {@link elapse}. */
  charge<T>(step: string, action: () => T): T {
    if (!this.isWanted) return action();
    const outer = this.running;
    this.goOn(step);
    try {
      return this.context.run(step, action);
    } finally {
      this.goOn(outer);
    }
  }

  elapse(step: string, milliseconds: number): void {
    this.timeOf(step).elapsed += milliseconds;
  }

  /** Returns the steps in the order in which they first began. */
  steps(): StepTime[] {
    return [...this.times.values()];
  }

  /** Returns how often a step was measured. */
  count(step: string): number {
    return this.times.get(step)?.count ?? 0;
  }

  private goOn(step: string | undefined): void {
    const used = this.total();
    if (this.running !== undefined) this.timeOf(this.running).processor += used - this.used;
    this.used = used;
    this.running = step;
  }

  private timeOf(step: string): StepTime {
    let time = this.times.get(step);
    if (!time) this.times.set(step, (time = { step, elapsed: 0, processor: 0, count: 0 }));
    return time;
  }
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
