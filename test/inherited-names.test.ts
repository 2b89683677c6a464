import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Document, parseDocument, type Scalar, visit } from 'yaml';
import { FontLibrary } from '../src/io/fonts/library.js';
import { inputsOf } from '../src/io/inputs/inputs.js';
import { readSchemas, readTemplates } from '../src/io/program.js';
import type { Inputs } from '../src/model/inputs.js';
import { formsOf } from '../src/model/form.js';
import type { Schema } from '../src/model/schema.js';
import { compare, type Side } from '../src/compare/compare.js';
import { departmentAt } from '../src/compare/side.js';
import { Layouts } from '../src/load/layouts.js';
import { load } from '../src/load/load.js';
import { createRenderer } from '../src/print/render.js';
import { viewForm } from '../src/print/views/form.js';
import { diffJson } from '../src/report/changes/json.js';
import { commit, gitRoot } from './support/git.js';
import { ownLayouts, SHIPPED } from './support/layouts.js';
import { DEPARTMENT, edit, filesOf, inProcess, REPOSITORY } from './support/run.js';

/*
 * Every object of JavaScript inherits some names. Where words of the data are looked up in an object, such a word is
 * found although nobody wrote it. So every inherited name is put in every place of every kind of file, and must be
 * treated as any other word is.
 */

const NAMES = Object.getOwnPropertyNames(Object.prototype);

/** The one that is no function; of the others each is found in the same way. */
const PROTO = '__proto__';
const FUNCTIONS = NAMES.filter(name => name !== PROTO);

const layouts = ownLayouts();
const fonts = new FontLibrary([]);
const render = createRenderer(readTemplates(REPOSITORY));

const PATHS = ['data/2024/scheme.yaml', `${DEPARTMENT}/department.yaml`, `${DEPARTMENT}/projects/08-卫生健康.yaml`];

/** Three files of the fixture; the scheme has every list and map of words, each with two words at most. */
function files(): Map<string, Document> {
  const documents = new Map(PATHS.map(path =>
    [path, parseDocument(readFileSync(join(REPOSITORY, 'test/fixtures/clean', path), 'utf8')) as Document]));
  const scheme = documents.get('data/2024/scheme.yaml');
  const review = layouts.scheme.schema.properties?.review?.properties ?? {};
  for (const { key, default: words } of Object.values(review)) {
    if (words === undefined || scheme?.hasIn(['审核', key])) continue;
    const few = words !== null && typeof words === 'object' && !Array.isArray(words)
      ? Object.fromEntries(Object.entries(words).slice(0, 2))
      : Array.isArray(words) ? words.slice(0, 2) : words;
    scheme?.setIn(['审核', key], few);
  }
  for (const document of documents.values()) while (document.hasIn(['绩效指标', 1])) document.deleteIn(['绩效指标', 1]);
  return documents;
}

/** Every word of a document: keys and values. */
function wordsOf(document: Document): Scalar[] {
  const words: Scalar[] = [];
  visit(document, { Scalar: (_, node) => void words.push(node) });
  return words;
}

function read(texts: ReadonlyMap<string, string>): Inputs {
  const found = [...texts.keys()].map(path => ({ path, kind: 'file' as const }));
  return inputsOf(found, path => new TextEncoder().encode(texts.get(path)), sources => layouts.kindsFor(sources));
}

