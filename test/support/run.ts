import { AsyncLocalStorage } from 'node:async_hooks';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { filesOf } from './files-of.js';

export { filesOf };

/** The root of this repository. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the real program in a process of its own. */
export function jixiao(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Run> {
  return run(process.execPath, [join(REPOSITORY, 'src/jixiao.mjs'), ...args], options);
}

const output = new AsyncLocalStorage<{ stdout: string; stderr: string }>();

/**
 * Runs the program in the process of the test, which saves its start: half a second each. For tests of what a command
 * says and writes; those of how it starts, ends and is stopped need {@link jixiao}.
 */
export async function inProcess(args: readonly string[], { env = {} }: { env?: NodeJS.ProcessEnv } = {}): Promise<Run> {
  const { main } = await import('../../src/cli.js');
  capture('stdout');
  capture('stderr');
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = signals.map(signal => process.listeners(signal));
  const said = { stdout: '', stderr: '' };
  const environment = { ...process.env };
  Object.assign(process.env, env);
  const code = await output.run(said, () => main(args));
  for (const name of Object.keys(env)) restore(name, environment[name]);
  for (const [index, signal] of signals.entries()) {
    const added = process.listeners(signal).filter(listener => !before[index]?.includes(listener));
    for (const listener of added) process.off(signal, listener);
  }
  return { code, ...said };
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

/** Collects the output of each run, however many there are at a time. */
function capture(name: 'stdout' | 'stderr'): void {
  const stream: NodeJS.WriteStream & { isCaptured?: true } = process[name];
  if (stream.isCaptured) return;
  stream.isCaptured = true;
  const write: (chunk: string | Uint8Array) => boolean = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array) => {
    const said = output.getStore();
    if (!said) return write(chunk);
    said[name] += chunk.toString();
    return true;
  };
}

/** Runs a program and waits for its end, whatever its exit code. */
export function run(
  file: string,
  args: readonly string[],
  { cwd = REPOSITORY, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      file,
      args,
      { cwd, env: { ...process.env, NO_COLOR: '1', ...env }, maxBuffer: 2 ** 26 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** An empty folder of this test; gone with it. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jixiao-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A root with a copy of the real data. */
export async function realRoot(): Promise<string> {
  const root = await emptyFolder();
  await cp(join(REPOSITORY, 'data'), join(root, 'data'), { recursive: true });
  return root;
}

/** A root with three forms about which there is nothing to say, so that a test sees only what it spoils. */
export async function cleanRoot(): Promise<string> {
  const root = await emptyFolder();
  await cp(join(REPOSITORY, 'test/fixtures/clean'), root, { recursive: true });
  return root;
}

export const DEPARTMENT = 'data/2024/沙坪坝街道';
export const PROJECT = `${DEPARTMENT}/projects/03-一般性项目-设备采购类.yaml`;

/** A root with only a few of the real forms, for tests that print. */
export async function smallRoot(): Promise<string> {
  const root = await emptyFolder();
  await fillSmallRoot(root);
  return root;
}

/** Makes a folder such a root. */
export async function fillSmallRoot(root: string): Promise<void> {
  await cp(join(REPOSITORY, 'data'), join(root, 'data'), { recursive: true });
  const projects = join(root, DEPARTMENT, 'projects');
  for (const name of await readdir(projects)) if (!/^0[34]-/.test(name)) await rm(join(projects, name));
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('400.72', '5.08'));
}

export async function edit(path: string, change: (text: string) => string): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`the edit of ${path} changes nothing`);
  await writeFile(path, after);
}

/** The documents in a folder of results, without the pages of the catalogue. */
export async function documentsIn(folder: string): Promise<Map<string, Buffer>> {
  return new Map([...await filesOf(folder)].filter(([path]) => !/(?:^|\/)(?:index|library)\.html$/.test(path)));
}

/** Before a command: runs it as a user who is not the superuser, for whom permissions count. */
export const ORDINARY_USER: readonly string[] = process.getuid?.() === 0
  ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
  : [];
