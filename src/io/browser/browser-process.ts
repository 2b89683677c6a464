import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ConnectionTransport } from 'puppeteer';

/** The end of a browser process. */
export interface Ending {
  /** The exit code, the name of the signal, or the reason why it could not start. */
  reason: string;
  /** True when it could not start or exited by itself: another start would fail in the same way. */
  isRefusal: boolean;
  /** The last lines of its stderr. */
  stderr: string;
}

/** All processes of a browser, which can be killed together in any state. */
export interface BrowserProcess {
  /** For puppeteer; closed when the browser ends. */
  transport: ConnectionTransport;
  ended: Promise<Ending>;
  /** Kills all its processes. */
  kill: () => void;
}

const STDERR_CHARACTERS = 20_000;
/** Time to wait for remaining output after the browser ended. */
const LAST_WORDS_MS = 500;

/**
 * Starts a browser that is controlled through a pipe. No port is opened, and a browser whose parent was killed exits by
 * itself. It leads a process group, so that a hanging child process can be killed after the browser itself is gone.
 */
export function startBrowserProcess(
  executable: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): BrowserProcess {
  const child = spawn(executable, [...args, '--remote-debugging-pipe'], {
    detached: process.platform !== 'win32',
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const [, , errors, commands, answers] = child.stdio as [null, null, Readable, Writable, Readable];
  let stderr = '';
  errors.setEncoding('utf8').on('data', (text: string) => { stderr = (stderr + text).slice(-STDERR_CHARACTERS); });

  const kill = (): void => killGroup(child);
  // It must run before the folder of the browser is removed.
  process.prependOnceListener('exit', kill);
  const transport = pipeTransport(commands, answers, kill);
  const ended = new Promise<Ending>((resolve) => {
    const end = (reason: string, isRefusal: boolean): void => {
      process.off('exit', kill);
      for (const stream of [errors, commands, answers]) stream.destroy();
      resolve({ reason, isRefusal, stderr });
      transport.onclose?.();
    };
    child.once('error', ({ message }) => end(message, true));
    child.once('exit', (code, signal) => {
      kill();
      const finish = (): void => end(signal ?? `退出码 ${code}`, signal === null);
      // A process that survives SIGKILL would keep the pipes open.
      const timer = setTimeout(finish, LAST_WORDS_MS);
      child.once('close', () => {
        clearTimeout(timer);
        finish();
      });
    });
  });
  return { transport, ended, kill };
}

/** Returns a transport for JSON messages, each terminated by a zero byte. */
function pipeTransport(commands: Writable, answers: Readable, broken: () => void): ConnectionTransport {
  const transport: ConnectionTransport = {
    send: message => void commands.write(`${message}\0`),
    close: broken,
  };
  let pieces: Buffer[] = [];
  answers.on('data', (piece: Buffer) => {
    let rest = piece;
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      const message = Buffer.concat([...pieces, rest.subarray(0, end)]).toString();
      // One message at a time: handlers of an answer must finish before the next one is handled.
      setImmediate(() => transport.onmessage?.(message));
      pieces = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length) pieces.push(rest);
  });
  // The exit of the process gives the reason.
  for (const stream of [commands, answers]) stream.on('error', broken).on('end', broken);
  return transport;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: all processes have ended; on macOS EPERM when only zombies are left.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
