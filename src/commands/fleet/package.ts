import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Filling } from '../build/filling.js';
import { UserError } from '../../model/user-error.js';
import { programFile } from '../../io/program.js';
import { removeScratch } from '../../io/scratch.js';
import { makeTemporary } from '../../io/user-folders.js';

/** A call of the fleet. */
export interface FleetRun {
  /** The address of Redis. */
  redis: string;
  /** Tells repositories on one Redis apart. */
  queue: string;
  /** Reads the checkout as it is now; undefined when nothing can be made of it, which is then reported. */
  open: () => Promise<Filling | undefined>;
  /** True to end when all jobs are done. */
  untilDone: boolean;
  signal: AbortSignal;
  out: (text: string) => void;
  note: (text: string) => void;
}

/** The package in `fleet/`: it has a queue in it that the product does without. Each function returns the exit code. */
export interface FleetPackage {
  /** Puts the jobs of departments and years into the queue. */
  plan: (run: FleetRun) => Promise<number>;
  /** Takes jobs and does them. */
  work: (run: FleetRun) => Promise<number>;
}

/** Loads the package: in a checkout from `fleet/`, else the one installed beside the program. @throws UserError */
export async function loadFleet(): Promise<FleetPackage> {
  const { folder } = programFile();
  const bundler = join(folder, 'fleet/bundle.mjs');
  if (!existsSync(bundler)) return importFile(installed(folder));
  if (!existsSync(join(folder, 'fleet/node_modules/bullmq'))) {
    throw new UserError('多台机器要用的 fleet 还没有安装', '运行 npm ci --prefix fleet');
  }
  const { bundle } = await import(pathToFileURL(bundler).href) as { bundle: (target: string) => Promise<void> };
  // The checkout may be read-only.
  const temporary = await makeTemporary();
  try {
    const made = join(temporary, 'fleet.mjs');
    await bundle(made);
    return await importFile(made);
  } finally {
    await removeScratch(temporary);
  }
}

function installed(folder: string): string {
  try {
    return createRequire(join(folder, 'package.json')).resolve('jixiao-fleet');
  } catch (error) {
    throw new UserError('多台机器要用的 fleet 还没有安装', '运行 npm install jixiao-fleet', { cause: error });
  }
}

function importFile(path: string): Promise<FleetPackage> {
  return import(pathToFileURL(path).href) as Promise<FleetPackage>;
}
