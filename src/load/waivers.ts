import { append } from '../model/append.js';
import { shorten } from '../model/characters.js';
import type { Suffix } from '../model/code.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { groupBy } from '../model/group-by.js';
import { rankOfCheck } from '../model/rank.js';
import { similar } from '../model/similar.js';
import type { Comment, Positions, Source, Span } from '../model/source.js';
import { rules } from '../rules/index.js';
import type { Rule } from '../rules/rule.js';

/** A file in which findings may be waived. */
export interface Waivable {
  source: Source;
  positions: Positions;
  comments: readonly Comment[];
}

export interface Judged {
  /** The problems to report: findings that are not waived, and errors of the waivers. */
  kept: Diagnostic[];
  waived: Diagnostic[];
}

/** One rule that one comment names. */
interface Waiver {
  rule: Rule;
  source: Source;
  span: Span;
  /** The line of what it is about. */
  line: number;
  used: boolean;
}

/** `# 放行 RULE, RULE: reason`, or in English `# waive …` */
const WAIVER = /^(#+\s*(?:waive(?![\w-])|放行(?=[\s\w:：]|$))\s*)([^:：]*)([^]*)/i;
const IN_TEXT = /(?<!\S)#+[ \t]*(?:waive(?![\w-])|放行)[^\n]*/gi;
/** A line of a text that begins as a comment does. */
const COMMENT = /^[ \t]*#+[ \t]+[^\s#][^\n]*/gm;
/** The maximum length of a word that is treated as a typing error. */
const LONGEST_NAME = 40;
const EXAMPLE = '# 放行 规则名: 理由';

/**
 * Takes out the findings that are accepted: those with a comment `# 放行 RULE: reason` on their line, on the line of
 * the name of their field (a text over many lines has no room for comments), or on comment lines right above it.
 *
 * @param diagnostics findings of business rules in `files`
 * @param wasRun whether a rule was run on a file: of one that was not, no waiver can be said to be unused
 */
export function applyWaivers(
  diagnostics: readonly Diagnostic[],
  files: readonly Waivable[],
  wasRun: (rule: Rule, file: string) => boolean,
): Judged {
  const judged: Judged = { kept: [], waived: [] };
  const waivers: Waiver[] = [];
  for (const file of files) {
    const targets = targetsOf(file.comments);
    append(judged.kept, inTexts(file));
    for (const comment of file.comments) {
      append(waivers, readWaivers(comment, targets.get(comment.line) ?? comment.line, file.source, judged.kept));
    }
  }
  const byPlace = groupBy(waivers, ({ source, line, rule }) => keyOf(source.path, line, rule.id));
  const fileOf = new Map(files.map(file => [file.source.path, file]));
  for (const diagnostic of diagnostics) {
    const file = waivers.length ? fileOf.get(diagnostic.file) : undefined;
    const lines = file ? linesOf(diagnostic, file) : [];
    const matching = lines.flatMap(line => byPlace.get(keyOf(diagnostic.file, line, diagnostic.code)) ?? []);
    for (const waiver of matching) waiver.used = true;
    (matching.length ? judged.waived : judged.kept).push(diagnostic);
  }
  for (const { rule, source, span, used } of waivers) {
    if (used || !wasRun(rule, source.path)) continue;
    judged.kept.push(warn(source, span, 'unused', `这里没有 ${rule.id} 的问题，这条放行没有用处`,
      '删去它；要放行的问题在别处，就把它移到那一行，或那一行的上面'));
  }
  return judged;
}

function keyOf(file: string, line: number, rule: string): string {
  return `${rule} ${line} ${file}`;
}

/** Waivers and comments that stand in a text, where they waive nothing and are printed. */
function* inTexts({ source, positions, comments }: Waivable): Iterable<Diagnostic> {
  const told = new Set<number>();
  const commentOn = new Map(comments.map(({ line, span }) => [line, span.start]));
  for (const { 0: text, index } of source.text.matchAll(IN_TEXT)) {
    if (index >= (commentOn.get(source.position(index).line) ?? Infinity)) continue;
    const name = /[\w-]+/.exec(WAIVER.exec(text)?.[2] ?? '')?.[0];
    if (!rules.some(({ id }) => id === name)) continue;
    told.add(source.position(index).line);
    const span = { start: index, end: index + text.trimEnd().length };
    yield warn(source, span, 'in-text', '这条放行写在文字里，会印出来，也不起作用', '放行要写在“|”的外面：移到这一栏的上一行，单独一行');
  }
  for (const { key, value, pieces } of positions.values()) {
    if (!key || !pieces || !/[|>]/.test(source.text.charAt(value.start))) continue;
    for (const { 0: text, index } of source.text.slice(value.start, value.end).matchAll(COMMENT)) {
      const start = value.start + index + text.search(/#/);
      if (told.has(source.position(start).line)) continue;
      const name = source.text.slice(key.start, key.end);
      yield warn(source, { start, end: start + text.trim().length }, 'comment', `这一行写在“${name}”的文字里，会印出来`,
        `是说明的，移到“${name}”的上一行，单独一行；是内容的，去掉“#”`);
    }
  }
}

/** By the line of a comment that stands alone: the first line below that is no such comment. */
function targetsOf(comments: readonly Comment[]): Map<number, number> {
  const targets = new Map<number, number>();
  for (const { line, alone } of comments.toReversed()) {
    if (alone) targets.set(line, targets.get(line + 1) ?? line + 1);
  }
  return targets;
}

/** The lines on which a waiver is about a finding: its own, and that of the name of its field. */
function linesOf({ range, pointer = '' }: Diagnostic, { positions, source }: Waivable): number[] {
  const place = positions.get(pointer);
  if (!place || place.collection) return [range.start.line];
  return [range.start.line, source.position((place.key ?? place.value).start).line];
}

/** The waivers of a comment about a line; what is wrong with them goes to `warnings`. */
function readWaivers({ text, span }: Comment, line: number, source: Source, warnings: Diagnostic[]): Waiver[] {
  const [, start = '', names = '', rest = ''] = WAIVER.exec(text.trim()) ?? [];
  if (!start) return [];
  const hasColon = rest !== '';
  const words = [...names.matchAll(/[^,，、\s]+/g)].map(({ 0: word, index }) => {
    const from = span.start + start.length + index;
    return { word, span: { start: from, end: from + word.length } };
  });
  // Without a colon what follows the names is meant as the reason.
  const prose = hasColon ? -1 : words.findIndex(({ word }) => !/^[\w/-]+$/.test(word));
  const named = prose < 0 ? words : words.slice(0, prose);
  if (!named.length) warnings.push(warn(source, span, 'unknown-rule', '放行后面没有写规则名', `写成 ${EXAMPLE}`));
  const known = named.flatMap(({ word, span }) => {
    const rule = rules.find(({ id }) => id === word);
    if (!rule) warnings.push(unknownRule(word, source, span));
    return rule ? [{ rule, span }] : [];
  });
  if (known.length && !/[\p{L}\p{N}]/u.test(rest)) {
    const ids = known.map(({ rule }) => rule.id).join(', ');
    const hint = prose < 0 ? `写上为什么可以放行：# 放行 ${ids}: 理由` : `规则名和理由之间要有冒号：# 放行 ${ids}: 理由`;
    warnings.push(warn(source, span, 'no-reason', `放行 ${ids} 没有写理由，不算数`, hint));
    return [];
  }
  return known.map(({ rule, span }) => ({ rule, source, span, line, used: false }));
}

function unknownRule(word: string, source: Source, span: Span): Diagnostic {
  if (word.includes('/')) {
    return warn(source, span, 'unknown-rule', `“${word}”不是业务规则，不能放行`, '这类问题只能改正；删去这条注释');
  }
  const isName = word.length <= LONGEST_NAME;
  const meant = isName ? similar(word, rules.map(({ id }) => id)) : undefined;
  const shown = isName ? word : shorten(word, LONGEST_NAME);
  return warn(source, span, 'unknown-rule', `没有“${shown}”这条规则，不能放行`,
    meant ? `是不是“${meant}”` : '规则名写在报告中每个问题的末尾，照抄即可');
}

function warn(source: Source, span: Span, code: Suffix<'waiver'>, message: string, hint: string): Diagnostic {
  return { code: `waiver/${code}`, severity: 'warning', rank: rankOfCheck('warning'), message, hint, file: source.path, range: source.range(span) };
}
