import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from './support/run.js';

interface Property { type?: string; default?: unknown; properties?: Record<string, Property> }

const schema = JSON.parse(readFileSync(join(REPOSITORY, 'schemas/scheme.schema.json'), 'utf8')) as Property;
const lists = schema.properties?.['审核']?.properties ?? {};
const reasons = readFileSync(join(REPOSITORY, 'docs/words.md'), 'utf8');

/** Lists of words with defaults, apart from what a scheme adds itself. */
const named = Object.entries(lists).filter(([name, { type, default: words }]) =>
  words !== undefined && (type === 'array' || type === 'object') && !['权重分配', '追加', '自评'].includes(name));

test('docs/words.md says why each list holds what it holds', () => {
  expect(named.length).toBeGreaterThan(20);
  for (const [name] of named.filter(([list]) => list !== '错别字')) expect(reasons).toMatch(new RegExp(`^\\| ${name} \\| .+。 \\|$`, 'm'));
});

test('docs/words.md has a reason for each typing error, and no others', () => {
  const defaults = Object.entries(lists['错别字']?.default as Record<string, string>).map(([wrong, right]) => `${wrong} ${right}`);
  const rows = [...reasons.slice(reasons.indexOf('## 错别字')).matchAll(/^\| (\S+) \| (\S+) \| \S.* \|$/gm)].slice(1);
  expect(rows.map(([, wrong, right]) => `${wrong ?? ''} ${right ?? ''}`).sort()).toEqual(defaults.sort());
});

test('every list of words that a scheme replaces it may also extend', () => {
  const more = Object.keys(lists['追加']?.properties ?? {});
  expect(more.sort()).toEqual(named.map(([name]) => name).sort());
});
