import { createInterface } from 'node:readline/promises';
import { isatty } from 'node:tty';
import { fold } from '../model/fold.js';
import { harmless } from '../model/visible.js';
import { StatusLine } from './status-line.js';

/** The output of a command: results to stdout, progress and notices to stderr. */
export interface Terminal {
  /** Writes for a person: on a terminal lines are folded. */
  out: (text: string) => void;
  /** Writes for a program: lines stay as they are, also on a terminal. */
  data: (text: string) => void;
  note: (text: string) => void;
  /** True when stdout shows colours. */
  colour: boolean;
  /** The line on which progress is shown; `undefined` where stderr is no terminal that can write over a line. */
  status: StatusLine | undefined;
  /** Asks a person and returns the answer; `undefined` where nobody sits at the terminal. */
  ask?: ((question: string) => Promise<string>) | undefined;
}

type Stream = Pick<NodeJS.WriteStream, 'write' | 'columns' | 'isTTY'>;

/**
 * Returns a terminal that escapes control characters in all output: it must not execute text of a file or a file name.
 *
 * @param colour true if stdout shows colours
 */
export function createTerminal(stdout: Stream, stderr: Stream, colour: boolean, asks?: Terminal['ask']): Terminal {
  const status = stderr.isTTY && process.env.TERM !== 'dumb' ? new StatusLine(stderr) : undefined;
  const write = (stream: Stream, text: string): void => {
    const line = (): void => void stream.write(`${text}\n`);
    if (status && stream.isTTY) status.aside(line);
    else line();
  };
  const folded = (stream: Stream, text: string): string => fold(text, stream.isTTY ? stream.columns : undefined);
  return {
    out: text => write(stdout, folded(stdout, harmless(text, colour))),
    data: text => write(stdout, harmless(text, colour)),
    note: text => write(stderr, folded(stderr, harmless(text, false))),
    colour,
    status,
    ask: asks,
  };
}

// `process.stdout.isTTY` is undefined for a pipe, and a colour library then decides by `CI` and `FORCE_COLOR`.
const colour = isatty(1) && !process.env.NO_COLOR;

const asks = isatty(0) && isatty(2) ? ask : undefined;

export const terminal = createTerminal(process.stdout, process.stderr, colour, asks);

async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C stops the program as everywhere else, and the end of the input is a no to all.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new Promise<string>(resolve => void reader.once('close', () => resolve('q')));
  try {
    return await Promise.race([reader.question(harmless(question, false)), ended]);
  } finally {
    reader.close();
  }
}

// A reader such as `head` may close the pipe early; the command still completes.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