/** Texts in generated styles stand there as escapes. */
function plainCss(text: string): string {
  return text.replace(/\\+([0-9a-f]+) /g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
}

function sideOf(texts: ReadonlyMap<string, string>): Side {
  const inputs = read(texts);
  return { version: { name: 'x', commit: null }, inputs, layouts, loaded: load(inputs, layouts, fonts) };
}

/** Everything a user would read of two versions: problems, every form as HTML, and what changed between them. */
function everything(before: Side, after: Side): string {
  const { diagnostics, notes } = after.loaded;
  const department = departmentAt(DEPARTMENT, after);
  const pages = department ? formsOf(department).map(form => render('form', viewForm(form, department))) : [];
  const changes = [compare(before, after, new Map(), 0), compare(after, before, new Map(), 0)].map(diffJson);
  return [JSON.stringify(diagnostics), ...notes, ...pages, ...changes].join('\n');
}

describe.each(PATHS)('in %s', (path) => {
  const documents = files();
  const textsOf = (): Map<string, string> =>
    new Map([...documents].map(([file, document]) => [file, document.toString()]));
  const unchanged = sideOf(textsOf());
  const document = documents.get(path);
  const words = document ? wordsOf(document) : [];

  test('there are words to replace, and pages to look at', () => {
    expect(words.length).toBeGreaterThan(20);
    expect(everything(unchanged, unchanged).match(/<article/g)).toHaveLength(PATHS.length - 1);
  });

  // Each place has __proto__ and one of the others, which take turns.
  test.each([0, 1])('an inherited name is a word like any other, in every place (%i)', (turn) => {
    for (const [place, word] of words.entries()) {
      const name = turn ? FUNCTIONS[place % FUNCTIONS.length] ?? '' : PROTO;
      // Another word of the same length that nothing inherits.
      const plain = `${name.slice(0, -1)}Q`;
      const { value } = word;
      word.value = name;
      const found = everything(unchanged, sideOf(textsOf()));
      word.value = plain;
      const expected = everything(unchanged, sideOf(textsOf()));
      word.value = value;
      expect(plainCss(found), `in place of ${String(value)}`).toBe(plainCss(expected).replaceAll(plain, name));
    }
  });
});

test('check, build and diff take them as names of classes, files and folders', async () => {
  const root = await gitRoot();
  const list = NAMES.map(name => `\n    - ${name}`).join('');
  await edit(join(root, 'data/2024/scheme.yaml'), text => text
    .replace('指标体系:', `指标体系:\n${NAMES.map(name => `  ${name}:${list}\n`).join('')}`)
    .replace('部门表用词:', '部门表用词:\n  toString: valueOf')
    .replace('    错别字:', '    错别字:\n      toString: valueOf'));
  const rows = NAMES.map((name, index) =>
    `  - 一级: ${name}\n    二级: ${NAMES.at(index - 1) ?? ''}\n    名称: ${name}\n    权重: 7.5\n    单位: ${name}\n    性质: =\n    指标值: ${name}\n`).join('');
  const project = await readFile(join(root, DEPARTMENT, 'projects/08-卫生健康.yaml'), 'utf8');
  const department = await readFile(join(root, DEPARTMENT, 'department.yaml'), 'utf8');
  const own = (text: string, name: string): string => text
    .replace(/绩效指标:[^]*/, `绩效指标:\n${rows}`)
    .replace(/(支出预算总量|年度预算|本级支出): .*/g, '$1: 0')
    .replace(/(专项资金名称|编制单位|业务主管部门): .*/g, `$1: ${name}`);
  for (const name of ['constructor', '__proto__']) {
    await mkdir(join(root, 'data/2024', name, 'projects'), { recursive: true });
    await writeFile(join(root, 'data/2024', name, 'department.yaml'), own(department, name));
    for (const file of NAMES) await writeFile(join(root, 'data/2024', name, 'projects', `${file}.yaml`), own(project, file));
  }
  const checked = await inProcess(['check', '--root', root]);
  expect(checked.stderr).not.toContain('程序出错了');
  expect(checked.stdout).toContain('检查了');
  const errors = JSON.parse((await inProcess(['check', '--root', root, '--format', 'json', 'data/2024/__proto__'])).stdout) as { summary: { errors: number } };
  expect(errors.summary.errors).toBe(0);
  const built = await inProcess(['build', '--root', root, '--format', 'html']);
  expect(built.stderr).not.toContain('程序出错了');
  const written = await filesOf(join(root, 'out/2024/constructor'));
  expect([...written.keys()]).toEqual(expect.arrayContaining(['department.html', 'projects/__proto__.html', 'projects/toString.html']));
  const second = NAMES.at(NAMES.indexOf('toString') - 1) ?? '';
  const text = written.get('department.html')?.toString().replace(/<\/?span\b[^>]*>/g, '');
  expect(text).toContain(`valueOf-${second}（toString）`);
  const compared = [await inProcess(['diff', '--root', root, 'HEAD', '--format', 'json'])];
  await commit(root);
  await rename(join(root, 'data/2024/constructor'), join(root, 'data/2024/valueOf'));
  await edit(join(root, DEPARTMENT, 'projects/08-卫生健康.yaml'), text => text.replace(/单位: .*/, '单位: constructor'));
  for (const format of ['pretty', 'markdown', 'json', 'html']) compared.push(await inProcess(['diff', '--root', root, 'HEAD', '--format', format]));
  expect(compared.map(({ code, stderr }) => ({ code, stderr }))).toEqual(compared.map(() => ({ code: 0, stderr: '' })));
  expect(compared[3]?.stdout).toContain('"renamedFrom": "data/2024/constructor"');
  for (const { stdout } of [checked, built, ...compared]) expect(stdout).not.toMatch(/native code|\[object /);
  for (const bytes of written.values()) expect(bytes.toString()).not.toMatch(/native code|\[object /);
});

test.each(NAMES)('no field of a layout may be called %s', (name) => {
  const files = readSchemas(REPOSITORY);
  const spoilt = files.map((file) => {
    if (!file.path.endsWith('/project.schema.json')) return file;
    const schema = JSON.parse(file.text) as Schema;
    // An own property also where the name is `__proto__`.
    Object.defineProperty(schema.properties, name, { value: { type: 'string' }, enumerable: true });
    return { ...file, text: JSON.stringify(schema) };
  });
  const detail = expect.stringContaining(`栏目不能叫“${name}”，这个名称程序自己要用`) as string;
  expect(() => new Layouts(spoilt).kinds(SHIPPED)).toThrow(expect.objectContaining({ details: [detail] }));
});
