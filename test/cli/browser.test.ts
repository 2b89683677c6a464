import { spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startBrowserProcess } from '../../src/io/browser/browser-process.js';
import { emptyFolder, filesOf, jixiao, run, smallRoot } from '../support/run.js';
import { type Process, runningProcesses } from '../support/processes.js';

/*
 * A run whose browser is stopped, killed or slow, and a run that is told to stop. Linux only: there one sees all
 * processes. Every run has its own folder for temporary files, whose path is in the command line of its browser.
 */

const onLinux = test.runIf(process.platform === 'linux');

interface Started {
  /** Sends a signal to the run. */
  kill: (signal: NodeJS.Signals) => void;
  processes: () => Promise<Process[]>;
  /** Its end, and the files that it left in its folder for temporary files. */
  ended: Promise<{ code: number | null; signal: string | null; stderr: string; left: string[]; running: Process[] }>;
}

async function startBuild(root: string, env: NodeJS.ProcessEnv = {}, folder?: string): Promise<Started> {
  const temporary = folder ?? await emptyFolder();
  const child = spawn(process.execPath, ['src/jixiao.mjs', 'build', '--root', root, '--no-cache'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', TMPDIR: temporary, ...env },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  const groups = new Set<number>();
  // Only the first process of a browser names its folder; the others are of its group.
  const processes = async (): Promise<Process[]> => {
    const all = await runningProcesses();
    for (const { pid, group, command } of all) if (pid === group && isOurs(command, temporary, env)) groups.add(group);
    return all.filter(({ group }) => groups.has(group));
  };
  const ended = (async () => {
    const [code, signal] = await new Promise<[number | null, string | null]>(resolve =>
      child.on('exit', (...how) => resolve(how)));
    return { code, signal, stderr, left: await readdir(temporary), running: await processes() };
  })();
  return { kill: signal => child.kill(signal), processes, ended };
}

function isOurs(command: string, temporary: string, env: NodeJS.ProcessEnv): boolean {
  const { PUPPETEER_EXECUTABLE_PATH: program } = env;
  return command.includes(`--user-data-dir=${temporary}`) || (program !== undefined && command.includes(program));
}

/** Waits for processes of a type and sends a signal to all of them. */
async function hit(started: Started, type: string, signal: NodeJS.Signals): Promise<void> {
  await expect.poll(async () => (await started.processes()).filter(one => one.type === type).length, {
    timeout: 60_000, interval: 50,
  }).toBeGreaterThan(0);
  for (const one of await started.processes()) if (one.type === type) process.kill(one.pid, signal);
}

let known: Promise<Map<string, Buffer>> | undefined;

/** The documents of a run that nobody disturbs. */
function undisturbed(): Promise<Map<string, Buffer>> {
  return known ??= (async () => {
    const root = await smallRoot();
    expect((await jixiao(['build', '--root', root, '--no-cache'])).code).toBe(0);
    return filesOf(join(root, 'out'));
  })();
}

onLinux.each([
  ['renderer', 'SIGSTOP'], ['browser', 'SIGSTOP'], ['renderer', 'SIGKILL'],
] as const)('a %s that gets %s: every document is there, nothing hangs or stays behind', async (type, signal) => {
  const root = await smallRoot();
  const started = await startBuild(root);
  await hit(started, type, signal);
  const { code, left, running } = await started.ended;
  expect(code).toBe(0);
  expect(left).toEqual([]);
  expect(running).toEqual([]);
  expect(await filesOf(join(root, 'out'))).toEqual(await undisturbed());
});

onLinux('a browser whose first process is gone: its others end with it, and its streams are closed', async () => {
  const folder = await emptyFolder();
  const program = join(folder, 'browser');
  await writeFile(program, '#!/bin/sh\nsh -c "kill -STOP \\$\\$" "$0" &\necho last words >&2\nexit 3\n');
  await chmod(program, 0o755);
  const { ended } = startBrowserProcess(program, [], process.env);
  expect(await ended).toEqual({ reason: '退出码 3', isRefusal: true, stderr: 'last words\n' });
  const orphans = async (): Promise<Process[]> =>
    (await runningProcesses()).filter(({ command }) => command.includes(program));
  await expect.poll(orphans).toEqual([]);
});

const [INT, TERM] = [['SIGINT', 130], ['SIGTERM', 143]] as const;
onLinux.each([[300, ...TERM], [600, ...INT], [900, ...TERM], [1200, ...INT], [1500, ...TERM]] as const)(
  '%i ms after the start, %s ends the run with its browser; the next one goes on',
  async (after, signal, expectedCode) => {
    const root = await smallRoot();
    const started = await startBuild(root);
    await new Promise(resolve => setTimeout(resolve, after));
    started.kill(signal);
    const { code, signal: by, stderr, left, running } = await started.ended;
    // Done already, stopped in order, or ended before there was anything to stop.
    expect([0, expectedCode, signal]).toContain(code ?? by);
    expect(stderr).not.toMatch(/还在等|缺陷/);
    expect(left).toEqual([]);
    expect(running).toEqual([]);
    const names = [...(await filesOf(join(root, 'out')).catch(() => new Map<string, Buffer>())).keys()];
    for (const name of names) expect(await readFile(join(root, 'out', name))).toEqual((await undisturbed()).get(name));
    if (signal !== 'SIGINT' || after < 1000) return;
    expect((await jixiao(['build', '--root', root, '--no-cache'])).code).toBe(0);
    expect(await filesOf(join(root, 'out'))).toEqual(await undisturbed());
  },
);

onLinux('a browser that never answers ends with the run', async () => {
  const [root, folder] = [await smallRoot(), await emptyFolder()];
  const program = join(folder, 'browser');
  await writeFile(program, '#!/bin/sh\nwhile :; do sleep 1; done\n');
  await chmod(program, 0o755);
  const started = await startBuild(root, { PUPPETEER_EXECUTABLE_PATH: program });
  await hit(started, 'browser', 'SIGCONT');
  started.kill('SIGTERM');
  const { code, stderr, left, running } = await started.ended;
  expect(code).toBe(143);
  expect(stderr).toContain('已停止');
  expect([left, running]).toEqual([[], []]);
});

onLinux('kill -9 while the browser is unpacked and while it prints: the next run removes what was left', async () => {
  const [root, cache, temporary] = [await smallRoot(), await emptyFolder(), await emptyFolder()];
  const env = { XDG_CACHE_HOME: cache, TMPDIR: temporary };
  const inCache = (): Promise<string[]> => readdir(join(cache, 'jixiao')).catch(() => []);
  const first = await startBuild(root, env);
  await expect.poll(async () => (await inCache()).some(name => name.startsWith('unpacking-')), { timeout: 60_000, interval: 20 })
    .toBe(true);
  first.kill('SIGKILL');
  await first.ended;
  expect(await inCache()).toEqual([expect.stringMatching(/^unpacking-/)]);
  const second = await startBuild(root, env, temporary);
  await hit(second, 'renderer', 'SIGCONT');
  second.kill('SIGKILL');
  expect((await second.ended).left).toContainEqual(expect.stringMatching(/^jixiao-/));
  await mkdir(join(temporary, 'puppeteer_dev_chrome_profile-other'));
  await expect.poll(() => second.processes()).toEqual([]);
  expect((await jixiao(['build', '--root', root, '--no-cache'], { env })).code).toBe(0);
  expect(await readdir(temporary)).toEqual(['puppeteer_dev_chrome_profile-other']);
  expect(await inCache()).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)]);
});

onLinux('asked twice, a run ends at once', async () => {
  const root = await smallRoot();
  const started = await startBuild(root);
  await hit(started, 'renderer', 'SIGCONT');
  started.kill('SIGINT');
  started.kill('SIGINT');
  const { code, running } = await started.ended;
  expect(code).toBe(130);
  expect(running).toEqual([]);
  await rm(join(root, 'out'), { recursive: true, force: true });
  expect((await run(process.execPath, ['src/jixiao.mjs', 'build', '--root', root, '--format', 'html'])).code).toBe(0);
});
