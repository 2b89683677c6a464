import { shorten } from '../../model/characters.js';
import { labelOf } from '../../model/fields.js';
import { defineRule } from '../rule.js';
import { indicatorsOf, isSatisfaction } from '../reading/fields.js';
import { lettersOf } from '../../model/indicator-name.js';
import { hasNoun, mentionedIn } from '../reading/words.js';
import { nounsOfName } from '../reading/figures.js';

/** A point of a goal: between line ends, full stops and semicolons. */
const POINT = /[^；;。\n]+/g;
/** The most points that a message names, and a form is asked about. */
const [NAMED, MOST] = [4, 200];
/** Matches a point that only says what the work is for. */
const GENERAL = /^(?:确保|保证|保障|维护|进一步|切实|不断|全面|提升|提高|增强|促进|推动|为|让|使|更好)/;

/** Matches the aim of the point before it: 清扫保洁；使辖区干净整洁. */
const AIM = /^(?:使|让|达到|以达到|实现|从而)/;

interface Point {
  text: string;
  from: number;
}

/** Joins an aim to its point: what measures the one, measures the other. */
function withAims(points: readonly Point[], { text, from }: Point): Point[] {
  const last = points.at(-1);
  return last && AIM.test(text) ? [...points.slice(0, -1), { text: `${last.text}；${text}`, from: last.from }] : [...points, { text, from }];
}

export default defineRule({
  id: 'goal-uncovered',
  title: '目标没有指标',
  needs: ['goal', 'indicators', 'indicator.target'],
  roles: ['department', 'project'],
  rank: '应改',
  why: '目标写了要办几件事，指标就要一件件衡量得到（相关性）；没有一项指标的目标，年终没法评。请补上对应的指标，或删去不归本项目的目标。',
  *check(form) {
    const { goal } = form.data;
    const rows = indicatorsOf(form).filter(({ indicator }) => !isSatisfaction(indicator));
    const nouns = [...new Set(rows.flatMap(({ indicator: { name } }) => nounsOfName(name)))];
    const points = [...goal.matchAll(POINT)].slice(0, MOST)
      .map(({ 0: text, index }) => ({ text: text.trim(), from: index + text.search(/\S/) }))
      .reduce(withAims, [])
      .filter(({ text }) => lettersOf(text).length >= 6 && !GENERAL.test(text.replace(/^[\d.、（）()一二三四五六七八九十]+/, '')));
    if (points.length < 2 || !rows.length) return;
    const uncovered = points.filter(({ text }) => {
      const words = mentionedIn(lettersOf(text));
      return !nouns.some(noun => hasNoun(words, noun));
    });
    const [first] = uncovered;
    if (!first) return;
    const isAll = uncovered.length === points.length;
    const named = uncovered.slice(0, NAMED).map(({ text }) => `“${shorten(text.replace(/[，,]$/, ''), 16)}”`).join('');
    yield {
      rank: uncovered.length * 2 > points.length ? undefined : '提示',
      at: '/goal',
      within: [first.from, first.from + first.text.length],
      message: isAll
        ? `“${labelOf('/goal', form.kind.schema)}”的 ${points.length} 点，没有一项指标衡量`
        : `“${labelOf('/goal', form.kind.schema)}”里的${named}${uncovered.length > NAMED ? `等 ${uncovered.length} 点` : ''}没有对应的指标`,
      hint: '补上对应的指标，或把不归本项目的目标删去',
    };
  },
});
