import type { Change, Comparison, DepartmentChanges, FormChanges, Problems, Segment } from '../../model/change.js';
import { shorten } from '../../model/characters.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import {
  beyondFaults, CHANGE, hasProblems, moneyText, problemPlace, remarkOf, stateText, toldChanges, totalsText, versionText,
} from './change-text.js';
import { escapeMarkdown as escape } from '../escape-markdown.js';
import { levelOf } from '../../model/rank.js';
import { fold, type Part, tablePart } from '../problems/fold.js';
import { aroundChanges } from './segments.js';

/**
 * In characters. GitHub accepts comments of 65,536, GitLab of a million; the rest is for the text around the report.
 */
const LIMIT = 64_000;

/** In characters: the notes, the table of departments, and each form at most. */
const ROOM = { notes: 4000, departments: 16_000, form: 20_000 };

/** In characters: the longest text and the longest name that are shown whole. */
const MAX = { text: 1000, name: 100 };

/**
 * Returns the changes as Markdown for a pull request: a summary line, a table of departments and a fold for each form.
 * It is at most {@link LIMIT} characters long; what does not fit is counted, with the command that shows it.
 */
export function diffMarkdown(comparison: Comparison): string {
  const { base, head, departments, schemes, problems, notes } = comparison;
  const told = departments.filter(({ forms, problems: own }) =>
    hasProblems(own) || forms.some(form => form.state !== 'layout' || hasProblems(form.problems)));
  const blocks = [
    `**绩效目标变化**（${name(versionText(base))} → ${name(versionText(head))}）：${escape(totalsText(comparison))}。`,
    ...notes.length ? [fold('注意', [list(notes.map(note => cell(note)))], ROOM.notes) ?? ''] : [],
    ...told.length ? [fold('各部门', [departmentTable(told)], ROOM.departments)?.replace('<details>', '<details open>') ?? ''] : [],
  ];
  const details: Detail[] = [
    ...schemes.map((scheme): Detail => ({
      forms: 0,
      summary: `口径 ${code(scheme.path)}`,
      parts: [changeTable(scheme.changes), faultList(scheme.faults), problemList(beyondFaults(scheme))],
    })),
    ...told.flatMap(departmentDetails),
    ...hasProblems(problems) ? [{ forms: 0, summary: '其他文件', parts: [problemList(problems)] }] : [],
  ];
  let room = LIMIT - blocks.join('\n\n').length;
  const rest = [...details];
  for (let next = rest[0]; next; next = rest[0]) {
    const block = fold(next.summary, next.parts, Math.min(room, ROOM.form));
    if (block === undefined) break;
    blocks.push(block);
    room -= block.length + 2;
    rest.shift();
  }
  if (rest.length) blocks.push(cutNote(rest.reduce((count, { forms }) => count + forms, 0), comparison));
  return blocks.join('\n\n');
}

/** A fold of the report. */
interface Detail {
  /** The number of forms it covers. */
  forms: number;
  summary: string;
  parts: Part[];
}

function cutNote(forms: number, { base, head }: Comparison): string {
  const versions = [base, head].flatMap(({ commit }) => (commit ? [commit.slice(0, 12)] : []));
  return `**以下省略${forms ? ` ${forms} 张表` : '其余内容'}**：评论放不下了。看全部请在本机运行 <code>npm run diff -- ${versions.join(' ')}</code>。`;
}

function departmentTable(departments: readonly DepartmentChanges[]): Part {
  const rows = departments.map(({ name: unit, path, forms, money, problems }) => {
    const all = [problems, ...forms.map(form => form.problems)];
    const count = (key: keyof Problems): number => all.reduce((total, one) => total + one[key].length, 0);
    const changes = forms.reduce((total, form) => total + form.changes.length, 0);
    const state = ([['新增', 'added'], ['删除', 'removed'], ['修改', 'changed']] as const)
      .map(([word, key]) => [word, forms.filter(form => form.state === key).length] as const)
      .filter(([, number]) => number > 0).map(([word, number]) => `${word} ${number}`).join('，');
    return [name(unit || path), state, String(changes), moneyText(money), String(count('introduced')), String(count('solved'))];
  });
  return tablePart(['部门', '表', '变化', '预算合计', '新问题', '已解决'], rows, '个部门');
}

function departmentDetails({ path, name: unit, renamedFrom, forms, problems }: DepartmentChanges): Detail[] {
  const moved = renamedFrom === undefined ? '' : `：文件夹由 ${code(renamedFrom)} 改名`;
  const own = { forms: 0, summary: `${name(unit)} ${code(path)}${moved}`, parts: [problemList(problems)] };
  return [
    ...hasProblems(problems) || moved ? [own] : [],
    ...forms.filter(form => form.state !== 'layout' || hasProblems(form.problems)).map(formDetails),
  ];
}

function formDetails(form: FormChanges): Detail {
  const { path, title, content, faults } = form;
  return {
    forms: 1,
    summary: `<b>${name(title)}</b> ${stateText(form)} ${code(path.split('/').slice(1).join('/'))}`,
    parts: [
      changeTable(toldChanges(form)),
      tablePart(['栏目', '内容'], content.map(({ label, text }) => [name(label), cell(text)]), '栏'),
      faultList(faults),
      problemList(beyondFaults(form)),
    ],
  };
}

function changeTable(changes: readonly Change[]): Part {
  const rows = changes.map((change) => {
    const { type, label, before, after, segments } = change;
    const [old, now] = segments
      ? [prose(segments, 'deleted'), prose(segments, 'inserted')]
      : [cell(before ?? ''), cell(after ?? '')];
    return [name(label), old, now, cell([CHANGE[type], remarkOf(change)].filter(Boolean).join('，'))];
  });
  return tablePart(['栏目', '原来', '现在', '说明'], rows, '处变化');
}

/**
 * Returns one side of a changed text. It uses HTML marks, because asterisks are no emphasis next to Chinese
 * punctuation.
 */
function prose(segments: readonly Segment[], side: 'deleted' | 'inserted'): string {
  const [open, close] = ({ deleted: ['<del>', '</del>'], inserted: ['<ins><b>', '</b></ins>'] } as const)[side];
  let [text, length] = ['', 0];
  for (const { kind, text: piece } of aroundChanges(segments)) {
    if (kind !== 'same' && kind !== side) continue;
    const rest = MAX.text - length;
    length += piece.length;
    const shown = cell(shorten(piece, rest));
    text += kind === 'same' ? shown : `${open}${shown}${close}`;
    if (length >= MAX.text) break;
  }
  return text;
}

function problemList({ introduced, solved }: Problems): Part {
  return list([
    ...introduced.map(problem => `新问题 ${problemText(problem)}`),
    ...solved.map(problem => `已解决 ${problemText(problem)}`),
  ]);
}

function faultList({ before, after }: FormChanges['faults']): Part {
  return list([
    ...before.map(problem => `改动前读不出来 ${problemText(problem)}`),
    ...after.map(problem => `改动后读不出来 ${problemText(problem)}`),
  ]);
}

function list(items: readonly string[]): Part {
  return { head: [], lines: items.map(item => `- ${item}`), unit: '条' };
}

function problemText(problem: Diagnostic): string {
  const { message, code: id } = problem;
  return `${levelOf(problem)}：${cell(message)} ${code(id)} ${code(problemPlace(problem))}`;
}

function code(text: string): string {
  return `<code>${name(text)}</code>`;
}

/** Returns a value, cut to the length of a table cell. */
function cell(text: string): string {
  return escape(shorten(text, MAX.text));
}

function name(text: string): string {
  return escape(shorten(text, MAX.name));
}
