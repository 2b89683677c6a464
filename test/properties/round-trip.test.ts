import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeForm } from '../../src/edit/write-form.js';
import { readForm } from '../../src/load/read-form.js';
import { DECIMAL } from '../../src/model/decimal.js';
import { wordsIn } from '../../src/model/fields.js';
import type { Department, Form, Kind } from '../../src/model/form.js';
import type { Schema } from '../../src/model/schema.js';
import { Source } from '../../src/model/source.js';
import { EMPTY_SCHEME } from '../../src/print/sample.js';
import { viewForm } from '../../src/print/views/form.js';
import { allKinds, type KnownKind, pathIn } from '../support/all-kinds.js';
import { formsOf, leavesOf, MARKS, ODD, type Tree, withMarks } from '../support/any-form.js';
import { textOfPage } from '../support/page-text.js';
import { runs } from '../support/runs.js';

const kinds = allKinds();

/** Writes a form as YAML and reads it again. */
function reread(tree: Tree, { kind, layouts }: KnownKind): { data: unknown; problems: string[] } {
  const path = pathIn(kind);
  const source = new Source(path, new TextEncoder().encode(writeForm(tree, kind, path)));
  const { data, found } = readForm(source, layouts.validatorOf(kind));
  return { data, problems: found.map(({ code, message }) => `${code} ${message}`) };
}

test('there are forms of all five layouts', () => {
  expect(kinds.map(({ name }) => name)).toHaveLength(10);
});

describe.each(kinds)('$name', (known) => {
  const { kind, layouts, render } = known;

  test('a form that is written as YAML is read again, letter by letter', () => {
    fc.assert(fc.property(formsOf(kind), (tree) => {
      expect(reread(tree, known)).toEqual({ data: tree, problems: [] });
    }), runs(40));
  });

  /** The page of a form; a project without a template is on that of its department. */
  function pageOf(tree: Tree): string {
    const sourceOf = (own: Kind): Source => new Source(pathIn(own), new Uint8Array());
    const formOf = (data: Tree, own = kind): Form => ({ kind: own, source: sourceOf(own), data });
    const whole = layouts.kinds(kind.layout)?.find(({ role }) => role === 'department');
    const own = formOf(tree);
    const form = kind.template === null && whole ? formOf({}, whole) : own;
    const department: Department = {
      year: '2024', name: '甲', scheme: EMPTY_SCHEME,
      form: form.kind.role === 'department' ? form : undefined,
      projects: kind.role === 'project' ? [own] : [],
      stages: kind.role === 'stage' ? [own] : [],
    };
    return withoutBlanks(textOfPage(render('form', viewForm(form, department))));
  }

  test('the page has every text and number once, in its place, letter by letter', () => {
    let count = 0;
    fc.assert(fc.property(formsOf(kind), (tree) => {
      const { tree: marked, textOf: meant } = withMarks(tree, kind);
      const page = pageOf(marked);
      expect(pageOf(tree)).toBe(page.replace(MARKS, mark => withoutBlanks(meant(mark))));
      const there: readonly string[] = page.match(MARKS) ?? [];
      const wanted = leavesOf(marked, kind.schema).filter(({ schema }) => !schema.internal && !wordsIn(schema));
      expect(wanted.map(({ text }) => text).filter(text => !there.includes(text))).toEqual([]);
      count += there.length;
    }), runs(40));
    expect(count).toBeGreaterThan(100);
  });
});

test.each(kinds)('texts that YAML might take for something else are read as written in $name', (known) => {
  for (const text of ODD) {
    for (const [code, schema] of Object.entries(known.kind.schema.properties ?? {})) {
      const types = [schema.type].flat();
      const isText = isFreeText(schema) && types.includes('string');
      if (!isText || (schema.prose && text !== text.trim()) || (DECIMAL.test(text) && types.includes('number'))) continue;
      const { data, problems } = reread({ [code]: text }, known);
      expect(problems.filter(problem => !problem.startsWith('schema/required'))).toEqual([]);
      expect(data ?? { [code]: text }).toMatchObject({ [code]: text });
    }
  }
});

function isFreeText(schema: Schema): boolean {
  return !schema.items && !schema.properties && !wordsIn(schema) && schema.decimals === undefined;
}

/** Blanks are folded by a browser. */
function withoutBlanks(text: string): string {
  return text.replace(/[ \n\t]/g, '');
}
