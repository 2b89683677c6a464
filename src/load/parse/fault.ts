import type { Suffix } from '../../model/code.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { Source, Span } from '../../model/source.js';

/** A reason why the text of a file cannot be used, with its place as offsets in the text. */
export interface Fault {
  code: Suffix<'yaml'>;
  span: Span;
  message: string;
  hint: string;
}

/** A way to read a text in which something is missing or wrong. It keeps the number of lines. */
export interface Repair {
  /** The fault of the text if it was meant so. */
  faults: Fault[];
  repaired: Source;
}

/** Faults → diagnostics of the file, in the order of the text. */
export function diagnose(faults: readonly Fault[], source: Source): Diagnostic[] {
  return faults.toSorted((a, b) => a.span.start - b.span.start).map(({ code, span, message, hint }) => ({
    code: `yaml/${code}`,
    severity: 'error',
    rank: '必改',
    message,
    hint,
    file: source.path,
    range: source.range(span),
  }));
}

/**
 * The same fault in the text from which `repaired` was made; places are kept by their
 * distance from the end of the line, as repairs change the beginnings.
 */
export function moved(fault: Fault, repaired: Source, source: Source): Fault {
  const move = (offset: number): number => {
    const { line } = repaired.position(offset);
    const [from, to] = [repaired.line(line), source.line(line)];
    return Math.max(to.start, to.end - Math.max(0, from.end - offset));
  };
  return { ...fault, span: { start: move(fault.span.start), end: move(fault.span.end) } };
}

/** The beginning of a text, for a message. */
export function excerpt(text: string): string {
  const characters = [...text.slice(0, 60)];
  return characters.length > 20 ? `${characters.slice(0, 20).join('')}…` : text;
}
