import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codes } from '../../src/load/codes.js';
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

/* That every code which is reported is described, the compiler says. They stand in full or as their end. */
test('every code that is described is reported somewhere', () => {
  const folder = join(REPOSITORY, 'src');
  const program = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts') && path !== join('model', 'code.ts'))
    .map(path => readFileSync(join(folder, path), 'utf8')).join('\n');
  const checks = ids.slice(rules.length);
  expect(checks.length).toBeGreaterThan(20);
  expect(checks.filter(id => ![id, id.split('/')[1]].some(text => program.includes(`'${text}'`)))).toEqual([]);
});

test('every code that the snapshots of bad input show is described', () => {
  const folder = join(REPOSITORY, 'test/cli/snapshots');
  const shown = readdirSync(folder).flatMap(name =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/^ {2}(?:错误|提醒) .* ([a-z/-]+)$/gm)].map(([, id = '']) => id));
  expect(new Set(shown).size).toBeGreaterThan(20);
  expect(ids).toEqual(expect.arrayContaining(shown));
});
