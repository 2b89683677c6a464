import { createInterface } from 'node:readline/promises';
import { isatty } from 'node:tty';
import { harmless } from '../model/visible.js';

/** The output of a command: results to stdout, progress and notices to stderr. */
export interface Terminal {
  out: (text: string) => void;
  note: (text: string) => void;
  /** True when stdout shows colours. */
  colour: boolean;
  stderr: NodeJS.WriteStream;
  /** Asks a person and returns the answer; `undefined` where nobody sits at the terminal. */
  ask?: ((question: string) => Promise<string>) | undefined;
}

// `process.stdout.isTTY` is undefined for a pipe, and a colour library then decides by `CI` and `FORCE_COLOR`.
const colour = isatty(1) && !process.env.NO_COLOR;

/** Escapes control characters in all output: a terminal must not execute text of a file or a file name. */
export const terminal: Terminal = {
  out: text => void process.stdout.write(`${harmless(text, colour)}\n`),
  note: text => void process.stderr.write(`${harmless(text, false)}\n`),
  colour,
  stderr: process.stderr,
  ask: isatty(0) && isatty(2) ? ask : undefined,
};

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
