import { Composer, CST, type Document, Lexer, Parser } from 'yaml';

/** Levels that the library is given: it calls itself for each. A slip may make one of every line that follows. */
const MAX_LEVELS = 200;

/** A piece of the text as YAML cuts it; all pieces together are the text. */
export interface Token {
  /** `text` is one without quotes. */
  type: CST.TokenType | 'text' | null;
  text: string;
  start: number;
}

export interface Cut {
  tokens: Token[];
  /** The first document, as far as it was read. */
  document: Document.Parsed | undefined;
  /** The offset at which reading stopped because the text is nested too deeply. */
  stop: number | undefined;
}

/** Marks of the lexer, which are no part of the text. */
const MARKS = new Set<Token['type']>(['doc-mode', 'flow-error-end', 'scalar']);

/** Text → tokens and document; time and memory grow with its length, whatever it says. */
export function cut(text: string): Cut {
  const tokens: Token[] = [];
  const parts: CST.Token[] = [];
  const parser = new Parser();
  let start = 0;
  let isText = false;
  let stop: number | undefined;
  for (const lexeme of new Lexer().lex(text)) {
    const type: Token['type'] = isText ? 'text' : CST.tokenType(lexeme);
    isText = type === 'scalar';
    if (!MARKS.has(type)) {
      tokens.push({ type, text: lexeme, start });
      start += lexeme.length;
    }
    for (const part of parser.next(lexeme)) parts.push(part);
    if (parser.stack.length > MAX_LEVELS) {
      stop = tokens.at(-1)?.start;
      break;
    }
  }
  for (const part of parser.end()) parts.push(part);
  return { tokens, document: compose(parts, start), stop };
}

function compose(parts: readonly CST.Token[], length: number): Document.Parsed | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0; // each error of the file is an Error: with a stack trace it takes ten times as long
  try {
    const composer = new Composer({ schema: 'failsafe', prettyErrors: false, uniqueKeys: false });
    return composer.compose(parts, true, length).next().value ?? undefined;
  } finally {
    Error.stackTraceLimit = limit;
  }
}
