import Big from 'big.js';
import { lastCharacters } from '../../model/characters.js';
import { labelOf } from '../../model/fields.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isNumeric } from '../reading/fields.js';
import { type Figure, figuresIn, nounsAround, nounsOfName, unitKeysOf } from '../reading/figures.js';
import { topicOf } from '../../model/indicator-name.js';

export default defineRule({
  id: 'figures-differ',
  title: '同一个数前后不一',
  needs: ['goal', 'indicator.target'],
  rank: '应改',
  why: '正文和指标里说的是同一件事，数却不同，总有一个是错的。请核对后改成一样，或写明为什么不同。',
  *check(form, { scheme }) {
    const prose = form.data.summary === undefined ? (['goal'] as const) : (['summary', 'goal'] as const);
    const labels = { summary: labelOf('/summary', form.kind.schema), goal: labelOf('/goal', form.kind.schema) };
    const texts = { summary: form.data.summary ?? '', goal: form.data.goal };
    const found = prose.flatMap(field => figuresIn(texts[field]).map(figure => ({ field, figure })));
    // A target of 0 is not the number that is there now.
    const rows = indicatorsOf(form).map(row => ({ ...row, topic: topicOf(row.indicator.name) }))
      .filter(({ table, topic, indicator: { target } }) => table === 'indicators' && isNumeric(target) && Number(target) !== 0 && topic.length >= 2);
    const unitsOf = unitKeysOf(scheme);
    const nounsOf = nounsAround(found.map(({ figure }) => figure));
    const topics = new Set(rows.map(({ topic }) => topic));
    const written = new Set<string>();
    const about = new Map<string, number>();
    /** Unit, topic and value of each figure that is about an indicator by name. */
    const said = new Set<string>();
    /** By unit and noun: the values that no indicator has, with the first figure of each. */
    const byNoun = new Map<string, Map<string, number>>();
    const targets = new Set(rows.flatMap(({ indicator: { unit, target } }) =>
      unitsOf(unit).map(one => `${one} ${new Big(target).toFixed()}`)));
    for (const [index, { figure }] of found.entries()) {
      const own = topicsOf(figure).filter(topic => topics.has(topic));
      for (const unit of unitsOf(figure.unit)) {
        written.add(`${unit} ${figure.value.toFixed()}`);
        for (const topic of own) {
          if (!about.has(`${unit} ${topic}`)) about.set(`${unit} ${topic}`, index);
          said.add(`${unit} ${topic} ${figure.value.toFixed()}`);
        }
        if (targets.has(`${unit} ${figure.value.toFixed()}`) || isTotal(figure)) continue;
        for (const noun of nounsOf(figure)) {
          const values = byNoun.get(`${unit} ${noun}`) ?? new Map<string, number>();
          byNoun.set(`${unit} ${noun}`, values);
          if (values.size < MOST && !values.has(figure.value.toFixed())) values.set(figure.value.toFixed(), index);
        }
      }
    }
    for (const { indicator: { name, unit, target }, place, topic } of rows) {
      const value = new Big(target).toFixed();
      const units = unitsOf(unit);
      const isNamed = units.some(one => about.has(`${one} ${topic}`));
      // Two targets in each other's place are both somewhere in the text.
      if (units.some(one => (isNamed ? said.has(`${one} ${topic} ${value}`) : written.has(`${one} ${value}`)))) continue;
      const exact = units.reduce((first, one) => Math.min(first, about.get(`${one} ${topic}`) ?? found.length), found.length);
      // Without a figure of the same name, the only one that shares a noun, or one with a slip of its digits.
      // That both are about a training does not make them one.
      const nouns = nounsOfName(name).filter(noun => !scheme.review.vagueActions.includes(noun));
      const keys = nouns.flatMap(noun => units.map(one => `${one} ${noun}`));
      const near = [...new Set(keys.flatMap(key => [...byNoun.get(key)?.values() ?? []]))];
      const slip = near.find(index => isSlip(value, found[index]?.figure.value.toFixed() ?? ''));
      const isOnly = new Set(near.map(index => found[index]?.figure.value.toFixed())).size === 1;
      const first = found[exact] ?? found[slip ?? (isOnly ? near[0] : undefined) ?? -1];
      if (!first) continue;
      const shown = textOf(first.figure, texts[first.field]);
      yield {
        at: place('target'),
        message: `“${name}”的指标值是 ${target} ${unit}，“${labels[first.field]}”写的是“${shown}”`,
        hint: '核对后改成同一个数；说的不是一回事的，名称写明范围',
        related: [{ form, at: `/${first.field}`, within: [first.figure.from, first.figure.to], message: `这里写的是“${shown}”` }],
      };
    }
    const summary = found.filter(({ field }) => field === 'summary').map(({ figure }) => figure);
    const values = new Set(summary.map(({ unit, value }) => `${unit} ${value.toFixed()}`));
    const sameThing = findSameThing(summary);
    for (const { field, figure } of found.filter(one => one.field === 'goal')) {
      const other = values.has(`${figure.unit} ${figure.value.toFixed()}`) ? undefined : sameThing(figure);
      if (!other) continue;
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

/** The most values kept for a noun: of so many none is the one that is meant. */
const MOST = 8;

/** Returns true for an amount of the whole budget, which is the business of total-in-prose. */
function isTotal({ unit, before }: Figure): boolean {
  return unit.endsWith('元') && /预算|资金|投资|经费|总额|总量/.test(before);
}

/** Returns true if a number becomes the other one by a zero more or less, or two digits in another order. */
function isSlip(one: string, other: string): boolean {
  const digits = (number: string): string => number.replace('.', '').replace(/^0+|(?<!0)0+$/g, '');
  return digits(one) === digits(other) || (one.length === other.length && [...one].sort().join('') === [...other].sort().join(''));
}

/** Every name that the words around a figure may be about. Both are short, see {@link Figure}. */
function topicsOf({ before, after }: Figure): string[] {
  const topic = topicOf(before);
  return [
    ...Array.from({ length: topic.length }, (_, index) => topic.slice(index)),
    ...Array.from({ length: after.length }, (_, index) => after.slice(0, index + 1)),
  ];
}

/** The fewest letters before two figures that must be equal for them to be surely about the same thing. */
const SAME_BEFORE = 4;

/**
 * A function that returns the figure about the same thing as another: of one unit, with the same four letters before or
 * the same two after. Of several the one with the longest common text before, of these the first.
 */
function findSameThing(figures: readonly Figure[]): (figure: Figure) => Figure | undefined {
  const keyOf = ({ unit, before, after }: Figure): string => `${unit} ${before} ${after.slice(0, 4)}`;
  const byAfter = new Map<string, Figure>();
  const byBefore = new Map<string, Figure>();
  for (const figure of figures) {
    if (figure.after.length >= 2 && !byAfter.has(keyOf(figure))) byAfter.set(keyOf(figure), figure);
    for (const end of endsOf(figure)) if (!byBefore.has(end)) byBefore.set(end, figure);
  }
  return figure =>
    byBefore.get(endsOf(figure).find(end => byBefore.has(end)) ?? '') ??
    (figure.after.length >= 2 ? byAfter.get(keyOf(figure)) : undefined);
}

/** The ends of the text before a figure that are long enough, the longest first. */
function endsOf({ unit, before }: Figure): string[] {
  const count = Math.max(0, before.length - SAME_BEFORE + 1);
  return Array.from({ length: count }, (_, index) => `${unit} ${before.slice(index)}`);
}

function textOf({ before, from, to }: Figure, text: string): string {
  return lastCharacters(before, 6) + text.slice(from, to);
}
