import { expect, test } from 'vitest';
import type { Segment } from '../../src/model/change.js';
import { cutAfter, cutBefore, firstCharacters, lastCharacters, shorten, wordsIn } from '../../src/model/characters.js';
import { Source } from '../../src/model/source.js';
import { diffProse } from '../../src/compare/prose.js';
import { describe as describeEdit } from '../../src/edit/edits.js';
import { explain } from '../../src/load/schema-messages.js';
import { codeFrame } from '../../src/report/problems/code-frame.js';
import { aroundChanges } from '../../src/report/changes/segments.js';
import { cleanRoot, edit, inProcess } from '../support/run.js';

/** A rare Han character, a family of joined emoji, a letter with two marks, a Han character with a variant. */
const CHARACTERS = ['𠮷', '👨‍👩‍👧', 'e\u0301\u0323', '葛\u{E0100}'];

/** Half of a surrogate pair. */
const HALF = /\p{Surrogate}/u;

/** Every part of a text is one of the characters, or what the program wrote itself. */
function expectWhole(text: string, character: string): void {
  const rest = text.replaceAll(character, '');
  expect(rest, JSON.stringify(text)).toMatch(/^[\p{ASCII}\p{Script=Han}…“”‘’，。：；、（）│�]*$/u);
  expect(rest).not.toMatch(HALF);
  for (const unit of character) if (!/[a-z葛]/.test(unit)) expect(rest.includes(unit), JSON.stringify(text)).toBe(false);
}

const offsets = Array.from({ length: 24 }, (_, index) => index);

test.each(CHARACTERS)('%s is never cut', (character) => {
  const text = `甲${character.repeat(400)}乙`;
  for (const count of offsets) {
    expect(firstCharacters(text, count)).toBe(count ? `甲${character.repeat(count - 1)}` : '');
    expect(lastCharacters(text, count)).toBe(count ? `${character.repeat(count - 1)}乙` : '');
    expectWhole(shorten(text, count), character);
    expectWhole(text.slice(cutBefore(text, count), cutAfter(text, count + 5)), character);
  }
  expect(shorten(text, 402)).toBe(text);
  expect([cutBefore(text, -1), cutBefore(text, 9999), cutAfter(text, 9999)]).toEqual([0, text.length, text.length]);
});

test.each(CHARACTERS)('%s is never cut in code frames, around fixes and in quoted values', (character) => {
  for (const offset of offsets) {
    const line = `${'x'.repeat(offset)}${character.repeat(120)}`;
    for (const column of [1, offset + 3, 200 + offset]) {
      const range = { start: { line: 1, column }, end: { line: 1, column: column + 1 } };
      expectWhole(codeFrame([line], range).join(''), character);
    }
    const source = new Source('甲.yaml', new TextEncoder().encode(`甲: ${line}。${line}`));
    const at = source.text.indexOf('。');
    const { before, after } = describeEdit({ span: { start: at, end: at + 1 }, text: '', field: '/甲', within: { start: 0, end: 1 } }, source);
    expectWhole(before + after, character);
    const { message } = explain({ keyword: 'enum', instancePath: '', params: {}, data: line }, { title: '表', enum: ['甲'] }, () => line);
    expectWhole(message, character);
  }
});

test.each(CHARACTERS)('%s is never cut in the changes of a text', (character) => {
  for (const offset of offsets) {
    const [before, after] = ['旧', '新'].map(word => `${'字'.repeat(offset)}${character.repeat(60)}${word}${character}完成，${character.repeat(60)}`);
    for (const one of aroundChanges(diffProse(before ?? '', after ?? ''))) expectWhole(one.text, character);
  }
  // Characters that share their first half.
  const segments: Segment[] = diffProse('建立𠮷台账', '建立𠮶台账');
  for (const { text } of segments) expect(text).not.toMatch(HALF);
});

test('a letter with an endless sequence of marks is cut', () => {
  expect(shorten(`a${'\u0301'.repeat(100_000)}`, 5).length).toBeLessThan(1000);
  expect(shorten(`${'𠮷'.repeat(3)}${'\u{E0100}'.repeat(1000)}`, 5)).not.toMatch(HALF);
});

test.each(CHARACTERS)('%s is never cut in the report of check', async (character) => {
  const root = await cleanRoot();
  const { stdout: list } = await inProcess(['check', '--root', root, '--format', 'json']);
  expect(JSON.parse(list)).toMatchObject({ diagnostics: [] });
  for (const offset of [0, 1, 2]) {
    await edit(`${root}/data/2024/沙坪坝街道/projects/08-卫生健康.yaml`, text => text
      .replace(/\n立项依据:.*\n(?: +.*\n)*/, `\n立项依据: ${'甲'.repeat(offset)}${character.repeat(60)}，（${character.repeat(9)}推进工作\n`));
    const { stdout } = await inProcess(['check', '--root', root, '--format', 'json']);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] };
    expect(diagnostics.map(({ code }) => code)).toEqual(expect.arrayContaining(['brackets', 'document-missing']));
    for (const { message, code } of diagnostics) if (code !== 'printable') expectWhole(message, character);
  }
});

test('the words of a text keep their offsets, however long the text is', () => {
  const text = '开展义务教育阶段课后服务1，300次、新建教学楼。\n'.repeat(2000);
  const words = wordsIn(text);
  expect(words.map(({ segment }) => segment).join('')).toBe(text);
  expect(words.every(({ segment, index }) => text.startsWith(segment, index))).toBe(true);
  expect(words.filter(({ segment }) => segment === '1，300')).toHaveLength(2000);
  expect(wordsIn('绿'.repeat(80_000)).map(({ segment }) => segment).join('')).toHaveLength(80_000);
});
