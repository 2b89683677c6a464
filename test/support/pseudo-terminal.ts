import { join } from 'node:path';
import { REPOSITORY, run } from './run.js';

const PROGRAM = `'${process.execPath}' '${join(REPOSITORY, 'src/jixiao.mjs')}'`;

/**
 * Runs the real program some times, one after the other, on a pseudo-terminal of 80 columns. It is made by `script`,
 * which belongs to every Debian, Ubuntu and macOS: where it is missing, the run fails.
 *
 * @param lines of arguments, quoted for a shell
 * @returns for each run what was written to the terminal, and the exit code
 */
export async function onTerminal(
  lines: readonly string[],
  { env = {} }: { env?: NodeJS.ProcessEnv } = {},
): Promise<{ written: string; code: number }[]> {
  const commands = lines.map(line => `${PROGRAM} ${line}; printf '\\033]end;%d\\n' $?`);
  const shell = ['stty cols 80 rows 24 -onlcr', ...commands].join('; ');
  const args = process.platform === 'darwin' ? ['-q', '/dev/null', 'sh', '-c', shell] : ['-qec', shell, '/dev/null'];
  const { code, stdout, stderr } = await run('script', args, { env: { TERM: 'xterm-256color', SHELL: '/bin/sh', ...env } });
  const parts = stdout.split(/\u001B\]end;(\d+)\n/);
  const runs = lines.map((_, index) => ({ written: parts[2 * index] ?? '', code: Number(parts[2 * index + 1] ?? NaN) }));
  if (code !== 0 || runs.some(one => Number.isNaN(one.code))) throw new Error(`script failed (${code}): ${stderr}${stdout}`);
  return runs;
}
