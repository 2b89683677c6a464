import { chosenIn, wordsIn } from '../../model/fields.js';
import type { Scheme } from '../../model/form.js';
import type { Schema } from '../../model/schema.js';
import { type AlignedAmount, isNumber, type Room, viewAmount } from './format.js';

/** The data that all views of one form share. */
export interface ViewContext {
  year: string;
  scheme: Scheme;
  /** The form's spelling of each class; other classes are printed as typed. */
  words: Readonly<Record<string, string>>;
  /** The room for the amounts of a group or a column; absent where no amounts stand below one another. */
  room?: Room;
}

/** A cell: finished text, in the forms in which templates want it. */
export interface FieldView {
  label: string;
  /** `''` for an empty cell. */
  text: string;
  /** The text by its lines; none for an empty cell. */
  paragraphs: string[];
  /** It is set as a number. */
  isNumber: boolean;
  /** The text of an amount that stands below others, for aligning it with them; `null` for all other cells. */
  amount: AlignedAmount | null;
  /** The boxes of a field to tick; none for other fields. */
  options: OptionView[];
}

export interface OptionView {
  text: string;
  /** `√`, or `□` for what is not chosen. */
  box: string;
  chosen: boolean;
}

export const TICKED = '√';
export const BOX = '□';

/**
 * @param value as typed; `undefined` for an empty cell
 * @param room for the amounts that stand above and below it
 */
export function viewField(value: string | undefined, schema: Schema, label: string, room?: Room): FieldView {
  const text = value ?? '';
  return {
    label,
    text,
    paragraphs: text === '' ? [] : text.split('\n'),
    isNumber: isNumber(text),
    amount: room && isAmount(text, schema) ? { ...viewAmount(text), ...room } : null,
    options: schema.tick ? optionsOf(text, schema) : [],
  };
}

function optionsOf(text: string, schema: Schema): OptionView[] {
  const all = chosenIn(text, schema);
  return (wordsIn(schema) ?? []).map((word) => {
    const chosen = all.includes(word);
    return { text: word, box: chosen ? TICKED : BOX, chosen };
  });
}

/** The fields of numbers that are not added up. */
const NOT_ADDED = /^(?:indicator\..*|money\.(?:rate|weight|score)|score)$/;

/** Returns true for an amount, false for other numbers: shares, and what indicators say. */
export function isAmount(text: string, { code = '', decimals }: Schema): boolean {
  return decimals !== undefined && isNumber(text) && !text.endsWith('%') && !NOT_ADDED.test(code);
}
