import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Service } from '../../src/editor/service.js';
import { REPOSITORY } from '../support/run.js';

/* Forms of any layout are helped with as the shipped ones are: names of fields, and what they are. */

const FOLDER = join(REPOSITORY, 'test/fixtures/layouts');

const formsOf = (root: string): string[] =>
  readdirSync(join(root, 'data'), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml') && !path.endsWith('scheme.yaml')).map(path => `data/${path}`);

const CASES = readdirSync(FOLDER).flatMap(layout => formsOf(join(FOLDER, layout)).map(path => [layout, path] as const));

test('there are forms of several layouts', () => {
  expect(new Set(CASES.map(([layout]) => layout)).size).toBeGreaterThanOrEqual(4);
});

test.each(CASES)('%s: each field of %s is explained, and offered where it is missing', (layout, path) => {
  const root = join(FOLDER, layout);
  const text = readFileSync(join(root, path), 'utf8');
  const service = new Service(root);
  service.take(path, text);
  const fields = [...text.matchAll(/^([^\s#:-][^:]*):/gm)];
  expect(fields.length).toBeGreaterThan(1);
  for (const { 1: name = '', index } of fields) expect(service.hover(path, index), name).toContain(name);
  // A new, empty form.
  service.take(path, '\n');
  const offered = service.complete(path, 0).map(({ label }) => label);
  expect(offered).toEqual(expect.arrayContaining(fields.map(({ 1: name = '' }) => name)));
});
