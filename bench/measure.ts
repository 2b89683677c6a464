import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The time and memory that a process took. */
export interface Measured {
  /** From its start to its end. */
  seconds: number;
  /** Peak in MB (10⁶ bytes) of Node (with the esbuild of tsx) and of the browser; unknown where there is no /proc. */
  nodeMb: number | undefined;
  browserMb: number | undefined;
  /** Processor time of Node, from its start to its end. */
  nodeSeconds: number;
  /** Processor time of the browser until the last sample; unknown where none was seen. */
  browserSeconds: number | undefined;
  stdout: string;
}

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
const SAMPLE_MS = 200;
/** The unit of time in /proc. */
const TICKS_PER_SECOND = 100;
/** Makes Node say its processor time, in µs, at its end. */
const SAYS_USAGE = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, String(user + system));
  });
`)}`;
/** tsx keeps an esbuild. */
const OURS = [basename(process.execPath), 'esbuild'];

/**
 * Runs Node in the repository and measures it. Ctrl-C and SIGTERM stop it.
 *
 * @throws Error with what it said, when it did not end well
 */
export async function measure(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', SAYS_USAGE, ...args], {
    cwd: REPOSITORY, env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const stop = (): void => void child.kill();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let stdout = '';
  let stderr = '';
  let usage = '';
  const [, out, errors, usages] = child.stdio as unknown as [null, Readable, Readable, Readable];
  out.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  errors.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  usages.setEncoding('utf8').on('data', (text: string) => (usage += text));
  const peak = { node: 0, browser: 0 };
  const browserTicks = new Map<number, number>();
  const timer = setInterval(() => {
    const now = { node: 0, browser: 0 };
    for (const pid of processesBelow(child.pid ?? 0)) {
      const program = basename(read(pid, 'cmdline').split('\0')[0] ?? '');
      const isOurs = OURS.includes(program);
      now[isOurs ? 'node' : 'browser'] += memoryOf(pid);
      if (!isOurs) browserTicks.set(pid, Math.max(browserTicks.get(pid) ?? 0, ticksOf(pid)));
    }
    peak.node = Math.max(peak.node, now.node);
    peak.browser = Math.max(peak.browser, now.browser);
  }, SAMPLE_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  }).finally(() => {
    clearInterval(timer);
    process.off('SIGINT', stop).off('SIGTERM', stop);
  });
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${stdout}${stderr}`);
  const ticks = [...browserTicks.values()].reduce((sum, one) => sum + one, 0);
  return {
    seconds,
    nodeMb: peak.node || undefined,
    browserMb: peak.browser || undefined,
    nodeSeconds: Number(usage) / 1e6,
    browserSeconds: peak.browser ? ticks / TICKS_PER_SECOND : undefined,
    stdout,
  };
}

/** Returns a process and its descendants. What is not Node is the browser's. */
function processesBelow(root: number): number[] {
  const children = childrenByParent();
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? [])); // goes on with what is pushed
  return found;
}

/** User and system time. */
function ticksOf(pid: number): number {
  const [user = 0, system = 0] = statOf(pid).slice(11, 13).map(Number);
  return user + system;
}

/** The fields of /proc/PID/stat behind the name, which may hold anything: state, parent, … */
function statOf(pid: number): string[] {
  return read(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
}

/** Proportional set size in MB, which counts shared pages once; resident set size where that is not allowed. */
function memoryOf(pid: number): number {
  const pss = /^Pss:\s+(\d+) kB/m.exec(read(pid, 'smaps_rollup'))?.[1];
  const rss = pss ?? /^VmRSS:\s+(\d+) kB/m.exec(read(pid, 'status'))?.[1] ?? 0;
  return (Number(rss) * 1024) / 1e6;
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of processes()) {
    const parent = Number(statOf(Number(name))[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name));
  } catch {
    return []; // not Linux
  }
}

/** A file of /proc; empty when the process has ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
