import type { Change, Comparison, DepartmentChanges, FormChanges, Problems, Segment } from '../model/change.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { hasProblems, moneyText, remarkOf, stateText, totalsText, versionText } from './change-text.js';
import { escapeMarkdown } from './escape-markdown.js';
import { aroundChanges } from './segments.js';

/** GitHub takes comments of 65,536 characters; GitLab a million. Some are left for what is put around. */
const LIMIT = 64_000;

/** So many rows of a table, and characters of a cell, are shown; the rest is counted. */
const MAX_ROWS = 200;
const MAX_DEPARTMENTS = 100;
const MAX_CELL = 1200;

/**
 * Changes as Markdown for a pull request: a summary line, a table by department, a fold for each form. No longer than a
 * comment may be: what does not fit is counted, with how to see it.
 */
export function diffMarkdown(comparison: Comparison): string {
  const { base, head, departments, schemes, problems, notes } = comparison;
  const blocks: string[] = [
    `**绩效目标变化**（${escape(versionText(base))} → ${escape(versionText(head))}）：${escape(totalsText(comparison))}。`,
    ...notes.slice(0, MAX_ROWS).map(note => `> 注意：${cell(note)}`),
  ];
  const told = departments.filter(({ forms, problems: own }) =>
    hasProblems(own) || forms.some(form => form.state !== 'layout' || hasProblems(form.problems)));
  if (told.length) blocks.push(departmentTable(told));
  const details = [
    ...schemes.map(({ path, changes, problems: own, faults }) =>
      fold(`口径 ${code(path)}`, [changeTable(changes), faultList(faults), problemList(own)])),
    ...told.flatMap(department => departmentDetails(department)),
    ...hasProblems(problems) ? [problemList(problems)] : [],
  ];
  let length = blocks.join('\n\n').length;
  let shown = 0;
  for (const detail of details) {
    if (length + detail.length + 2 > LIMIT) break;
    blocks.push(detail);
    length += detail.length + 2;
    shown += 1;
  }
  if (shown < details.length) blocks.push(cutNote(details.length - shown, comparison));
  return blocks.join('\n\n');
}

function cutNote(left: number, { base, head }: Comparison): string {
  const versions = [base, head].flatMap(({ commit }) => (commit ? [commit.slice(0, 12)] : []));
  return `**以下省略 ${left} 段**：评论放不下了。看全部请在本机运行 <code>npm run diff -- ${versions.join(' ')}</code>。`;
}

function departmentTable(departments: readonly DepartmentChanges[]): string {
  const rows = departments.slice(0, MAX_DEPARTMENTS).map(({ name, path, forms, money, problems }) => {
    const all = [problems, ...forms.map(form => form.problems)];
    const count = (key: keyof Problems): number => all.reduce((total, one) => total + one[key].length, 0);
    const changes = forms.reduce((total, form) => total + form.changes.length, 0);
    const state = [['新增', 'added'], ['删除', 'removed'], ['修改', 'changed']]
      .map(([word = '', key]) => [word, forms.filter(form => form.state === key).length] as const)
      .filter(([, number]) => number > 0).map(([word, number]) => `${word} ${number}`).join('，');
    return [cell(name || path), state, String(changes), moneyText(money), String(count('introduced')), String(count('solved'))];
  });
  const rest = departments.length - rows.length;
  return [
    table(['部门', '表', '变化', '预算合计', '新问题', '已解决'], rows),
    ...rest > 0 ? [`另有 ${rest} 个部门没有列在表里。`] : [],
  ].join('\n\n');
}

function departmentDetails({ path, name, renamedFrom, forms, problems }: DepartmentChanges): string[] {
  const moved = renamedFrom === undefined ? '' : `：文件夹由 ${code(renamedFrom)} 改名`;
  const own = hasProblems(problems) || moved ? [fold(`${cell(name)} ${code(path)}${moved}`, [problemList(problems)])] : [];
  return [...own, ...forms.filter(form => form.state !== 'layout' || hasProblems(form.problems)).map(formDetails)];
}

