import pc from 'picocolors';
import { append } from '../../model/append.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { groupBy } from '../../model/group-by.js';
import { must } from '../../model/must.js';
import { levelOf, RANKS } from '../../model/rank.js';
import { visible } from '../../model/visible.js';
import { countInWords } from './by-rule.js';
import { type Card, cardsOf, compareCards, countLevels, worstOf } from './cards.js';
import { codeFrame } from './code-frame.js';
import { columns } from './columns.js';
import { oneLine } from '../text.js';
import { cutToWidth, widthOf } from '../../model/width.js';

/** A report on a terminal needs these besides the problems. */
export interface Shown {
  colour: boolean;
  /** Returns the text of a file for the code frame; `undefined` when it cannot be shown. */
  textOf: (file: string) => string | undefined;
  /** Returns the name of the field or row at a place of a form, or `''`. */
  placeOf: (file: string, pointer: string) => string;
}

/**
 * Returns problems for a terminal: by file, one card for each field or row. Cards with errors come last, where a
 * terminal stops.
 *
 * @param scores of the files; without them none is shown
 */
export function pretty(diagnostics: readonly Diagnostic[], shown: Shown, scores?: ReadonlyMap<string, number>): string {
  const cards = cardsOf(diagnostics);
  const isError = (card: Card): boolean => worstOf(card).severity === 'error';
  return [cards.filter(card => !isError(card)), cards.filter(isError)]
    .flatMap(some => [...groupBy(some, ({ file }) => file)].map(([file, own]) => fileText(file, own, shown, scores)))
    .join('\n');
}

function fileText(file: string, cards: readonly Card[], shown: Shown, scores?: ReadonlyMap<string, number>): string {
  const { bold } = pc.createColors(shown.colour);
  const score = scores?.get(file);
  const lines = [bold(visible(file)) + (score === undefined ? '' : `  ${score} 分`)];
  const source = shown.textOf(file)?.split('\n') ?? [];
  for (const card of cards) append(lines, cardLines(card, source, shown));
  return `${lines.join('\n')}\n`;
}

function cardLines(card: Card, source: readonly string[], { colour, placeOf }: Shown): string[] {
  const { bold, cyan, dim } = pc.createColors(colour);
  const place = placeOf(card.file, worstOf(card).pointer ?? '');
  const lines = place ? [`  ${bold(oneLine(place))}`] : [];
  const indent = place ? '    ' : '  ';
  // Equal hints are one piece of advice about several problems.
  for (const group of groupBy(alike(card.problems), ([problem]) => must(problem, 'a problem').hint ?? problem).values()) {
    for (const [problem, ...others] of group) {
      if (!problem) continue;
      const { message, code, range, related = [], new: isNew } = problem;
      const { start } = range;
      const mark = paint(problem, colour)(`${isNew ? '新' : ''}${levelOf(problem)}`);
      const text = withoutName(oneLine(message), place);
      lines.push(`${indent}${mark} ${start.line}:${start.column} ${text}${alsoAt(others)} ${dim(code)}`);
      if (problem.severity === 'error' && (source.length > 1 || source[0])) {
        append(lines, codeFrame(source, range).map(line => `${indent}  ${dim(line)}`));
      }
      for (const { file: other, range: { start }, message: about } of related) {
        lines.push(`${indent}  ${dim('另见')} ${visible(other)}:${start.line}:${start.column} ${oneLine(about)}`);
      }
    }
    const { hint } = must(group[0]?.[0], 'a problem');
    const rest = group.some(([, ...others]) => others.length) ? '；其余照此' : '';
    if (hint) lines.push(`${indent}  ${cyan('→')} ${oneLine(hint)}${rest}`);
  }
  return lines;
}

/** Returns a message without the name of the row that the card begins with. */
function withoutName(message: string, place: string): string {
  const name = /^[^“]*(“.+”)$/.exec(place)?.[1];
  return name !== undefined && message.startsWith(name) ? message.slice(name.length).replace(/^[的里]?(?=.)/u, '') : message;
}

/** Puts mechanical problems of one rule together: whoever reads one of them knows all. */
function alike(problems: readonly Diagnostic[]): Diagnostic[][] {
  const isMechanical = ({ fix, new: isNew }: Diagnostic): boolean => fix !== undefined && !fix.asks && !isNew;
  return [...groupBy(problems, problem => (isMechanical(problem) ? problem.code : problem)).values()];
}

function alsoAt(others: readonly Diagnostic[]): string {
  if (!others.length) return '';
  const places = others.slice(0, 3).map(({ range: { start } }) => `${start.line}:${start.column}`);
  return `；同样的还有 ${others.length} 处：${places.join('、')}${others.length > 3 ? '…' : ''}`;
}

function paint(problem: Diagnostic, colour: boolean): (text: string) => string {
  const { red, yellow, cyan, dim } = pc.createColors(colour);
  return { 错误: red, 必改: red, 应改: yellow, 可自动改: cyan, 提示: dim }[levelOf(problem)];
}

