import { harmless } from '../model/visible.js';

/** Where a command speaks: results to stdout, progress and notes to stderr. */
export interface Terminal {
  out: (text: string) => void;
  note: (text: string) => void;
  /** Whether stdout shows colours. */
  colour: boolean;
  stderr: NodeJS.WriteStream;
}

const colour = process.stdout.isTTY && !process.env.NO_COLOR;

/** Nothing of a file or of its name is obeyed by the terminal, whoever forgot to write it as text. */
export const terminal: Terminal = {
  out: text => void process.stdout.write(`${harmless(text, colour)}\n`),
  note: text => void process.stderr.write(`${harmless(text, false)}\n`),
  colour,
  stderr: process.stderr,
};

// Whoever reads may stop reading, as `head` does: the rest of the work is done all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
