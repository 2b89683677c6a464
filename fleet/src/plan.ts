import type { FlowJob, Job } from 'bullmq';
import type { Filling } from '../../src/commands/build/filling.js';
import { ATTEMPTS, BACKOFF_MS, drained, type Ends, pathOf, shownPath, type Task } from './queue.js';

export interface Planned {
  /** Departments whose jobs are in the queue, of how many. */
  queued: number;
  departments: number;
  years: number;
  /** Workers of this version. */
  workers: number;
}

/**
 * Puts a job into the queue for each department that is not in the store, and one for each year behind the jobs of its
 * departments. A job is named by the hash of its inputs: one that is in the queue already is not added again.
 */
export async function plan(filling: Filling, { queue, flows }: Ends): Promise<Planned> {
  const open = await filling.missing(filling.departments);
  // What was tried in vain is tried again.
  for (const job of await queue.getFailed()) await job.remove();
  await dropOutdated(filling, queue);
  const flowing = new Set<string>();
  for (const year of filling.years) {
    await flows.add({
      ...jobOf(queue.name, 'year', year.path, filling.keyOfYear(year)),
      children: open.filter(department => department.year === year.year)
        .map(department => jobOf(queue.name, 'department', department.path, filling.keyOf(department), true)),
    });
    flowing.add(year.year);
  }
  for (const department of open) {
    if (flowing.has(department.year)) continue;
    await flows.add(jobOf(queue.name, 'department', department.path, filling.keyOf(department)));
  }
  return {
    queued: open.length,
    departments: filling.departments.length,
    years: filling.years.length,
    workers: await queue.getWorkersCount(),
  };
}

function jobOf(queue: string, name: 'department' | 'year', path: string, jobId: string, isChild = false): FlowJob {
  return {
    name,
    queueName: queue,
    data: { path },
    opts: {
      jobId,
      attempts: ATTEMPTS,
      backoff: { type: 'fixed', delay: BACKOFF_MS },
      removeOnComplete: true,
      // A year is tried all the same: it is not bound then, which is no fault of the others.
      ...isChild && { ignoreDependencyOnFailure: true },
    },
  };
}

/** Removes jobs of departments and years as they were before: workers with the files of now would refuse them. */
async function dropOutdated(filling: Filling, queue: Ends['queue']): Promise<void> {
  const keys = new Map([
    ...filling.departments.map(department => [department.path, filling.keyOf(department)] as const),
    ...filling.years.map(year => [year.path, filling.keyOfYear(year)] as const),
  ]);
  const jobs: (Job<Task> | undefined)[] = await queue.getJobs(['waiting-children', 'waiting', 'delayed', 'prioritized']);
  for (const job of jobs) {
    const key = job && keys.get(pathOf(job) ?? '');
    if (!job || key === undefined || key === job.id) continue;
    await job.remove({ removeChildren: false }).catch(() => undefined); // a worker has it
  }
}

/** Says what became of a plan. */
export interface Outcome {
  /** Departments that are not in the store: with errors, or not made. */
  missing: string[];
  /** Reasons of jobs that were given up. */
  failed: { path: string; reason: string }[];
}

/**
 * Waits until no job is left. Jobs that got lost, as Redis forgot them, are put into the queue again while that gets
 * on.
 *
 * @param step is called with the number of open jobs
 */
export async function wait(
  filling: Filling,
  ends: Ends,
  signal: AbortSignal,
  step: (open: number) => void,
): Promise<Outcome> {
  for (let before = Infinity; ;) {
    await drained(ends.queue, signal, step);
    const missing = (await filling.missing(filling.departments)).map(({ path }) => path);
    const failed = (await ends.queue.getFailed())
      .map(job => ({ path: shownPath(job), reason: job.failedReason }));
    const lost = missing.filter(path => !failed.some(one => one.path === shownPath({ data: { path } })));
    if (!lost.length || lost.length >= before) return { missing, failed };
    before = lost.length;
    await plan(filling, ends);
  }
}
