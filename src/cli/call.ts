import type { Command } from 'commander';
import type { Terminal } from '../io/terminal.js';

/** A call of the program, as its verbs see it. */
export interface Call {
  terminal: Terminal;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
  /** The exit code; 0 until a verb sets it. */
  code: number;
  /** The line that is printed when the call is stopped. */
  stoppedNote: string;
  /** Stops the call as Ctrl-C does. */
  stop: () => never;
}

/** Adds a verb with its arguments, options and help to the program. */
export type AddVerb = (program: Command, call: Call) => void;
