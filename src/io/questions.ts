import type { Readable, Writable } from 'node:stream';
import { isCancel, select, text } from '@clack/prompts';
import { visible } from '../model/visible.js';

/** One of the answers to choose from. */
export interface Choice<T> {
  value: T;
  label: string;
  /** Shown behind the label while it is chosen. */
  hint?: string;
}

/** Asks a person who sits at the terminal. */
export interface Questions {
  /** @param initial the answer that is chosen at first */
  choose: <T>(message: string, choices: readonly Choice<T>[], initial?: T) => Promise<T>;
  /** @param check returns what is wrong with an answer; it is asked again until nothing is */
  write: (message: string, check: (answer: string) => string | undefined) => Promise<string>;
}

/** The answers that are shown at a time. */
const SHOWN = 12;

/** @param cancel called at Ctrl-C or Esc; it throws */
export function createQuestions(input: Readable, output: Writable, cancel: () => never): Questions {
  const answered = <T>(answer: T | symbol): T => (isCancel(answer) ? cancel() : answer as T);
  const common = { input, output, withGuide: false };
  return {
    choose: async (message, choices, initial) => {
      // The library compares values; numbers stand for them.
      const index: number = answered<number>(await select<number>({
        ...common, message: visible(message), maxItems: SHOWN, showInstructions: false,
        initialValue: Math.max(0, choices.findIndex(({ value }) => value === initial)),
        options: choices.map(({ label, hint }, place) =>
          ({ value: place, label: visible(label), ...hint !== undefined && { hint: visible(hint) } })),
      }));
      const choice = choices[index];
      return choice ? choice.value : cancel();
    },
    write: async (message, check) => {
      const answer = await text({ ...common, message: visible(message), validate: (typed = '') => check(typed.trim()) });
      return answered<string | undefined>(answer)?.trim() ?? '';
    },
  };
}
