import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import { Source } from '../../src/model/source.js';
import { applyEdits, fixesOf, inOrder, isAsMeant } from '../../src/edit/edits.js';
import { parse } from '../../src/load/parse.js';

/** Replaces each of some characters of a file; returns the text, and true if it is as meant. */
function fixed(
  yaml: string,
  fixes: [characters: string, fix: string, asks?: true][],
): { text: string; isAsMeant: boolean } {
  const source = new Source('a.yaml', new TextEncoder().encode(yaml));
  const diagnostics = fixes.map(([characters, fix, asks]): Diagnostic => {
    const start = source.text.indexOf(characters);
    const range = source.range({ start, end: start + characters.length });
    return { code: 'blanks', severity: 'warning', rank: '可自动改', message: '', file: source.path, range, fix: { edits: [{ range, text: fix }], ...(asks ? { asks } : {}) } };
  });
  const parsed = parse(source);
  const edits = inOrder(fixesOf(source, parsed, diagnostics).map(fix => fix.edits));
  const text = applyEdits(source.text, edits);
  const after = parse(source.withText(text)).data;
  return { text, isAsMeant: parsed.data !== undefined && isAsMeant(parsed.data, after, edits) };
}

test.each([
  ['a: 甲,乙\n', ',', 'a: 甲，乙\n'],
  ['a: |\n  一，\n  甲,\n\n  乙\n', ',', 'a: |\n  一，\n  甲，\n\n  乙\n'],
  ['- "甲,乙"\n', ',', '- "甲，乙"\n'],
  ['a: AB\n  CD 甲,\n', ',', 'a: AB\n  CD 甲，\n'],
])('characters of a text are replaced in place: %j', (yaml, characters, expected) => {
  expect(fixed(yaml, [[characters, '，']])).toEqual({ text: expected, isAsMeant: true });
});

test.each([
  ['across two lines', 'a: |\n  甲,\n  乙\n', ',\n  乙'],
  ['behind an escape', 'a: "\\t甲,乙"\n', ','],
  ['in a comment', 'a: 甲 # 乙,丙\n', ','],
  ['in a name', '甲,乙: 1\n', ','],
  ['in a number', 'a: 12\n', '2'],
])('text %s is not changed', (_where, yaml, characters) => {
  expect(fixed(yaml, [[characters, '，']]).text).toBe(yaml);
});

test('of two overlapping fixes the first is applied, the other in the next round', () => {
  expect(fixed('a: 甲,乙.丙\n', [[',乙.', '一'], ['.丙', '二'], ['丙', '三']]).text).toBe('a: 甲一' + '三\n');
});

test('a fix that a person is asked about does not keep a mechanical one inside it from being applied', () => {
  expect(fixed('a: 甲,乙.丙\n', [['甲,乙.', '丁', true], [',', '，']]).text).toBe('a: 甲，乙.丙\n');
});

test('a fix that a person is asked about is applied where no other is', () => {
  expect(fixed('a: 甲,乙.丙\n', [['乙.', '丁', true], [',', '，']]).text).toBe('a: 甲，丁丙\n');
});

test.each([
  ['a number', 'a: x5\n', 'x', ''],
  ['a comment', 'a: 甲x#乙\n', 'x', ' '],
  ['another field', 'a: 甲x\nb: 1\n', 'x', '\nc: 丙'],
  ['an error', 'a: 甲x\n', 'x', ': 乙: '],
  ['another text', 'a: "甲x乙"\n', 'x', '\\t'],
])('a fix that turns a text into %s is detected', (_what, yaml, characters, fix) => {
  expect(fixed(yaml, [[characters, fix]]).isAsMeant).toBe(false);
});
