import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Linter } from 'eslint';
import regexp from 'eslint-plugin-regexp';
import { globSync } from 'glob';
import { describe, expect, test } from 'vitest';
import { FontLibrary } from '../src/io/fonts/library.js';
import { DEFAULT_FONT } from '../src/model/fonts.js';
import type { Schema } from '../src/model/schema.js';
import { generateTypes } from '../src/tools/generate-types.js';
import { ownLayouts, SHIPPED } from './support/layouts.js';
import { REPOSITORY } from './support/run.js';

test('the TypeScript types are those of the schemas (npm run types)', () => {
  expect(readFileSync(join(REPOSITORY, 'src/model/data.generated.ts'), 'utf8')).toBe(generateTypes());
});

test('every file of the data names its schema for the editor', () => {
  const files = globSync('data/**/*.yaml', { cwd: REPOSITORY });
  expect(files).toHaveLength(19);
  for (const file of files) {
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(join(REPOSITORY, file), 'utf8')) ?? [];
    const name = /projects\//.test(file) ? 'project' : basename(file, '.yaml');
    const folder = name === 'scheme' ? 'schemas' : `schemas/${SHIPPED}`;
    expect(join(dirname(file), schema), file).toBe(`${folder}/${name}.schema.json`);
  }
});

const { $defs: CONCEPTS = {} } = ownLayouts().core;
const FILES = globSync('schemas/**/*.schema.json', { cwd: REPOSITORY }).sort();

test('the patterns of the schemas read a text once, not once for each of its characters', () => {
  const patterns = FILES.flatMap(file =>
    [...readFileSync(join(REPOSITORY, file), 'utf8').matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)].map(([, text = '']) => text));
  expect(patterns.length).toBeGreaterThan(20);
  const rules: Linter.RulesRecord = { 'regexp/no-super-linear-backtracking': [2, { report: 'certain' }], 'regexp/no-super-linear-move': [2, { report: 'certain' }] };
  const judge = (pattern: string): string[] =>
    new Linter().verify(`new RegExp(${pattern}, 'u')`, { plugins: { regexp }, rules }).map(({ message }) => `${pattern}: ${message}`);
  expect([...new Set(patterns)].flatMap(judge)).toEqual([]);
  expect(judge('"^[0-9,]*[0-9][0-9,]*$"')).toHaveLength(1);
});

test('there are schemas', () => expect(FILES.length).toBeGreaterThanOrEqual(4));

test('every concept is explained and exemplified, and goes by its code', () => {
  for (const [name, concept] of Object.entries(CONCEPTS)) {
    // A shape is for fields of a layout's own, which say themselves what they are.
    if (concept.code === undefined) {
      expect((concept as { $comment?: string }).$comment ?? '', name).toMatch(/。$/);
      continue;
    }
    expect(concept.code).toBe(name);
    expect(concept.title, name).toBeTruthy();
    expect(concept.description ?? '', name).toMatch(/[。）]$/);
    expect(concept.items ?? concept.examples, name).toBeTruthy();
  }
});

describe.each(FILES)('%s', (path) => {
  const text = readFileSync(join(REPOSITORY, path), 'utf8');
  const schema = JSON.parse(text) as Schema;
  const isForm = path.split('/').length > 2;
  const objects: [string, Schema][] = [];
  const walk = (path: string, value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if ('properties' in value) objects.push([path, value as Schema]);
    for (const [key, inner] of Object.entries(value)) walk(`${path}/${key}`, inner);
  };
  walk('', schema);

  test('is draft 2020-12, allows no unknown field, and explains and exemplifies every field', () => {
    expect((schema as { $schema?: string }).$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(objects.length).toBeGreaterThan(path.includes('core') ? -1 : 0);
    for (const [path, { properties, additionalProperties }] of objects) {
      expect(additionalProperties, path).toBe(false);
      for (const [key, own] of Object.entries(properties ?? {})) {
        const name = own.$ref?.split('/$defs/')[1];
        const concept = name === undefined ? undefined : CONCEPTS[name];
        if (isForm) expect(concept, `${key} is no concept of the core`).toBeDefined();
        const property: Schema = { ...concept, ...own };
        expect(property.title, key).toBeTruthy();
        expect(property.description ?? '', key).toMatch(/[。）]$/);
        if (!isForm) expect(property.code, key).toMatch(/^[a-z][a-zA-Z0-9]*$/);
        const isGroup = property.properties ?? property.items;
        expect(isGroup ?? property.examples, key).toBeTruthy();
      }
    }
  });

  test('its labels can be printed', () => {
    const fonts = new FontLibrary([]);
    const missing = [...text].filter(character => character !== '\n' && !fonts.covers(DEFAULT_FONT, character.codePointAt(0) ?? 0));
    expect(missing).toEqual([]);
  });
});
