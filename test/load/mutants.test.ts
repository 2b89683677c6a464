import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FontLibrary } from '../../src/io/fonts/library.js';
import { Source } from '../../src/model/source.js';
import { load } from '../../src/load/load.js';
import { rememberingReader } from '../../src/load/read-form.js';
import { ownLayouts, shipped } from '../support/layouts.js';
import { DEPARTMENT, PROJECT, REPOSITORY } from '../support/run.js';

/* A real form with one slip after another: whatever is typed, a report is made and points into the text. */

const FIXTURE = join(REPOSITORY, 'test/fixtures/clean');
const read = (path: string): Source => new Source(path, readFileSync(join(FIXTURE, path)));
const layouts = ownLayouts();
const [whole, project] = [shipped('department', layouts).kind, shipped('project', layouts).kind];
const fonts = new FontLibrary([]);
/** Parses the form of the department once. */
const readForm = rememberingReader();
const scheme = read('data/2024/scheme.yaml');
const form = { kind: whole, source: read(`${DEPARTMENT}/department.yaml`) };
const original = read(PROJECT).text;

function check(text: string): void {
  const source = new Source(PROJECT, new TextEncoder().encode(text));
  const forms = [form, { kind: project, source }];
  const kinds = [whole, project];
  const department = { year: '2024', name: '沙坪坝街道', path: DEPARTMENT, scheme: undefined, kinds, forms };
  const { diagnostics } = load(
    { years: [{ year: '2024', path: 'data/2024', scheme, departments: [department] }], diagnostics: [] }, layouts, fonts, { readForm },
  );
  const lines = source.text.split('\n');
  for (const { file, range: { start, end }, message } of diagnostics) {
    if (file !== PROJECT) continue;
    for (const { line, column } of [start, end]) {
      const width = lines[line - 1]?.length ?? -1;
      expect(column >= 1 && column <= width + 1, `${line}:${column} of “${message}” in ${JSON.stringify(text)}`).toBe(true);
    }
    expect(start.line < end.line || (start.line === end.line && start.column <= end.column), message).toBe(true);
  }
}

/** Characters typed by mistake. */
const INSERTED = [' ', '\t', '#', '"', "'", ':', ': ', '- ', '\n', '|', '>', '[', '}', '&a ', '\r', '%', '=======\n', '\uFEFF', '\\'];
const STEP = 5;

describe('every range lies within the text', () => {
  test('when characters are deleted, doubled or inserted', () => {
    for (let at = 0; at <= original.length; at += STEP) {
      const [before, after] = [original.slice(0, at), original.slice(at)];
      check(before + after.slice(1));
      check(before + after.slice(0, 1) + after);
      check(before + (INSERTED[at / STEP % INSERTED.length] ?? '') + after);
    }
  });

  test('when lines are deleted, doubled, joined or moved, or the file ends early', () => {
    const lines = original.split('\n');
    for (let at = 0; at < lines.length; at += 1) {
      check(lines.toSpliced(at, 1).join('\n'));
      check(lines.toSpliced(at, 0, lines[at] ?? '').join('\n'));
      check(lines.toSpliced(at, 2, `${lines[at] ?? ''}${lines[at + 1] ?? ''}`).join('\n'));
      check(lines.toSpliced(at, 1).toSpliced((at * 7) % lines.length, 0, lines[at] ?? '').join('\n'));
      check(lines.slice(0, at).join('\n'));
      check(lines.slice(0, at).join('\r\n'));
    }
  });

  test('when something stands at the very end', () => {
    for (const end of [...INSERTED, '"x', '- "', 'a: &', '[\n', '{a', '? ', '!', 'a: |', 'a: >-', '---', '...', 'a: #2', '\n\n"']) {
      check(original + end);
      check(original.trimEnd() + end);
      check(`${original}${end}\n`);
    }
  });
});
