import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { endAll, folder, machine, rootOf, run, start, startRedis } from './test/support.js';

/*
 * What a fleet gains and costs on this machine: the same departments by `--shard 1/1`, and by 1, 2 and 4 workers, with
 * the bytes in the store. `npm run bench --prefix fleet -- 100` for 100 departments of 3 forms.
 */

const departments = Number(process.argv[2] ?? 40);
const forms = departments * 3;
const [redis, root] = [await startRedis(), await rootOf(departments)];
const machines = await Promise.all([1, 2, 3, 4].map(() => machine()));
// The browser is unpacked before anything is timed.
for (const env of machines) await run(['build', '--root', await rootOf(1), '--out', await folder(), '--no-cache'], env);

async function timed(name: string, action: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await action();
  const seconds = (performance.now() - begin) / 1000;
  const rate = (forms / seconds).toFixed(1);
  process.stdout.write(`${name.padEnd(34)}${seconds.toFixed(1).padStart(7)} s${rate.padStart(8)} forms a second\n`);
  return seconds;
}

/** The machines know nothing but their browser. */
async function forget(): Promise<void> {
  for (const { XDG_CACHE_HOME = '' } of machines) {
    await rm(join(XDG_CACHE_HOME, 'jixiao/prints'), { recursive: true, force: true });
  }
}

const [first = {}] = machines;
await forget();
const shard = await timed('build --shard 1/1', async () =>
  run(['build', '--root', root, '--shard', '1/1', '--store', await folder()], first));
for (const count of [1, 2, 4]) {
  const store = await folder();
  const connection = new Redis(redis.url);
  await connection.flushall();
  const args = ['--root', root, '--store', store, '--redis', redis.url];
  await forget();
  const seconds = await timed(`fleet of ${count}`, async () => {
    await run(['fleet', 'plan', ...args], first);
    await Promise.all(machines.slice(0, count).map(env => start(['fleet', 'work', '--until-done', '--jobs', '2', ...args], env).ended));
  });
  if (count === 1) process.stdout.write(`overhead a job: ${(((seconds - shard) / (departments + 1)) * 1000).toFixed(0)} ms\n`);
  const memory = /used_memory_peak:(\d+)/.exec(await connection.info('memory'))?.[1] ?? '0';
  const sizes = await Promise.all((await readdir(store, { recursive: true })).map(name => stat(join(store, name))));
  const bytes = sizes.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0);
  const sizeOf = `${(bytes / forms / 1024).toFixed(0)} KiB a form, Redis ${(Number(memory) / 2 ** 20).toFixed(1)} MiB`;
  process.stdout.write(`  the store has ${sizeOf} at most\n`);
  connection.disconnect();
  const out = await folder();
  await forget();
  await timed('  build from the store', () => run(['build', '--root', root, '--from-store', store, '--out', out], first));
}
await endAll();
