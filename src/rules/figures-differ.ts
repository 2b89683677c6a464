import { lastCharacters } from '../model/characters.js';
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
      // What should come to nothing is not what is there now.
      if (!isNumeric(target) || Number(target) === 0 || topic.length < 2) continue;
      const isWritten = found.some(({ figure }) => figure.value.eq(target) && isSameUnit(figure.unit, unit, scheme));
      if (isWritten) continue;
      const about = found.filter(({ figure }) => isSameUnit(figure.unit, unit, scheme) &&
        (topicOf(figure.before).endsWith(topic) || figure.after.startsWith(topic)));
      const [first] = about;
      if (!first) continue;
      const written = textOf(first.figure, texts[first.field]);
      yield {
        at: place('target'),
        message: `“${name}”的指标值是 ${target} ${unit}，“${labels[first.field]}”写的是“${written}”`,
        hint: '核对后改成同一个数；说的不是一回事的，名称写明范围',
        related: [{ form, at: `/${first.field}`, within: [first.figure.from, first.figure.to], message: `这里写的是“${written}”` }],
      };
    }
    const summary = found.filter(({ field }) => field === 'summary').map(({ figure }) => figure);
    for (const { field, figure } of found.filter(one => one.field === 'goal')) {
      const sameUnit = summary.filter(({ unit }) => unit === figure.unit);
      const [other] = sameUnit
        .filter(one => isSameThing(one, figure))
        .sort((a, b) => commonEnd(b.before, figure.before) - commonEnd(a.before, figure.before));
      if (!other || sameUnit.some(({ value }) => value.eq(figure.value))) continue;
      yield {
        at: `/${field}`,
        within: [figure.from, figure.to],
        message: `目标写“${textOf(figure, texts.goal)}”，概况写“${textOf(other, texts.summary)}”`,
        hint: '核对后改成同一个数',
        related: [{ form, at: '/summary', within: [other.from, other.to], message: '概况里的数' }],
      };
    }
  },
});

function isSameUnit(a: string, b: string, { review }: Scheme): boolean {
  return a === b || review.unitVariants.some(words => words.includes(a) && words.includes(b));
}

/** The same four letters before, or the same two after: surely the same thing. */
function isSameThing(a: Figure, b: Figure): boolean {
  const isAfter = a.after.length >= 2 && a.after.slice(0, 4) === b.after.slice(0, 4) && a.before === b.before;
  return isAfter || commonEnd(a.before, b.before) >= 4;
}

/** How many last letters two texts share. */
function commonEnd(a: string, b: string): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count += 1;
  return count;
}

function textOf({ before, from, to }: Figure, text: string): string {
  return lastCharacters(before, 6) + text.slice(from, to);
}
