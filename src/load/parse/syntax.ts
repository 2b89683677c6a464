import type { YAMLError } from 'yaml';
import type { Source, Span } from '../../model/source.js';
import { syntaxMessage } from '../syntax-messages.js';
import type { Fault } from './fault.js';
import { readLine } from './items.js';

/** Errors that a slip on the line before makes of sound lines. */
const CONSEQUENCES = new Set(['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY', 'UNEXPECTED_TOKEN']);

/**
 * The errors of the parser in the user's words, one a slip: a slip often makes several errors on its line and the next.
 *
 * @param known faults that were found in the same text: what follows from them is not reported again
 */
export function syntaxFaults(errors: readonly YAMLError[], known: readonly Fault[], source: Source): Fault[] {
  const lineOf = ({ start }: Span): number => source.position(start).line;
  const lines = new Set(known.map(({ span }) => lineOf(span)));
  const lost = new Set(known.filter(({ code }) => code === 'text-lost').map(({ span }) => lineOf(span)));
  let names: Set<string> | undefined;
  return errors.filter(error => !isOpenQuote(error)).flatMap((error) => {
    const isHeader = error.message.startsWith('Block scalar header');
    const span = { start: error.pos[0] - (isHeader ? 1 : 0), end: error.pos[1] };
    const line = lineOf(span);
    const follows = lost.has(line - 1) || (lines.has(line - 1) && CONSEQUENCES.has(error.code));
    const isConsequence = lines.has(line) || follows;
    lines.add(line);
    if (isConsequence) return [];
    const { start, end } = source.line(line);
    names ??= namesIn(source);
    return [{ code: 'syntax', span, ...syntaxMessage(error.code, error.message, source.text.slice(start, end).trim(), names) }];
  });
}

/** The parser reports it where the text ends; it is known where it begins. */
function isOpenQuote({ code, message }: YAMLError): boolean {
  return code === 'MISSING_CHAR' && message.includes('quote');
}

/** The names of fields in the text. */
function namesIn({ text }: Source): Set<string> {
  return new Set(text.split('\n').flatMap((line, index) => readLine(line, index)?.name ?? []));
}
