import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

const endings: (() => Promise<unknown>)[] = [];

/** Ends what was started and removes what was made, the last first. */
export async function endAll(): Promise<void> {
  for (let end = endings.pop(); end; end = endings.pop()) await end();
}

/** A folder that is gone in the end. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'jixiao-fleet-'));
  endings.push(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** A root with departments of three forms each. */
export async function rootOf(departments: number): Promise<string> {
  const root = await folder();
  const clean = join(REPOSITORY, 'test/fixtures/clean/data/2024');
  await mkdir(join(root, 'data/2024'), { recursive: true });
  await cp(join(clean, 'scheme.yaml'), join(root, 'data/2024/scheme.yaml'));
  for (let index = 1; index <= departments; index += 1) {
    const name = `单位${String(index).padStart(3, '0')}`;
    const place = join(root, 'data/2024', name);
    await cp(join(clean, '沙坪坝街道'), place, { recursive: true });
    const text = await readFile(join(place, 'department.yaml'), 'utf8');
    await writeFile(join(place, 'department.yaml'), text.replaceAll('沙坪坝街道', name));
  }
  return root;
}

export interface Server {
  url: string;
  /** Ends it at once, and starts it again with what it has on its disk. */
  restart: () => Promise<void>;
}

/** Starts Redis as docs/fleet.md says, on a port of its own. */
export async function startRedis(): Promise<Server> {
  const data = await folder();
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    const options = ['--port', String(port), '--dir', data, '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
    server = spawn('redis-server', options, { stdio: 'ignore' });
    const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on('error', () => undefined);
    await redis.ping();
    redis.disconnect();
  };
  const stop = async (): Promise<void> => {
    const ended = new Promise(resolve => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  };
  await start();
  endings.push(stop);
  return { url, restart: async () => { await stop(); await start(); } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

export interface Ended {
  code: number | null;
  /** What it wrote, to stdout and stderr. */
  text: string;
}

export interface Process {
  child: ChildProcess;
  ended: Promise<Ended>;
  /** What it wrote so far. */
  text: () => string;
}

/** A machine: a cache folder of its own. */
export async function machine(): Promise<NodeJS.ProcessEnv> {
  return { XDG_CACHE_HOME: await folder() };
}

/** Starts the program in a process group of its own. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv): Process {
  const child = spawn(process.execPath, [join(REPOSITORY, 'src/jixiao.mjs'), ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (text += piece.toString()));
  const ended = new Promise<Ended>(resolve => child.once('close', code => resolve({ code, text })));
  return { child, ended, text: () => text };
}

export function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return start(args, env).ended;
}

/** Waits until something is true. */
export async function until(isTrue: () => boolean | Promise<boolean>, milliseconds = 120_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!await isTrue()) {
    if (Date.now() > end) throw new Error('it did not come true');
    await setTimeout(50);
  }
}
