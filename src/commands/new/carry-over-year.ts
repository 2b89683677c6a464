import { carryOver } from '../../edit/scaffold/carry-over.js';
import type { Source } from '../../model/source.js';
import { similar } from '../../model/similar.js';
import { UserError } from '../../model/user-error.js';
import type { Known, NewOptions } from './options.js';

/** The files to write, and the next steps to print. */
export interface Creation {
  files: Source[];
  steps: string[];
}

/**
 * Copies a department, or all, from one year into another.
 *
 * @throws UserError for years and departments that do not exist, or exist already
 */
export function carryOverYear(options: NewOptions & { from: string }, { project }: Known): Creation {
  const { inputs, layouts } = project;
  const { from, department, kind, name, of, indicator } = options;
  if ([kind, name, of].some(one => one !== undefined) || indicator.length) {
    throw new UserError('--from 复制整个部门，不能和表的种类、--name、--of、--indicator 一起用', '如 npm run new -- --from 2024 --department 某局');
  }
  const source = inputs.years.find(({ year }) => year === from);
  if (!source) throw new UserError(`没有 ${from} 年的表`, `有的是：${inputs.years.map(({ year }) => year).join('、')}`);
  const to = options.year ?? String(Number(from) + 1);
  if (to === from) throw new UserError(`--year 和 --from 都是 ${from} 年`, '--year 写新的年度');
  const target = inputs.years.find(({ year }) => year === to);
  const chosen = source.departments.filter(one => department === undefined || one.name === department);
  if (!chosen.length) {
    const names = source.departments.map(one => one.name);
    throw new UserError(`${from} 年没有部门“${department ?? ''}”`, meant(department ?? '', names));
  }
  const year = { year: to, scheme: target?.scheme, departments: target?.departments ?? [] };
  const { files, kept, unread } = carryOver(source, chosen, year, layouts);
  if (department !== undefined && kept.length) {
    throw new UserError(`${to} 年已经有部门“${department}”，没有改它`, `要重新复制，先把 data/${to}/${department} 改名或移走`);
  }
  const steps = [
    ...kept.length ? [`${to} 年已经有的没有动：${kept.join('、')}`] : [],
    ...unread.map(path => `${path} 读不出来，照原样复制，没有加“请核对”`),
    ...files.length
      ? [`运行 npm run check -- data/${to}：逐处列出要核对的年份、文号、金额和指标值；核对一处，删去那行“请核对”`,
          ...chosen.some(({ forms }) => forms.some(one => one.kind.role === 'stage'))
            ? ['后续阶段的表（如自评）属于上一年，没有复制']
            : []]
      : ['没有可复制的'],
  ];
  return { files, steps };
}

/** Returns what to write instead of a name that does not exist. */
export function meant(word: string, names: readonly string[]): string {
  const near = similar(word, names);
  return near === undefined ? `有的是：${names.join('、')}` : `是不是“${near}”；有的是：${names.join('、')}`;
}
