import type { Diagnostic } from '../../model/diagnostic.js';
import type { Change, Comparison, FormChanges, Money, Problems, Version } from '../../model/change.js';
import { WORKING_TREE } from '../../model/change.js';

/** Returns the name of a version and, for one of git, the start of its commit id. */
export function versionText({ name, commit }: Version): string {
  if (name === WORKING_TREE) return '工作区';
  const short = commit?.slice(0, 10) ?? '';
  return commit?.startsWith(name) ? short : `${name}（${short}）`;
}

/** Returns the remark printed after the two values of a change, e.g. `+3.5 万元，+8.9%，放宽`. */
export function remarkOf({ difference, unit, percent, note }: Change): string {
  const amount = difference && unit ? `${difference} ${unit}` : difference;
  return [amount, percent, note].filter(Boolean).join('，');
}

/** The word for each type of change; empty for `changed`, where the two values show it. */
export const CHANGE: Record<Change['type'], string> = { added: '新增', removed: '删除', changed: '', moved: '' };

/** Returns the changes to list for a form. A change of the whole form is left out: its state reports it. */
export function toldChanges({ changes }: Pick<FormChanges, 'changes'>): Change[] {
  return changes.filter(({ pointer, type }) => pointer || type === 'moved' || type === 'changed');
}

/** Returns the place of a problem, relative to the folder of its department: `projects/01-甲.yaml:12`. */
export function problemPlace({ file, range }: Diagnostic): string {
  return `${file.split('/').slice(3).join('/') || file}:${range.start.line}`;
}

/** Returns both amounts and their difference, e.g. `400.72 → 404.22 万元（+3.5，+0.9%）`. */
export function moneyText({ before, after, difference, percent }: Money): string {
  if (before === null || after === null) return `${before ?? '？'} → ${after ?? '？'} 万元（有文件读不出来，合计不全）`;
  if (difference === '0') return `${after} 万元（不变）`;
  return `${before} → ${after} 万元（${[difference, percent].filter(Boolean).join('，')}）`;
}

/** Returns the state of a form in a word or two. */
export function stateText({ state, renamedFrom, changes, money }: FormChanges): string {
  const count = changes.filter(({ pointer, type }) => pointer || type === 'changed').length;
  const words = { added: '新增', removed: '删除', changed: count ? `${count} 处变化` : '', layout: '没有内容变化' }[state];
  const amount = money?.difference && money.difference !== '0' ? `预算 ${money.difference} 万元` : '';
  return [renamedFrom === undefined ? '' : '改名', words, amount].filter(Boolean).join('，');
}

/** Returns one line with the counts of everything that changed. */
export function totalsText({ totals, departments }: Comparison): string {
  const { forms, changes, problems, money, untouched } = totals;
  const counted = departments.filter(department => department.forms.some(({ state }) => state !== 'layout')).length;
  const kinds = ([['新增', forms.added], ['删除', forms.removed], ['修改', forms.changed]] as const)
    .filter(([, count]) => count > 0).map(([word, count]) => `${word} ${count} 张`);
  const parts = changes
    ? [
        `${counted ? `${counted} 个部门` : ''}${kinds.length ? `${kinds.join('、')}表，` : counted ? '，' : ''}共 ${changes} 处变化`,
        ...departments.length ? [`有变化的部门预算合计 ${moneyText(money)}`] : [],
      ]
    : ['没有内容变化'];
  if (forms.layout) parts.push(`只改了排版或注释的文件 ${forms.layout} 个`);
  if (problems.introduced || problems.solved) parts.push(problemCount(problems));
  if (untouched) parts.push(`其余 ${untouched} 个部门没有改动`);
  return parts.join('；');
}

function problemCount({ introduced, solved }: { introduced: number; solved: number }): string {
  return [introduced ? `新问题 ${introduced} 个` : '', solved ? `解决问题 ${solved} 个` : ''].filter(Boolean).join('，');
}

/** True when something needs a look; false when only layout or comments changed. */
export function hasNews({ totals: { changes, problems } }: Comparison): boolean {
  return changes > 0 || problems.introduced > 0 || problems.solved > 0;
}

/** Returns the new and solved problems of a file without those already listed as its faults. */
export function beyondFaults({ problems: { introduced, solved }, faults }: Pick<FormChanges, 'problems' | 'faults'>): Problems {
  const [before, after] = [new Set(faults.before), new Set(faults.after)];
  return {
    introduced: introduced.filter(problem => !after.has(problem)),
    solved: solved.filter(problem => !before.has(problem)),
  };
}

export function hasProblems({ introduced, solved }: Problems): boolean {
  return introduced.length > 0 || solved.length > 0;
}
