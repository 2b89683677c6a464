import { expect, test } from 'vitest';
import { diffProse } from '../../src/compare/prose.js';

function show(before: string, after: string): string {
  const marks = { same: ['', ''], deleted: ['[-', '-]'], inserted: ['{+', '+}'] };
  return diffProse(before, after).map(({ kind, text }) => marks[kind].join(text)).join('');
}

test('a text is compared by words, not by characters or as a whole', () => {
  expect(show('迎接全国文明城区复检，开展爱国卫生工作。', '迎接全国文明城区复查，开展健康教育和爱国卫生工作。'))
    .toBe('迎接全国文明城区[-复检-]{+复查+}，开展{+健康教育和+}爱国卫生工作。');
});

test('the segments contain both texts completely', () => {
  const [before, after] = ['甲乙丙，一二三。\n第二段', '甲丙，一二四。\n第三段，乙'];
  const pieces = diffProse(before, after);
  const side = (kind: string): string => pieces.filter(piece => piece.kind === 'same' || piece.kind === kind).map(({ text }) => text).join('');
  expect(side('deleted')).toBe(before);
  expect(side('inserted')).toBe(after);
});

test('two texts of the maximum length with nothing in common are compared', () => {
  const text = (seed: number): string =>
    Array.from({ length: 30_000 }, (_, index) => String.fromCodePoint(0x4E00 + (index * seed) % 20_000)).join('');
  expect(diffProse(text(7919), text(104_729)).length).toBeGreaterThan(1);
});
