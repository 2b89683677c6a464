import pc from 'picocolors';
import { append } from '../../model/append.js';
import type { Change, Comparison, FormChanges, Problems, Segment } from '../../model/change.js';
import { shorten } from '../../model/characters.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { visible } from '../../model/visible.js';
import {
  beyondFaults, CHANGE, hasNews, moneyText, problemPlace, remarkOf, stateText, toldChanges, totalsText, versionText,
} from './change-text.js';
import { levelOf } from '../../model/rank.js';
import { aroundChanges } from './segments.js';
import { oneLine, plain } from '../text.js';

/** Returns the changes for a terminal, by department and form. */
export function diffPretty(comparison: Comparison, colour: boolean): string {
  const style = pc.createColors(colour);
  const { bold, dim } = style;
  const lines = [`${bold('对比')} ${visible(versionText(comparison.base))} → ${visible(versionText(comparison.head))}`, ''];
  for (const note of comparison.notes) lines.push(`${style.yellow('注意')} ${oneLine(note)}`, '');
  for (const scheme of comparison.schemes) {
    lines.push(bold(visible(scheme.path)));
    append(lines, scheme.changes.flatMap(change => changeLines(change, style)));
    append(lines, [...faultLines(scheme.faults, style), ...problemLines(beyondFaults(scheme), style), '']);
  }
  for (const { path, renamedFrom, name, money, forms, problems } of comparison.departments) {
    const from = renamedFrom === undefined ? '' : `（原 ${renamedFrom}）`;
    const sums = forms.some(({ state }) => state !== 'layout') ? `  预算合计 ${moneyText(money)}` : '';
    lines.push(`${bold(visible(path + from))}  ${oneLine(name)}${sums}`);
    append(lines, problemLines(problems, style, '  '));
    for (const form of forms) append(lines, formLines(form, style));
    lines.push('');
  }
  append(lines, problemLines(comparison.problems, style));
  lines.push(hasNews(comparison) ? totalsText(comparison) : dim(totalsText(comparison)));
  return lines.join('\n');
}

type Style = ReturnType<typeof pc.createColors>;

function formLines(form: FormChanges, style: Style): string[] {
  const { path, title, content, faults } = form;
  const file = path.split('/').slice(3).join('/');
  return [
    `  ${style.bold(oneLine(title))}  ${style.dim(visible(file))}  ${stateText(form)}`,
    ...toldChanges(form).flatMap(change => changeLines(change, style)),
    ...content.map(({ label, text }) => `    ${plain(label)}：${plain(short(text))}`),
    ...faultLines(faults, style),
    ...problemLines(beyondFaults(form), style),
  ];
}

function changeLines(change: Change, style: Style): string[] {
  const { type, label, before, after, segments } = change;
  const remark = remarkOf(change);
  const said = remark ? `  ${style.cyan(`（${plain(remark)}）`)}` : '';
  if (segments) return [`    ${plain(label)}${said}`, `      ${segmentText(segments, style)}`];
  const [old, now] = [before, after].map(text => (text === undefined ? undefined : plain(short(text))));
  const values = old === undefined ? now : now === undefined ? old : `${style.red(old)} → ${style.green(now)}`;
  const mark = type === 'removed' ? style.red(CHANGE[type]) : style.green(CHANGE[type]);
  return [`    ${[mark, plain(label)].filter(Boolean).join(' ')}${values ? `：${values}` : ''}${said}`];
}

/** Returns the segments in the notation of git's word diff, readable without colours: `保障…[-旧-]{+新+}…`. */
function segmentText(segments: readonly Segment[], { red, green }: Style): string {
  return aroundChanges(segments).map(({ kind, text }) => {
    const shown = plain(text.replaceAll('\n', '⏎'));
    return kind === 'same' ? shown : kind === 'deleted' ? red(`[-${shown}-]`) : green(`{+${shown}+}`);
  }).join('');
}

function faultLines({ before, after }: FormChanges['faults'], style: Style): string[] {
  return [
    ...before.map(problem => `    改动前读不出来：${problemText(problem, style)}`),
    ...after.map(problem => `    改动后读不出来：${problemText(problem, style)}`),
  ];
}

function problemLines({ introduced, solved }: Problems, style: Style, indent = '    '): string[] {
  return [
    ...introduced.map(problem => `${indent}${style.red('新问题')} ${problemText(problem, style)}`),
    ...solved.map(problem => `${indent}${style.green('已解决')} ${problemText(problem, style)}`),
  ];
}

function problemText(problem: Diagnostic, { dim }: Style): string {
  const { message, code } = problem;
  return `${levelOf(problem)} ${oneLine(message)} ${dim(`${visible(problemPlace(problem))} ${code}`)}`;
}

function short(text: string): string {
  return shorten(text.replaceAll('\n', '⏎'), 160);
}
