import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesOf } from '../../test/support/files-of.js';
import { endAll, folder, machine, type Process, rootOf, run, type Server, start, startRedis, until } from './support.js';

/* Real workers, each a process with a cache of its own, and a real Redis. What counts is the bytes in the end. */

const DEPARTMENTS = 8;

let redis: Server;
let root: string;
/** The results of one machine. */
let whole: Map<string, Buffer>;
/** Three machines that have unpacked their browser, so that what is killed is their work. */
let machines: NodeJS.ProcessEnv[];

beforeAll(async () => {
  [redis, root] = await Promise.all([startRedis(), rootOf(DEPARTMENTS)]);
  machines = await Promise.all([machine(), machine(), machine()]);
  const out = join(await folder(), 'out');
  const built = await run(['build', '--root', root, '--out', out, '--no-cache'], machines[0] ?? {});
  expect(built.code, built.text).toBe(0);
  whole = await filesOf(out);
});

/** A store of its own, and what is run with it. */
async function setUp(): Promise<{ store: string; args: string[] }> {
  const store = await folder();
  const connection = new Redis(redis.url);
  await connection.flushall();
  connection.disconnect();
  return { store, args: ['--root', root, '--store', store, '--redis', redis.url] };
}

/** Builds on a machine that never printed anything, from the store. @returns also how often it printed */
async function build(store: string): Promise<{ files: Map<string, Buffer>; printed: boolean; text: string }> {
  const out = join(await folder(), 'out');
  const { code, text } = await run(['build', '--root', root, '--from-store', store, '--out', out, '--timing'], await machine());
  expect(code, text).toBe(0);
  return { files: await filesOf(out), printed: /^印制 {2,}/m.test(text), text };
}

/** The jobs that workers say they did, by path. */
function jobsIn(workers: readonly Process[]): Map<string, number> {
  const jobs = new Map<string, number>();
  for (const [, path = '', forms] of workers.flatMap(({ text }) => [...text().matchAll(/^(data\/\S+)：(\d+) 张表$/gm)])) {
    if (forms !== '0') jobs.set(path, (jobs.get(path) ?? 0) + 1);
  }
  return jobs;
}

test('three workers do each department once, though it is planned twice, and then the year; the build prints nothing', async () => {
  const { store, args } = await setUp();
  const workers = machines.map(env => start(['fleet', 'work', ...args], env));
  const plans = await Promise.all([1, 2].map(() => run(['fleet', 'plan', ...args], machines[0] ?? {})));
  expect(plans.map(({ code }) => code)).toEqual([0, 0]);
  const last = await run(['fleet', 'plan', '--until-done', ...args], machines[0] ?? {});
  expect([last.code, last.text]).toEqual([0, expect.stringContaining('都在共用缓存里了')]);
  for (const { child } of workers) child.kill('SIGINT');
  for (const { ended } of workers) expect((await ended).code).toBe(130);
  expect([...jobsIn(workers)].sort()).toEqual([...Array(DEPARTMENTS).keys()].map(index => [`data/2024/单位00${index + 1}`, 1]));
  const again = await run(['fleet', 'plan', ...args], machines[1] ?? {});
  expect(again.text).toContain(`${DEPARTMENTS} 个已在共用缓存里，0 个排进队列`);
  const { files, printed } = await build(store);
  expect(printed).toBe(false);
  expect(files).toEqual(whole);
});

test('workers killed mid-job, Redis killed and started again, a poisoned store: the same bytes in the end', async () => {
  const { store, args } = await setUp();
  const all: Process[] = [];
  const begin = (index: number): Process => {
    const worker = start(['fleet', 'work', ...args], machines[index] ?? {});
    all.push(worker);
    return worker;
  };
  const alive = [0, 1, 2].map(begin);
  expect((await run(['fleet', 'plan', ...args], machines[0] ?? {})).code).toBe(0);
  for (let kill = 1; kill <= 3; kill += 1) {
    await until(() => jobsIn(all).size >= kill);
    const index = kill % 3;
    process.kill(-(alive[index]?.child.pid ?? 0), 'SIGKILL');
    alive[index] = begin(index);
    if (kill === 2) await redis.restart();
  }
  // Somebody changes what is in the store already.
  const poisoned = [...(await filesOf(store)).keys()].slice(0, 5);
  for (const path of poisoned) {
    const bytes = await readFile(join(store, path));
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 4;
    await writeFile(join(store, path), bytes);
  }
  const last = await run(['fleet', 'plan', '--until-done', ...args], machines[0] ?? {});
  expect(last.code, last.text).toBe(0);
  for (const { child } of alive) child.kill('SIGTERM');
  await Promise.all(alive.map(({ ended }) => ended));
  const { files } = await build(store);
  expect(files).toEqual(whole);
  // A job whose worker dies is done again; no other.
  expect([...jobsIn(all).values()].filter(count => count > 1).length).toBeLessThanOrEqual(3);
});

