import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainDecimal } from '../../src/model/decimal.js';
import { Source } from '../../src/model/source.js';
import { parse } from '../../src/load/parse.js';
import { shipped } from '../support/layouts.js';
import { PROJECT, REPOSITORY } from '../support/run.js';

const { validator } = shipped('project');
const form = readFileSync(join(REPOSITORY, 'test/fixtures/clean', PROJECT), 'utf8');

/** Returns the problem of a form that has a target: the characters, the message and the hint. */
function problems(target: string): [characters: string, message: string, hint?: string][] {
  const source = new Source(PROJECT, new TextEncoder().encode(form.replace('指标值: 4', `指标值: ${target}`)));
  return validator.validate(parse(source), source).diagnostics.map(({ message, hint, range: { start, end } }) => [
    source.text.slice(source.offset(start), source.offset(end)), message, ...hint === undefined ? [] : [hint],
  ] as [string, string, string?]);
}

test.each([
  ['1e3', '1000'], ['1E3', '1000'], ['0x1F', '31'], ['0b11', '3'], ['1,200', '1200'], ['1，200', '1200'], ['1_000', '1000'], ['1 200', '1200'],
  ['１２', '12'], ['１２．５', '12.5'], ['-0', '0'], ['-0.0', '0'], ['007', '7'], ['.5', '0.5'], ['5.', '5'], ['+5', '5'], ['－5', '-5'],
])('a target that looks like a number but is none is reported with what to write: %s → %s', (target, plain) => {
  expect(problems(target)).toEqual([[target, expect.stringContaining(`“${target}”`), expect.stringContaining('写')]]);
  expect(problems(target)[0]?.[2]?.split(/[ ，]/)).toContain(plain);
  expect(problems(plain), 'what is to be written is fine').toEqual([]);
});

test.each(['1.2.3', '.inf', '.NaN', '1e999', '9'.repeat(309), '9'.repeat(16), '-1000000000000000'])('so is %s', (target) => {
  expect(problems(target)).toEqual([[target, expect.any(String), expect.any(String)]]);
});

test.each(['0', '-0.5', '100', '95.5', '999999999999999', '优', '有所提升', '2024年6月底前', '80—90', '80-90', '100%', '1/3', '3、4', '第3季度', '10人/次', 'A1', '1:2'])(
  'a number, and wording with or without digits, is fine: %s',
  (target) => {
    expect(problems(target)).toEqual([]);
  },
);

test('texts that are no number have no plain decimal', () => {
  for (const text of ['', '-', '.', ',', '一', '1.2.3', '0x', '1e', '1e999', '5%', '9'.repeat(100)]) expect(plainDecimal(text), text).toBeUndefined();
});
