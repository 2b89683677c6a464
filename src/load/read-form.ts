import type { Diagnostic } from '../model/diagnostic.js';
import { oncePer } from '../model/once-per.js';
import type { Source } from '../model/source.js';
import { parse, type Parsed } from './parse.js';
import type { Valid, Validator } from './validate.js';

/** A form as it is read, with the places of its fields and the problems of syntax and schema. */
export interface FormRead extends Omit<Valid, 'diagnostics'>, Pick<Parsed, 'comments'> {
  found: Diagnostic[];
}

export type ReadForm = (source: Source, validator: Validator) => FormRead;

/** Returns a reader that reads a form once, as long as its source and validator are the same objects. */
export function rememberingReader(): ReadForm {
  const ofValidator = oncePer((validator: Validator) => oncePer((source: Source) => readForm(source, validator)));
  return (source, validator) => ofValidator(validator)(source);
}

/** Parses and validates a form. */
export function readForm(source: Source, validator: Validator): FormRead {
  const parsed = parse(source);
  const { diagnostics: found, ...valid } = validator.validate(parsed, source);
  return { ...valid, comments: parsed.comments, found };
}