test('a worker of another version, or with other files, does no harm', async () => {
  const { store, args } = await setUp();
  const other = await rootOf(DEPARTMENTS);
  const text = await readFile(join(other, 'data/2024/单位001/department.yaml'), 'utf8');
  await writeFile(join(other, 'data/2024/单位001/department.yaml'), text.replace('7万元', '七万元'));
  const versioned = start(['fleet', 'work', ...args, '--no-volume'], machines[0] ?? {});
  const behind = start(['fleet', 'work', '--root', other, ...args.slice(2)], machines[1] ?? {});
  await until(() => [versioned, behind].every(worker => worker.text().includes('等任务')));
  const planned = await run(['fleet', 'plan', ...args], machines[2] ?? {});
  expect(planned.code).toBe(0);
  await until(() => behind.text().includes('先更新到同一个提交'));
  const right = start(['fleet', 'work', ...args, '--until-done'], machines[2] ?? {});
  expect((await right.ended).code).toBe(0);
  for (const { child } of [versioned, behind]) child.kill('SIGINT');
  await Promise.all([versioned, behind].map(({ ended }) => ended));
  expect(jobsIn([versioned]).size).toBe(0);
  const { files } = await build(store);
  expect(files).toEqual(whole);
});

test('what was planned and then changed is planned anew: no job of before is left', async () => {
  const { args } = await setUp();
  const [env = {}] = machines;
  const edited = await rootOf(2);
  const plan = ['fleet', 'plan', '--root', edited, ...args.slice(2)];
  await run(plan, env);
  const path = join(edited, 'data/2024/单位001/department.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace('7万元', '七万元'));
  await run([...plan, '--queue', 'another'], env);
  await run(plan, env);
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  const counts = new Map<string, number>();
  for (const key of await connection.keys('bull:*:meta')) {
    const name = key.split(':')[1] ?? '';
    const queue = new Queue(name, { connection });
    counts.set(name.replace(/-[^-]*$/, ''), (await queue.getJobs(['waiting', 'waiting-children'])).length);
    await queue.close();
  }
  connection.disconnect();
  expect(Object.fromEntries(counts)).toEqual({ jixiao: 3, another: 3 });
});

test('jobs that somebody made up are refused, and shown on one short line each', async () => {
  const { args } = await setUp();
  const worker = start(['fleet', 'work', ...args], machines[0] ?? {});
  await until(() => worker.text().includes('等任务'));
  const [, name = ''] = /队列 (jixiao-[\da-f]+)/.exec(worker.text()) ?? [];
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue(name, { connection });
  const paths = ['../../etc\n::error::x\u001B[31m', '__proto__', 'data/2024', '长'.repeat(100_000), { a: 1 }];
  for (const data of [...paths.map(path => ({ path })), null, 5]) await queue.add('department', data);
  await until(() => worker.text().split('没有做成').length > 7);
  worker.child.kill('SIGINT');
  await worker.ended;
  for (const data of [null, 5]) await queue.add('year', data);
  const planned = await run(['fleet', 'plan', ...args], machines[1] ?? {});
  expect(planned.code, planned.text).toBe(0);
  await queue.close();
  connection.disconnect();
  expect(worker.text()).not.toMatch(/^::error|\u001B|缺陷|TypeError/m);
  expect(worker.text()).not.toContain('张表');
  expect(Math.max(...worker.text().split('\n').map(line => line.length))).toBeLessThan(300);
});

test('without workers, without Redis and without a store the user is told what to do', async () => {
  const { args } = await setUp();
  const [env = {}] = machines;
  expect(await run(['fleet', 'plan', ...args], env)).toMatchObject({ code: 0, text: expect.stringContaining('还没有同版本的机器') as string });
  const away = ['--redis', 'redis://127.0.0.1:1'];
  expect(await run(['fleet', 'work', ...args.slice(0, 4), ...away], env)).toMatchObject({
    code: 2, text: expect.stringMatching(/连不上 Redis：.*\n→ 看它开着没有/) as string,
  });
  expect(await run(['fleet', 'plan', '--root', root], env)).toMatchObject({ code: 2, text: expect.stringContaining('--store') as string });
});

afterAll(async () => {
  // Nothing of a run stays in Redis.
  const connection = new Redis(redis.url);
  for (const key of await connection.keys('bull:*:meta')) {
    const queue = new Queue(key.split(':')[1] ?? '', { connection: { host: '127.0.0.1', port: connection.options.port ?? 0 } });
    expect((await queue.getJobCounts('active', 'completed')).active).toBe(0);
    await queue.close();
  }
  connection.disconnect();
  await endAll();
});
