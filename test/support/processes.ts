import { readdir, readFile } from 'node:fs/promises';

export interface Process {
  pid: number;
  /** Its process group. */
  group: number;
  /** Of a browser: browser, renderer, zygote, gpu-process, utility. */
  type: string;
  command: string;
}

/** Running processes, from /proc; not those that have ended and wait for their parent. */
export async function runningProcesses(): Promise<Process[]> {
  const found: Process[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const read = (file: string): Promise<string> => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => ''); // it ended
    const [command, stat] = [(await read('cmdline')).replaceAll('\0', ' '), await read('stat')];
    const [state, , group] = stat.replace(/^.*\) /s, '').split(' ');
    if (!command || state === 'Z') continue;
    found.push({ pid: Number(name), group: Number(group), type: /--type=(\S+)/.exec(command)?.[1] ?? 'browser', command });
  }
  return found;
}
