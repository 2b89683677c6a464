import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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

/*
 * Codes stand in the sources in full, or as the end of one beside a family, `yaml/${code}`, in the file or in one that
 * is named after the family, or belongs to the parser. Both directions are compared: so a code that is not found where
 * it is written is noticed.
 */
test('every code that the program may report is described, and no other', () => {
  const families = [...new Set(ids.flatMap(id => id.match(/^[a-z]+(?=\/)/)?.[0] ?? []))];
  const used = new Set<string>();
  for (const [path, text] of sources()) {
    for (const id of literals(text)) if (families.some(family => id.startsWith(`${family}/`))) used.add(id);
    for (const id of literalsAt(text, /\bcode: [^,}\n]*/g)) if (id.includes('/')) used.add(id);
    const isParser = /^pipeline.parse\b/.test(path); // what reads YAML
    const named = families.find(word =>
      text.includes(`\`${word}/\${`) || basename(path).startsWith(`${word}-`));
    const family = isParser ? 'yaml' : named;
    const ends = literalsAt(text, /\bcode: [^,}\n]*|\b(?:report|warn|fail)\([^\p{Script=Han}`)]*/gu);
    if (family) for (const end of ends) used.add(end.includes('/') ? end : `${family}/${end}`);
  }
  expect([...used].sort()).toEqual(ids.slice(rules.length).sort());
});

function literals(text: string): string[] {
  return [...text.matchAll(/['"`]([a-z]+(?:[-/][a-z]+)*)['"`]/g)].map(([, literal = '']) => literal);
}

function literalsAt(text: string, place: RegExp): string[] {
  return [...text.matchAll(place)].flatMap(([found]) => literals(found));
}

/** The program but for the list of codes. */
function sources(): [path: string, text: string][] {
  const folder = join(REPOSITORY, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts') && path !== join('pipeline', 'codes.ts'))
    .map(path => [path, readFileSync(join(folder, path), 'utf8')]);
}

test('every code that the snapshots of bad input show is described', () => {
  const folder = join(REPOSITORY, 'test/cli/snapshots');
  const shown = readdirSync(folder).flatMap(name =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/^ {2}(?:错误|提醒) .* ([a-z/-]+)$/gm)].map(([, id = '']) => id));
  expect(new Set(shown).size).toBeGreaterThan(20);
  expect(ids).toEqual(expect.arrayContaining(shown));
});
