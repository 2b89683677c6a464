import { setTimeout } from 'node:timers/promises';
import { FlowProducer, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { shorten } from '../../src/model/characters.js';
import type { Filled } from '../../src/commands/build/filling.js';
import { visible } from '../../src/model/visible.js';

/** Names the department, `data/2024/甲`, or the year, `data/2024`, that a job is about. */
export interface Task {
  path: string;
}

export type Kind = 'department' | 'year';

/** A worker that does not say for so long that it lives has lost its job to others. */
export const LOCK_MS = 10_000;
/** How often a job is taken from dead workers: one that kills every worker is given up in the end. */
export const MAX_STALLED = 10;
/** How often a job is tried: the checkout of a worker may be behind that of the others. */
export const ATTEMPTS = 5;
export const BACKOFF_MS = 2000;

/**
 * Returns the name of the queue of one version of program, layouts and fonts: workers of another version do not see its
 * jobs.
 *
 * @param project the name that repositories on one Redis are told apart by
 */
export function queueName(project: string, identity: string): string {
  return `${project}-${identity.slice(0, 16)}`;
}

/** Returns the path of a job; undefined when somebody put another thing into the queue. */
export function pathOf({ data }: { data: unknown }): string | undefined {
  const path = (data as Partial<Task> | null)?.path;
  return typeof path === 'string' ? path : undefined;
}

/** Returns the path of a job on one line, for a log. */
export function shownPath(job: { data: unknown }): string {
  return shorten(visible(pathOf(job) ?? ''), 200);
}

/** The ends of a queue. */
export interface Ends {
  queue: Queue<Task, Filled, Kind>;
  flows: FlowProducer;
  close: () => Promise<void>;
}

/** Connects to Redis, or to what speaks its language. @param url `redis://[:password@]host:port` */
export function connect(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined); // it connects again; `reachable` says when it never did
  return redis;
}

/** Waits for the first answer. @returns what is wrong, or undefined */
export async function unreachable(redis: Redis, milliseconds = 5000): Promise<string | undefined> {
  let reason = '没有回答';
  redis.once('error', ({ message }: Error) => (reason = message));
  const timer = setTimeout(milliseconds, false, { ref: false });
  const answered = await Promise.race([redis.ping().then(() => true, () => false), timer]);
  return answered ? undefined : reason;
}

/** @param name see {@link queueName} */
export function openQueue(redis: Redis, name: string): Ends {
  const queue = new Queue<Task, Filled, Kind>(name, { connection: redis });
  const flows = new FlowProducer({ connection: redis });
  return {
    queue,
    flows,
    close: async () => {
      await Promise.all([queue.close(), flows.close()]);
    },
  };
}

const POLL_MS = 500;

/** Waits until no job is left, also none that a worker has. @param step is called with the number of open jobs */
export async function drained(
  queue: Queue,
  signal: AbortSignal,
  step: (open: number) => void = () => undefined,
): Promise<void> {
  for (;;) {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'waiting-children');
    const open = Object.values(counts).reduce((sum, count) => sum + count, 0);
    step(open);
    if (!open) return;
    await setTimeout(POLL_MS, undefined, { signal });
  }
}
