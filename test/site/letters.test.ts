import { readFileSync } from 'node:fs';
import { globSync } from 'glob';
import { expect, test } from 'vitest';
import { RANKS } from '../../src/model/rank.js';
import { LETTERS } from '../../src/site/letters.js';
import { REPOSITORY } from '../support/run.js';

test('every letter of the words of the catalogue is in the fonts of its pages', () => {
  const files = [
    ...globSync('src/site/{*,charts/*}.ts', { cwd: REPOSITORY, absolute: true, ignore: 'src/site/letters.ts' }),
    `${REPOSITORY}/src/report/library/facts.ts`,
    `${REPOSITORY}/templates/assets/catalogue.js`, `${REPOSITORY}/templates/assets/library.js`, `${REPOSITORY}/templates/assets/site.css`,
  ];
  expect(files.length).toBeGreaterThan(12);
  const code = files.map(file => readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')).join('');
  const used = new Set([...code + RANKS.join('')].filter(letter => letter > '\u2000'));
  expect([...used].filter(letter => !LETTERS.includes(letter)).join('')).toBe('');
});
