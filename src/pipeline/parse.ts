import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  parseDocument,
  Scalar,
  type YAMLError,
  visit,
} from 'yaml';
import { DECIMAL } from '../model/decimal.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { at, type Pointer } from '../model/pointer.js';
import type { Comment, Place, Positions, Source, Span } from '../model/source.js';
import { joinLines } from './join-lines.js';
import { syntaxMessage } from './syntax-messages.js';

/** Above this a file is no form: it protects the run from a file made to be slow. */
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_DEPTH = 20;

/** Plain data with the keys as typed: maps, lists, texts, numbers, and null for an empty value. */
export type Data = string | number | null | Data[] | { [key: string]: Data };

export interface Parsed {
  /** `undefined` when the file cannot be used; then there is a diagnostic. */
  data: Data | undefined;
  /** By the keys as typed. */
  positions: Positions;
  /** In a file that may waive something; none otherwise, for speed. */
  comments: Comment[];
  diagnostics: Diagnostic[];
}

/**
 * Text → data and the place of every field. After it nothing knows about YAML.
 *
 * Every scalar is a text, but for plain decimals such as `39.30`: `no`, `1e3`, `0x1F`, `.nan` and dates stay the
 * text that was typed, so that nothing turns into something else unseen. Texts over several lines are joined as
 * {@link joinLines} says, whichever YAML style they are in.
 */
export function parse(source: Source): Parsed {
  const positions = new Map<Pointer, Place>();
  const diagnostics: Diagnostic[] = [];
  const report = (code: string, span: Span, message: string, hint?: string): void => {
    diagnostics.push({
      code: `yaml/${code}`,
      severity: 'error',
      message,
      ...(hint ? { hint } : {}),
      file: source.path,
      range: source.range(span),
    });
  };
  const result = (data: Data | undefined): Parsed => ({
    data: diagnostics.length ? undefined : data,
    positions,
    comments: data !== undefined && /waive/i.test(source.text) ? readComments(source) : [],
    diagnostics,
  });

  const unreadable = findUnreadable(source);
  if (unreadable) {
    report(unreadable.code, unreadable.span, unreadable.message, unreadable.hint);
    return result(undefined);
  }
  let document: Document.Parsed;
  try {
    document = parseDocument(source.text, { schema: 'failsafe', prettyErrors: false, keepSourceTokens: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the parser recurses: a file nested beyond the stack
    report('too-deep', { start: 0, end: 0 }, '嵌套的层数太多', '表只有两三层；请对照示例重写');
    return result(undefined);
  }
  reportSyntax(document, source, report);
  if (diagnostics.length) return result(undefined);
  if (!document.contents || (isScalar(document.contents) && !document.contents.source)) {
    report('empty', { start: 0, end: 0 }, '文件是空的，没有任何内容', '从同类文件复制一份再改，或删除这个文件');
    return result(undefined);
  }

  const read = (node: Node | null, pointer: Pointer, fallback: Span, depth: number): Data => {
    const span = node?.range ? { start: node.range[0], end: node.range[1] } : fallback;
    const place: Place = isMap(node) || isSeq(node) ? { value: span, collection: true } : { value: span };
    positions.set(pointer, { ...positions.get(pointer), ...place });
    if (!node) return null;
    if (depth > MAX_DEPTH) {
      report('too-deep', span, `嵌套超过 ${MAX_DEPTH} 层`, '表只有两三层；请对照示例重写');
      return null;
    }
    if (isAlias(node)) {
      report('no-alias', span, '不能用 *名称 引用别处的内容', '把内容写全；以 * 开头的文字请加引号');
      return null;
    }
    if ('anchor' in node && node.anchor) {
      report('no-alias', span, `不能用 &${node.anchor} 给内容起名`, '删去 & 和名称；以 & 开头的文字请加引号');
    }
    if (node.tag) {
      const tag = node.tag.replace('tag:yaml.org,2002:', '!!');
      report('no-tag', span, `不能用标签 ${tag}`, '删去 ! 开头的部分；以 ! 开头的文字请加引号');
    }
    if (isMap(node)) return readMap(node.items, pointer, depth);
    if (isSeq(node)) {
      return node.items.map((item, index) => read(item as Node | null, at(pointer, index), span, depth + 1));
    }
    if (isScalar(node)) return readScalar(node, pointer, span);
    return null;
  };

  const readMap = (items: readonly unknown[], pointer: Pointer, depth: number): Data => {
    const map: Record<string, Data> = Object.create(null) as Record<string, Data>;
    for (const pair of items) {
      if (!isPair(pair)) continue;
      const keyNode = pair.key as Node | null;
      const range = keyNode?.range;
      const keySpan = range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
      if (!isScalar(keyNode) || typeof keyNode.value !== 'string' || keyNode.value === '') {
        report('bad-key', keySpan, '冒号左边应是一个栏目名称', '写成“栏目: 内容”');
        continue;
      }
      const child = at(pointer, keyNode.value);
      positions.set(child, { key: keySpan, value: keySpan });
      map[keyNode.value] = read(pair.value as Node | null, child, keySpan, depth + 1);
    }
    return map;
  };

  const readScalar = (node: Scalar, pointer: Pointer, span: Span): Data => {
    const raw = source.text.slice(span.start, span.end);
    if (node.type === Scalar.PLAIN && (raw === '' || DECIMAL.test(raw))) return raw === '' ? null : Number(raw);
    if (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) {
      const text = String(node.value);
      if (raw.includes('\n')) {
        report('quoted-lines', span, '引号里的文字换了行', '长文字写成“栏目: |”，下面每行缩进两格，不用引号');
      }
      const sameLength = raw.length === text.length + 2;
      setText(pointer, span, sameLength ? [[0, span.start + 1]] : [[0, span.start]]);
      return text;
    }
    const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED;
    const body = isBlock ? raw.indexOf('\n') + 1 || raw.length : 0;
    const joined = joinLines(raw.slice(body));
    if (isBlock && joined.text === '') {
      const header = raw.charAt(0);
      report(
        'empty-block',
        { start: span.start, end: span.start + 1 },
        `单独的 ${header} 表示下面有长文字，可是下面没有`,
        header === '>' ? "要写大于号，请加引号：'>'" : '在下一行缩进两格写内容',
      );
    }
    setText(
      pointer,
      span,
      joined.pieces.map(([value, offset]) => [value, span.start + body + offset]),
    );
    return joined.text;
  };

  const setText = (pointer: Pointer, value: Span, pieces: [number, number][]): void => {
    positions.set(pointer, { ...positions.get(pointer), value, pieces });
  };

  const data = read(document.contents, '', { start: 0, end: 0 }, 0);
  return result(data);
}

/** What the lexer puts before the text of a scalar. */
const SCALAR = '\u001F';
/** Marks of the lexer that stand for nothing in the text. */
const MARKS = new Set([SCALAR, '\u0002', '\u0018']);

/** Returns every comment, in order. A # in a text or in quotes begins none: only the lexer knows. */
export function readComments(source: Source): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(source.text)) {
    if (!isScalar && MARKS.has(token)) {
      isScalar = token === SCALAR;
      continue;
    }
    if (!isScalar && token.startsWith('#')) {
      const { line, column } = source.position(offset);
      const alone = source.text.slice(offset - column + 1, offset).trim() === '';
      comments.push({ text: token, span: { start: offset, end: offset + token.length }, line, alone });
    }
    isScalar = false;
    offset += token.length;
  }
  return comments;
}

