import type { Scheme } from '../../model/form.js';
import type { Schema } from '../../model/schema.js';
import { isNumber } from './format.js';

/** The data that all views of one form share. */
export interface ViewContext {
  year: string;
  scheme: Scheme;
  /** The form's spelling of each class; other classes are printed as typed. */
  words: Readonly<Record<string, string>>;
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

/** @param value as typed; `undefined` for an empty cell */
export function viewField(value: string | undefined, schema: Schema, label: string): FieldView {
  const text = value ?? '';
  return {
    label,
    text,
    paragraphs: text === '' ? [] : text.split('\n'),
    isNumber: isNumber(text),
    options: (schema.tick ? schema.enum ?? [] : []).map(word =>
      ({ text: word, box: word === text ? TICKED : BOX, chosen: word === text })),
  };
}
