import { labelOf } from '../../model/fields.js';
import type { Form } from '../../model/form.js';
import { targetText } from '../../model/reading.js';
import { defineRule } from '../rule.js';
import { clausesOf } from '../reading/copies.js';
import { lettersOf } from '../../model/indicator-name.js';

/** The fewest letters of a goal that are no coincidence. */
const FEWEST = 16;

export default defineRule({
  id: 'last-year',
  title: '照抄了上年的表',
  needs: ['goal', 'indicators', 'indicator.target'],
  roles: ['department', 'project'],
  readsOutside: true,
  rank: '应改',
  why: '目标和指标值都与上年一字不差，等于没有按今年的预算和任务重新定。请按今年要做的事改写；确实年年一样的，注明理由放行。',
  *check(form, { year, lastYear }) {
    const before = lastYear.find(other => other.kind.role === form.kind.role &&
      (form.kind.role === 'department' || nameOf(other) === nameOf(form) || fileOf(other) === fileOf(form)));
    if (!before) return;
    const [now, old] = [form, before].map(({ data: { goal = '' } }) => clausesOf(goal).join());
    if (!now || now.length < FEWEST || now !== old || targetsOf(form) !== targetsOf(before)) return;
    const label = labelOf('/goal', form.kind.schema);
    yield {
      at: '/goal',
      message: `“${label}”和各项指标值与 ${Number(year) - 1} 年的表一样`,
      hint: `按 ${year} 年要做的事改写目标，逐项核对指标值`,
      related: [{ form: before, at: '/goal', message: `${Number(year) - 1} 年的${label}` }],
    };
  },
});

function nameOf({ data }: Form): string {
  return lettersOf(data.name ?? '');
}

function fileOf({ source }: Form): string {
  return source.path.split('/').at(-1) ?? '';
}

function targetsOf({ data }: Form): string {
  return (data.indicators ?? []).map(row => `${row.name} ${targetText(row)}`).join('\n');
}
