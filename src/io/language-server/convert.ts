import {
  CodeActionKind, type CodeAction, type CompletionItem, CompletionItemKind, type Diagnostic as Reported,
  DiagnosticSeverity, InsertTextFormat, InsertTextMode, type Position, type Range, type TextEdit,
} from 'vscode-languageserver/node.js';
import type { Action } from '../../editor/actions.js';
import type { Proposal } from '../../editor/complete.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { levelOf } from '../../model/rank.js';
import type { Range as Place, Source, Span } from '../../model/source.js';

/* Between the words of jixiao, lines and columns from 1, and those of the protocol, from 0. Both count UTF-16 units. */

const SEVERITY = {
  错误: DiagnosticSeverity.Error,
  必改: DiagnosticSeverity.Warning,
  应改: DiagnosticSeverity.Warning,
  可自动改: DiagnosticSeverity.Information,
  提示: DiagnosticSeverity.Hint,
};

/** Returns a problem as editors show it. @param uriOf the address of a file */
export function reported(
  { code, message, hint, range, related = [], ...problem }: Diagnostic,
  uriOf: (path: string) => string,
): Reported {
  return {
    range: rangeOf(range),
    severity: SEVERITY[levelOf(problem)],
    code,
    source: '绩效',
    message: hint ? `${message}\n→ ${hint}` : message,
    relatedInformation: related.map(other =>
      ({ location: { uri: uriOf(other.file), range: rangeOf(other.range) }, message: other.message })),
  };
}

/** Returns the offset of a position, or the nearest one that the text has. */
export function offsetOf(source: Source, { line, character }: Position): number {
  const { start, end } = source.line(line + 1);
  return Math.min(start + character, end);
}

/**
 * Returns a change as a menu entry. Its edits are made together, and only in the version of the text that they are for.
 *
 * @param kind of the protocol, for what is asked
 */
export function codeAction(
  { title, kind, problems, edits }: Action,
  source: Source,
  { uri, version }: { uri: string; version: number },
  as: CodeActionKind,
  uriOf: (path: string) => string,
): CodeAction {
  return {
    title,
    kind: as,
    diagnostics: problems.map(problem => reported(problem, uriOf)),
    ...(kind === 'fix' && problems.every(({ fix }) => !fix?.asks) && { isPreferred: true }),
    edit: { documentChanges: [{ textDocument: { uri, version }, edits: edits.map(edit => textEdit(edit, source)) }] },
  };
}

const KIND = {
  word: CompletionItemKind.EnumMember,
  field: CompletionItemKind.Property,
  row: CompletionItemKind.Snippet,
};

/** Returns a proposal as an entry of the list, in the given order. @param snippets true where these are understood */
export function completionItem(
  { label, detail, kind, filter, span, parts }: Proposal,
  index: number,
  source: Source,
  snippets: boolean,
): CompletionItem {
  const isSnippet = snippets && parts.length > 1;
  const escaped = parts.map(part => part.replace(/[\\$}]/g, '\\$&'));
  const text = isSnippet ? escaped.map((part, place) => (place ? `$${place}${part}` : part)).join('') : parts.join('');
  return {
    label,
    detail,
    kind: KIND[kind],
    sortText: String(index).padStart(5, '0'),
    filterText: filter,
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.asIs,
    textEdit: textEdit({ span, text }, source),
  };
}

function textEdit({ span, text }: { span: Span; text: string }, source: Source): TextEdit {
  return { range: rangeOf(source.range(span)), newText: text };
}

function rangeOf({ start, end }: Place): Range {
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  };
}
