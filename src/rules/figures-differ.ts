import type { Scheme } from '../model/form.js';
import { defineRule } from './rule.js';
import { indicatorsOf, isNumeric } from './text/fields.js';
import { type Figure, figuresIn } from './text/figures.js';
import { topicOf } from './text/words.js';

export default defineRule({
  id: 'figures-differ',
  title: '同一个数前后不一',
  appliesTo: ['department', 'project'],
  severity: 'warning',
  why: '正文和指标里说的是同一件事，数却不同，总有一个是错的。请核对后改成一样，或写明为什么不同。',
  *check(form, { scheme }) {
    const prose = form.kind === 'project' ? (['summary', 'goal'] as const) : (['goal'] as const);
    const labels = { summary: '项目概况', goal: '绩效目标' };
    const texts = form.data as Record<'summary' | 'goal', string>;
    const found = prose.flatMap(field => figuresIn(texts[field]).map(figure => ({ field, figure })));
    for (const { indicator: { name, unit, target }, place } of indicatorsOf(form)) {
      const topic = topicOf(name);
      if (!isNumeric(target) || topic.length < 2) continue;
      const about = found.filter(({ figure }) => isSameUnit(figure.unit, unit, scheme) &&
        (topicOf(figure.before).endsWith(topic) || figure.after.startsWith(topic)));
      const [first] = about;
      if (!first || about.some(({ figure }) => figure.value.eq(target))) continue;
      const written = textOf(first.figure, texts[first.field]);
      yield {
        at: place('target'),
        message: `“${name}”的指标值是 ${target} ${unit}，“${labels[first.field]}”写的是“${written}”`,
        hint: '核对后改成同一个数；说的不是一回事的，名称写明范围',
        related: [{ form, at: `/${first.field}`, within: [first.figure.from, first.figure.to], message: `这里写的是“${written}”` }],
      };
    }
    for (const { field, figure } of found.filter(one => one.field === 'goal')) {
      const same = found.filter(other => other.field === 'summary' && isSameThing(other.figure, figure));
      const [first] = same;
      if (!first || same.some(other => other.figure.value.eq(figure.value))) continue;
      yield {
        at: `/${field}`,
        within: [figure.from, figure.to],
        message: `目标写“${textOf(figure, texts.goal)}”，概况写“${textOf(first.figure, texts.summary)}”`,
        hint: '核对后改成同一个数',
        related: [{ form, at: '/summary', within: [first.figure.from, first.figure.to], message: '概况里的数' }],
      };
    }
  },
});

function isSameUnit(a: string, b: string, { review }: Scheme): boolean {
  return a === b || review.unitVariants.some(words => words.includes(a) && words.includes(b));
}

/** Same unit, and the same four letters before or the same two after: surely the same thing. */
function isSameThing(a: Figure, b: Figure): boolean {
  const isBefore = a.before.length >= 4 && b.before.length >= 4 && a.before.slice(-4) === b.before.slice(-4);
  const isAfter = a.after.length >= 2 && a.after.slice(0, 4) === b.after.slice(0, 4) && a.before === b.before;
  return a.unit === b.unit && (isBefore || isAfter);
}

function textOf({ before, from, to }: Figure, text: string): string {
  return before.slice(-6) + text.slice(from, to);
}
