import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTemplates } from '../src/io/program.js';
import type { Department, Form, FormData, Kind } from '../src/model/form.js';
import type { Schema } from '../src/model/schema.js';
import { Source } from '../src/model/source.js';
import { createRenderer } from '../src/print/render.js';
import { viewForm } from '../src/print/views/form.js';
import { ownLayouts, SHIPPED } from './support/layouts.js';
import { REPOSITORY } from './support/run.js';
import { realScheme } from './support/scheme.js';

/* A form is a schema and a template: the two say the same, and nothing in src/ knows of a form. */

const layouts = ownLayouts();
const templates = readTemplates(REPOSITORY);
const render = createRenderer(templates);
const scheme = realScheme();

type Value = string | Value[] | { [code: string]: Value };

/** A form with another text in every field; `filled` has them by the key of the field. */
class Filling {
  readonly filled = new Map<string, string>();

  fill({ properties, items, tick, enum: words }: Schema, path: string, isInternal: boolean): Value {
    if (items) return [0, 1].map(index => this.fill(items, `${path} ${index}`, isInternal));
    if (properties) {
      return Object.fromEntries(Object.entries(properties).map(([code, property]) =>
        [code, this.fill(property, `${path}/${property.key}`, isInternal || (property.internal ?? false))]));
    }
    const text = (tick ? words?.[0] : undefined) ?? `字${this.filled.size + 100}字`;
    this.filled.set(isInternal ? `internal ${path}` : path, text);
    return text;
  }
}

/** The page of a form, in a department with forms of the other kinds of its layout. */
function page(kind: Kind, data: Value): string {
  const formOf = (other: Kind, own: Value): Form => {
    const path = `data/2024/甲/${other.files.replace('*', '01-甲')}`;
    return { kind: other, source: new Source(path, new Uint8Array()), data: own as FormData };
  };
  const form = formOf(kind, data);
  const forms = (layouts.kinds(kind.layout) ?? [])
    .map(other => (other === kind ? form : formOf(other, new Filling().fill(other.schema, '', false))));
  const of = (role: Kind['role']): Form[] => forms.filter(one => one.kind.role === role);
  const department: Department = { year: '2024', name: '甲', scheme, form: of('department')[0], projects: of('project'), stages: of('stage') };
  return render('form', viewForm(form, department));
}

const fill = ({ schema }: Kind): Value => new Filling().fill(schema, '', false);

/** The data without each of its fields in turn, whether it is due or not; rows are each without it. */
function* withoutOne(data: Value, path = ''): Iterable<[left: string, data: Value]> {
  if (typeof data === 'string') return;
  if (Array.isArray(data)) {
    yield [`${path}, empty`, []];
    const [first = {}] = data;
    for (const [left, row] of withoutOne(first, `${path} row`)) yield [left, data.map(() => row)];
    return;
  }
  for (const [code, value] of Object.entries(data)) {
    yield [`${path}/${code}`, Object.fromEntries(Object.entries(data).filter(([other]) => other !== code))];
    for (const [left, inner] of withoutOne(value, `${path}/${code}`)) yield [left, { ...data, [code]: inner }];
  }
}

test('the shipped layout is one of those that there are', () => expect(layouts.names()).toContain(SHIPPED));

describe.each(layouts.names())('the layout %s', (layout) => {
  const kinds = layouts.kinds(layout) ?? [];

  test('has kinds, each with a template, and no template of its folder is left over', () => {
    expect(kinds.length).toBeGreaterThan(0);
    const names = templates.map(({ name }) => name);
    for (const { template } of kinds) if (template !== null) expect(names).toContain(`${layout}/${template}`);
    const all = templates.map(({ text }) => text).join('\n');
    const printed = new Set(kinds.map(({ template }) => `${layout}/${template}`));
    for (const name of names.filter(one => one.startsWith(`${layout}/`) && !printed.has(one))) {
      expect(all, `nothing uses ${name}`).toMatch(new RegExp(`\\{\\{#?> ${name}[ }]`));
    }
  });

  const printed = kinds.filter(({ template }) => template !== null);
  describe.each(printed.map(kind => ({ name: kind.name, kind })))('$name', ({ kind }) => {
    test('prints every field of its schema that is not internal, and none that is', () => {
      const filling = new Filling();
      const html = page(kind, filling.fill(kind.schema, '', false));
      expect(filling.filled.size).toBeGreaterThan(3);
      const isPrinted = [...filling.filled].map(([path, text]) => [path, html.includes(text)] as const);
      // The department is on the pages of all its forms, as their owner.
      expect(isPrinted.filter(([path, is]) => is === (path.startsWith('internal ') && !path.endsWith('/编制单位')))).toEqual([]);
    });

    test('can be printed without any one of its fields, without all, and with a table that is empty', () => {
      const fewer = [...withoutOne(fill(kind))];
      expect(fewer.length).toBeGreaterThan(3);
      for (const [left, data] of [...fewer, ['everything', {}] as const]) expect(() => page(kind, data), left).not.toThrow();
    });
  });
});

test('no code names a layout or lists kinds: they are data', () => {
  const files = readdirSync(join(REPOSITORY, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.startsWith('tools/') && file !== 'print/views/words.ts');
  expect(files.length).toBeGreaterThan(150);
  const keys = new Set(layouts.names().flatMap(name => layouts.kinds(name) ?? [])
    .flatMap(({ schema }) => Object.values(schema.properties ?? {}).map(({ key = '' }) => key)));
  const found = files.flatMap((file) => {
    // Comments may give examples.
    const code = readFileSync(join(REPOSITORY, 'src', file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
    const named = layouts.names().filter(name => code.includes(name));
    const templated = /\.hbs'|projects\/\*\.yaml'/.exec(code)?.[0];
    const keyed = [...keys].filter(key => code.includes(`'${key}'`));
    return [...named, ...templated === undefined ? [] : [templated], ...keyed].map(what => `${file}: ${what}`);
  });
  expect(found).toEqual([]);
});
