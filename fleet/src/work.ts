import { setTimeout } from 'node:timers/promises';
import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Filled, Filling } from '../../src/commands/build/filling.js';
import type { FleetRun } from '../../src/commands/fleet/package.js';
import { drained, type Kind, LOCK_MS, MAX_STALLED, openQueue, shownPath, type Task } from './queue.js';

/** Says what a worker did: jobs, and the worst of their exit codes. */
export interface Done {
  jobs: number;
  code: number;
}

/** Takes jobs until it is stopped. @param opened the checkout as it was read first; it is closed in the end */
export async function work(
  redis: Redis,
  name: string,
  opened: Filling,
  { open, signal, untilDone, note }: Pick<FleetRun, 'open' | 'signal' | 'untilDone' | 'note'>,
): Promise<Done> {
  let filling = opened;
  const ends = openQueue(redis, name);
  const done = { jobs: 0, code: 0 };
  const checkout = async (job: Job<Task, Filled, Kind>): Promise<Filling> => {
    if (keyOf(filling, job) === job.id) return filling;
    // The checkout may have moved on since it was read.
    const now = await open();
    if (now) {
      await filling.close();
      filling = now;
      if (keyOf(filling, job) === job.id) return filling;
    }
    throw new Error('这台机器上的文件和排任务时不一样，先更新到同一个提交');
  };
  const worker = new Worker<Task, Filled, Kind>(ends.queue.name, async (job) => {
    const result = await perform(await checkout(job), job);
    done.jobs += 1;
    done.code = Math.max(done.code, result.code);
    note(`${shownPath(job)}：${result.forms} 张表`);
    return result;
  }, {
    connection: redis, lockDuration: LOCK_MS, stalledInterval: LOCK_MS / 2, maxStalledCount: MAX_STALLED, drainDelay: 1,
  });
  worker.on('error', () => undefined); // Redis is away: it connects again
  worker.on('failed', (job, { message }) => {
    if (!signal.aborted) note(`没有做成 ${job ? shownPath(job) : ''}：${message}`);
  });
  try {
    await (untilDone ? drained(ends.queue, signal) : setTimeout(2 ** 31 - 1, undefined, { signal }));
  } finally {
    // When it is stopped, what it has not finished is for others: they take it when its lock ends.
    await worker.close(signal.aborted);
    await ends.close();
    await filling.close();
  }
  return done;
}

/** Returns the key that a job would have here; undefined for a path that is not here. */
function keyOf(filling: Filling, { name, data: { path } }: Job<Task, Filled, Kind>): string | undefined {
  if (name === 'year') {
    const year = filling.years.find(one => one.path === path);
    return year && filling.keyOfYear(year);
  }
  const department = filling.departments.find(one => one.path === path);
  return department && filling.keyOf(department);
}

const NOTHING: Filled = { code: 0, forms: 0 };

async function perform(filling: Filling, { name, data: { path } }: Job<Task, Filled, Kind>): Promise<Filled> {
  if (name === 'year') {
    const year = filling.years.find(one => one.path === path);
    return (year && await filling.bind(year)) ?? NOTHING;
  }
  const department = filling.departments.find(one => one.path === path);
  // Another worker may have made it, and died before it said so.
  if (!department || !(await filling.missing([department])).length) return NOTHING;
  const result = await filling.fill([department]);
  // What could not be printed here may be printed elsewhere.
  if (result.code === 2) throw new Error('有表没有印出来');
  return result;
}
