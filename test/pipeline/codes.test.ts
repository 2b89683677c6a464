import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codes } from '../../src/pipeline/codes.js';
import { rules } from '../../src/rules/index.js';
import { REPOSITORY } from '../support/run.js';

const ids = codes.map(({ id }) => id);

test('every code is described once, the rules first', () => {
  expect(ids.slice(0, rules.length)).toEqual(rules.map(({ id }) => id).sort());
  expect(new Set(ids).size).toBe(ids.length);
  for (const { title, why } of codes) {
    expect(title).toMatch(/\p{Script=Han}/u);
    expect(why).toMatch(/请.+。$/);
  }
});

test('every code that the snapshots of bad input show is described', () => {
  const folder = join(REPOSITORY, 'test/cli/snapshots');
  const shown = readdirSync(folder).flatMap(name =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/^ {2}(?:错误|提醒) .* ([a-z/-]+)$/gm)].map(([, id = '']) => id));
  expect(new Set(shown).size).toBeGreaterThan(20);
  expect(ids).toEqual(expect.arrayContaining(shown));
});
