import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ConnectionTransport } from 'puppeteer';
import { isSystemError } from '../system-error.js';

/** How a browser ended. */
export interface Ending {
  /** Exit code, name of the signal, or why it could not be started. */
  reason: string;
  /** It could not be started, or ended by itself: started again it would do the same. */
  isRefusal: boolean;
  /** The last of what it wrote to stderr. */
  stderr: string;
}

/** The processes of a browser, as one thing that can be ended whatever state they are in. */
export interface BrowserProcess {
  /** For puppeteer; it is closed when the browser ends. */
  transport: ConnectionTransport;
  ended: Promise<Ending>;
  /** Ends all its processes at once. */
  kill: () => void;
}

const STDERR_CHARACTERS = 20_000;
/** How long to wait for the rest of its output after its end. */
const LAST_WORDS_MS = 500;

/**
 * Starts a browser that is driven through a pipe: there is no port, and one whose parent was killed ends by itself. It
 * leads a process group, so that a process of it that hangs can be ended even after the browser itself is gone.
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
  // Before the folder of the browser is removed.
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
      // A process that even SIGKILL does not end would keep the pipes open.
      const timer = setTimeout(finish, LAST_WORDS_MS);
      child.once('close', () => {
        clearTimeout(timer);
        finish();
      });
    });
  });
  return { transport, ended, kill };
}

/** Messages are JSON, each ended by a zero byte. */
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
      // One at a time: an answer may start something that must come before the next is handled.
      setImmediate(() => transport.onmessage?.(message));
      pieces = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length) pieces.push(rest);
  });
  // The end of the process says why.
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
    // All of it has ended; on macOS also where only dead processes are left.
    if (!isSystemError(error, 'ESRCH', 'EPERM')) throw error;
  }
}