/** The number of places that a person is sent to first: what fits on one screen. */
const FIRST = 10;
/** Terminal cells of the name of a form. */
const NAME = 22;
/** Terminal cells of a line. */
const WIDTH = 80;

/** Returns the places to begin with, one line each; nothing for a short report. */
export function firstPlaces(diagnostics: readonly Diagnostic[], { colour }: Pick<Shown, 'colour'>): string[] {
  const cards = cardsOf(diagnostics).sort(compareCards);
  if (cards.length < 3) return [];
  const { bold } = pc.createColors(colour);
  const first = cards.slice(0, FIRST);
  const folder = commonFolder(first.map(({ file }) => file));
  const title = cards.length > FIRST ? `先改这 ${FIRST} 处（共 ${cards.length} 处）` : `先改这 ${first.length} 处`;
  return [
    bold(`${title}，在 ${visible(folder)} 里：`),
    ...first.map((card) => {
      const { range, message, ...worst } = worstOf(card);
      const more = card.problems.length > 1 ? `（共 ${card.problems.length} 个）` : '';
      const mark = levelOf(worst);
      const name = visible(card.file.slice(folder.length)).replace(/\.yaml$/, '').replace(/^projects\//, '');
      const place = `${cutToWidth(name, NAME)}:${range.start.line}`;
      const room = WIDTH - 3 - widthOf(mark) - widthOf(more);
      return `  ${paint({ ...worst, range, message }, colour)(mark)} ${cutToWidth(`${place} ${oneLine(message)}`, room)}${more}`;
    }),
  ];
}

/** Returns the folder that all files are in, with its `/`. */
function commonFolder(files: readonly string[]): string {
  const [first = '', ...others] = files;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (folder && !others.every(file => file.startsWith(folder))) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}

/** The most forms that the table lists. */
const FORMS = 20;

/** Returns a line for each form: score, number of problems of each rank, name; the lowest score first. */
export function formTable(
  diagnostics: readonly Diagnostic[],
  scores: ReadonlyMap<string, number>,
  colour: boolean,
): string[] {
  const files = [...groupBy(diagnostics, ({ file }) => file)];
  if (files.length < 2) return [];
  const { bold, dim } = pc.createColors(colour);
  const sorted = files.sort(([a], [b]) => (scores.get(a) ?? 0) - (scores.get(b) ?? 0));
  const all = countLevels(diagnostics);
  const shown = RANKS.filter(rank => all[rank]);
  const rows = sorted.slice(0, FORMS).map(([file, own]) => {
    const counts = countLevels(own);
    const numbers = [counts.错误, ...shown.map(rank => counts[rank])].map(number => String(number || ''));
    return [String(scores.get(file) ?? '—'), ...numbers, visible(file.replace(/^data\//, ''))];
  });
  const lines = columns([['分', '错误', ...shown, '表'], ...rows]);
  const left = sorted.length - rows.length;
  return [bold(lines[0] ?? ''), ...lines.slice(1), ...left > 0 ? [dim(`另有 ${left} 张表，分数更高`)] : []];
}

/** Returns one line with the counts. @param base the name of the version compared with, when new problems are marked */
export function summary(diagnostics: readonly Diagnostic[], files: number, base?: string): string {
  if (!diagnostics.length) {
    return `检查了 ${files} 个文件，${base === undefined ? '没有问题' : `和 ${visible(base)} 相比没有新问题`}`;
  }
  const inFiles = new Set(diagnostics.map(({ file }) => file)).size;
  const all = `检查了 ${files} 个文件：${countInWords(diagnostics)}，在 ${inFiles} 个文件里`;
  if (base === undefined) return all;
  const introduced = diagnostics.filter(problem => problem.new);
  return `${all}；和 ${visible(base)} 相比，${introduced.length ? `新的有 ${countInWords(introduced)}` : '没有新问题'}`;
}

/**
 * Returns the mean and the lowest score in one line; `''` without any.
 *
 * @param forms number of forms, with those that have no problem
 */
export function scoreLine(scores: ReadonlyMap<string, number>, forms: number): string {
  const [lowest] = [...scores].sort(([, a], [, b]) => a - b);
  if (!lowest || forms < 2) return '';
  const sum = [...scores.values()].reduce((total, score) => total + score, 0) + 100 * Math.max(0, forms - scores.size);
  const name = visible(lowest[0].split('/').at(-1) ?? '');
  return `填报质量（满分 100）平均 ${Math.round(sum / Math.max(forms, scores.size))} 分，最低 ${lowest[1]} 分（${name}）`;
}

/** Returns the line about what `--fix` would take away; `''` for nothing. */
export function fixLine(diagnostics: readonly Diagnostic[]): string {
  const fixable = diagnostics.filter(({ fix }) => fix);
  if (!fixable.length) return '';
  const asked = fixable.filter(({ fix }) => fix?.asks).length;
  const rest = asked ? `，其中 ${asked} 处要人核对（--fix=all 或在终端上逐处确认）` : '';
  return `npm run check -- --fix 可以改好 ${fixable.length} 处${rest}`;
}
