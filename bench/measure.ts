import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a process took. */
export interface Measured {
  /** From its start to its end. */
  seconds: number;
  /** Peak in MB (10⁶ bytes) of Node (with the esbuild of tsx) and of the browser; unknown where there is no /proc. */
  nodeMb: number | undefined;
  browserMb: number | undefined;
  stdout: string;
}

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
const SAMPLE_MS = 200;
/** tsx keeps an esbuild. */
const OURS = [basename(process.execPath), 'esbuild'];

/**
 * Runs Node in the repository and measures it. Ctrl-C and SIGTERM stop it.
 *
 * @throws Error with what it said, when it did not end well
 */
export async function measure(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: REPOSITORY, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = (): void => void child.kill();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const peak = { node: 0, browser: 0 };
  const timer = setInterval(() => {
    const now = memoryOf(child.pid ?? 0);
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
  return { seconds, nodeMb: peak.node || undefined, browserMb: peak.browser || undefined, stdout };
}

/** Memory in MB of a process and its descendants: Node, and all others, which are the browser's. */
function memoryOf(root: number): { node: number; browser: number } {
  const children = childrenByParent();
  const sum = { node: 0, browser: 0 };
  const pending = [root];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    pending.push(...(children.get(pid) ?? []));
    const program = basename(read(pid, 'cmdline').split('\0')[0] ?? '');
    sum[OURS.includes(program) ? 'node' : 'browser'] += memoryOfOne(pid);
  }
  return sum;
}

/** Proportional set size, which counts shared pages once; resident set size where that is not allowed. */
function memoryOfOne(pid: number): number {
  const pss = /^Pss:\s+(\d+) kB/m.exec(read(pid, 'smaps_rollup'))?.[1];
  const rss = pss ?? /^VmRSS:\s+(\d+) kB/m.exec(read(pid, 'status'))?.[1] ?? 0;
  return (Number(rss) * 1024) / 1e6;
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of processes()) {
    // `pid (name) state parent …`; the name may hold anything.
    const parent = Number(read(Number(name), 'stat').split(') ').at(-1)?.split(' ')[1]);
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
