import { loadFleet } from './fleet/package.js';
import type { Terminal } from '../io/terminal.js';
import { UserError } from '../model/user-error.js';
import { Filling } from './build/filling.js';
import type { BuildOptions } from './build/run.js';

export interface FleetOptions extends BuildOptions {
  redis: string;
  queue: string;
  /** True to end when all jobs are done. */
  untilDone: boolean;
}

/**
 * Spreads the departments over the workers of several machines, which put their prints into a shared store.
 *
 * @param role `plan` puts the jobs into the queue, `work` does them
 * @returns the exit code
 */
export async function fleet(role: 'plan' | 'work', options: FleetOptions, terminal: Terminal): Promise<number> {
  if (!options.store) throw new UserError('几台机器做的要放在一个地方', '用 --store 或环境变量 JIXIAO_STORE 写共用缓存的地址');
  const { redis, queue, untilDone, signal } = options;
  const run = await loadFleet();
  return run[role]({
    redis,
    queue,
    untilDone,
    signal,
    out: terminal.out,
    note: terminal.note,
    open: () => Filling.open(options, terminal),
  });
}
