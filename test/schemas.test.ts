import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { globSync } from 'glob';
import { describe, expect, test } from 'vitest';
import { FontLibrary } from '../src/io/fonts/library.js';
import { DEFAULT_FONT } from '../src/model/fonts.js';
import type { Schema } from '../src/model/schema.js';
import { generateTypes } from '../src/tools/generate-types.js';
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
    expect(join(dirname(file), schema), file).toBe(`schemas/${name}.schema.json`);
  }
});

describe.each(['scheme', 'department', 'project'])('%s.schema.json', (name) => {
  const text = readFileSync(join(REPOSITORY, `schemas/${name}.schema.json`), 'utf8');
  const schema = JSON.parse(text) as Schema;
  const objects: [string, Schema][] = [];
  const walk = (path: string, value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if ('properties' in value) objects.push([path, value as Schema]);
    for (const [key, inner] of Object.entries(value)) walk(`${path}/${key}`, inner);
  };
  walk('', schema);

  test('is draft 2020-12, allows no unknown field, and explains and exemplifies every field', () => {
    expect((schema as { $schema?: string }).$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(objects.length).toBeGreaterThan(0);
    for (const [path, { properties, additionalProperties }] of objects) {
      expect(additionalProperties, path).toBe(false);
      for (const [key, property] of Object.entries(properties ?? {})) {
        expect(property.title, key).toBeTruthy();
        expect(property.description ?? '', key).toMatch(/[。）]$/);
        expect(property.code, key).toMatch(/^[a-z][a-zA-Z0-9]*$/);
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