function formDetails(form: FormChanges): string {
  const { path, title, changes, content, problems, faults } = form;
  const shown = changes.filter(({ pointer, type }) => pointer || type === 'moved' || type === 'changed');
  const entries = content.slice(0, MAX_ROWS).map(({ label, text }) => [cell(label), cell(text)]);
  return fold(`<b>${cell(title)}</b> ${stateText(form)} ${code(path.split('/').slice(1).join('/'))}`, [
    changeTable(shown),
    entries.length ? table(['栏目', '内容'], entries) : '',
    faultList(faults),
    problemList(problems),
  ]);
}

function changeTable(changes: readonly Change[]): string {
  if (!changes.length) return '';
  const rows = changes.slice(0, MAX_ROWS).map(({ type, label, before, after, segments, ...change }) => {
    const [old, now] = segments
      ? (['deleted', 'inserted'] as const).map(kind => prose(segments, kind))
      : [before, after].map(text => (text === undefined ? '' : cell(text)));
    const mark = { added: '新增', removed: '删除', changed: '', moved: '' }[type];
    const remark = [mark, remarkOf({ type, label, ...change })].filter(Boolean).join('，');
    return [cell(label), old ?? '', now ?? '', escape(remark)];
  });
  const rest = changes.length - rows.length;
  return table(['栏目', '原来', '现在', '说明'], rows) + (rest > 0 ? `\n\n这张表另有 ${rest} 处变化没有列出。` : '');
}

/** One side of a changed text. HTML marks, for asterisks are no emphasis next to Chinese punctuation. */
function prose(segments: readonly Segment[], side: 'deleted' | 'inserted'): string {
  const mark = { deleted: ['<del>', '</del>'], inserted: ['<ins><b>', '</b></ins>'] }[side];
  let [text, length] = ['', 0];
  for (const { kind, text: piece } of aroundChanges(segments)) {
    if (kind !== 'same' && kind !== side) continue;
    const rest = MAX_CELL - length;
    length += piece.length;
    const shown = cell(rest < piece.length ? `${[...piece].slice(0, rest).join('')}…` : piece);
    text += kind === 'same' ? shown : `${mark[0] ?? ''}${shown}${mark[1] ?? ''}`;
    if (length >= MAX_CELL) break;
  }
  return text;
}

function problemList({ introduced, solved }: Problems): string {
  return list([
    ...introduced.map(problem => `新问题 ${problemText(problem)}`),
    ...solved.map(problem => `已解决 ${problemText(problem)}`),
  ]);
}

function faultList({ before, after }: FormChanges['faults']): string {
  return list([
    ...before.map(problem => `改动前读不出来 ${problemText(problem)}`),
    ...after.map(problem => `改动后读不出来 ${problemText(problem)}`),
  ]);
}

function list(items: readonly string[]): string {
  const rest = items.length - MAX_ROWS;
  const lines = [...items.slice(0, MAX_ROWS), ...rest > 0 ? [`另有 ${rest} 个`] : []];
  return lines.map(line => `- ${line}`).join('\n');
}

function problemText({ severity, message, file, range, code: id }: Diagnostic): string {
  const place = `${file.split('/').slice(3).join('/') || file}:${range.start.line}`;
  return `${severity === 'error' ? '错误' : '提醒'}：${cell(message)} ${code(id)} ${code(place)}`;
}

function fold(summary: string, parts: readonly string[]): string {
  return `<details><summary>${summary}</summary>\n\n${parts.filter(Boolean).join('\n\n')}\n\n</details>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

/** A value as far as a cell has room for it. */
function cell(text: string): string {
  const characters = [...text];
  return escape(characters.length > MAX_CELL ? `${characters.slice(0, MAX_CELL).join('')}…` : text);
}

const escape = escapeMarkdown;