type Report = (code: string, span: Span, message: string, hint?: string) => void;

/** Errors that a slip on the line before makes of sound lines. */
const CONSEQUENCES = new Set(['BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY', 'UNEXPECTED_TOKEN']);

/** One message a slip: one often makes several errors on its line and the next. */
function reportSyntax(document: Document.Parsed, source: Source, report: Report): void {
  const lines = new Set<number>();
  for (const error of document.errors) {
    const span = syntaxSpan(error, document, source);
    const { line } = source.position(span.start);
    const isConsequence = lines.has(line) || (lines.has(line - 1) && CONSEQUENCES.has(error.code));
    lines.add(line);
    if (isConsequence) continue;
    const text = source.text.split('\n')[line - 1] ?? '';
    const { message, hint } = syntaxMessage(error.code, error.message, text.trim());
    report(error.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'syntax', span, message, hint);
  }
}

/** What to underline. A quote that is never closed is reported where it opens, not at the end of the file. */
function syntaxSpan(error: YAMLError, document: Document.Parsed, source: Source): Span {
  let [start, end] = error.pos;
  if (error.code === 'DUPLICATE_KEY') end = Math.max(end, source.text.indexOf(':', start));
  if (error.code === 'MISSING_CHAR' && error.message.includes('quote')) {
    visit(document, {
      Scalar(_, node) {
        const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
        if (quoted && node.range && node.range[0] < start && node.range[2] >= start - 1) {
          [start, end] = [node.range[0], node.range[0] + 1];
        }
      },
    });
  }
  return { start, end };
}

function findUnreadable(source: Source): { code: string; span: Span; message: string; hint: string } | undefined {
  const start = { start: 0, end: 0 };
  if (source.bytes.length > MAX_BYTES) {
    const size = (source.bytes.length / 1024 / 1024).toFixed(1);
    return { code: 'too-large', span: start, message: `文件有 ${size} MB，超过 2 MB`, hint: '一张表一个文件；请拆开' };
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(source.bytes);
  } catch {
    const offset = Math.max(0, source.text.indexOf('\uFFFD'));
    return {
      code: 'encoding',
      span: { start: offset, end: offset + 1 },
      message: '文件不是 UTF-8 编码，从这里起读不出来',
      hint: '多半是记事本存成了 ANSI（GBK）：请用“另存为”，编码选 UTF-8',
    };
  }
  return undefined;
}
