import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { globSync } from 'glob';
import { expect, test } from 'vitest';
import { parse } from '../src/load/parse.js';
import { Source } from '../src/model/source.js';
import { inProcess, REPOSITORY } from './support/run.js';

/*
 * Editors take the schemas as plain JSON Schema: what a layout says beside a `$ref` is added to what the core says, and
 * cannot take anything of it back. So every file that the program takes must fit the schema in that reading too.
 */

const read = (path: string): object => JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8')) as object;

const files = ['data', ...globSync('test/fixtures/layouts/*/data', { cwd: REPOSITORY })]
  .flatMap(folder => globSync(`${folder}/**/*.yaml`, { cwd: REPOSITORY })).sort();

test('there are files of all layouts', () => {
  expect(files.length).toBeGreaterThan(30);
});

test.each(files)('%s fits the schema that it names, as an editor reads it', (file) => {
  const source = new Source(file, readFileSync(join(REPOSITORY, file)));
  const named = /\$schema=(\S+)/.exec(source.text)?.[1] ?? '';
  const path = join(dirname(file), named);
  expect(path).toMatch(/^(?:test\/fixtures\/layouts\/[a-z]+\/)?schemas\/(?:[a-z]+\/)?[a-z-]+\.schema\.json$/);
  const isShared = path.endsWith('/scheme.schema.json');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(read('schemas/core.schema.json'), 'file:///schemas/core.schema.json');
  const schema = { ...read(isShared ? 'schemas/scheme.schema.json' : path), $id: 'file:///schemas/x/form.schema.json' };
  const validate = ajv.compile(schema);
  validate(parse(source).data);
  expect(validate.errors ?? []).toEqual([]);
});

interface Task {
  label: string;
  command: string;
  problemMatcher: { severity: string; pattern: { regexp: string } }[] | object;
}

test('a pattern of the tasks 检查 and 生成 matches each line of the report, by rank', async () => {
  const { tasks } = read('.vscode/tasks.json') as { tasks: Task[] };
  expect(tasks.map(({ label }) => label)).toEqual(['检查', '生成', '边改边看']);
  const { scripts } = read('package.json') as { scripts: Record<string, string> };
  const named = tasks.flatMap(({ command }) => [...command.matchAll(/npm run (?:-s )?([\w-]+)/g)]).map(([, name]) => name);
  expect(named).toEqual(['check', 'check', 'build', 'watch']);
  for (const name of named) expect(scripts).toHaveProperty(name ?? '');
  expect(tasks[1]?.problemMatcher).toEqual(tasks[0]?.problemMatcher);
  expect(tasks[1]?.command.split('; ')[0]).toBe(tasks[0]?.command);
  const matchers = tasks[0]?.problemMatcher as { severity: string; pattern: { regexp: string } }[];
  const args = tasks[0]?.command.split(' -- ')[1]?.split(' ') ?? [];
  const { stdout } = await inProcess(['check', '--root', REPOSITORY, '--rank', '全部', ...args]);
  const lines = stdout.trim().split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThan(100);
  const found = new Set<string>();
  for (const line of lines) {
    const matching = matchers.filter(({ pattern }) => new RegExp(pattern.regexp).test(line));
    expect(matching.map(({ severity }) => severity), line).toHaveLength(1);
    for (const { severity } of matching) found.add(severity);
  }
  expect([...found].sort()).toEqual(['info', 'warning']);
  const [error] = matchers;
  expect('data/2024/甲/department.yaml:3:5: 错误: 不是 [数] → 改正 [yaml/empty]').toMatch(new RegExp(error?.pattern.regexp ?? '^$'));
});

/** Every object in a file of JSON, with its place. */
function* objectsIn(value: unknown, place = ''): Iterable<[place: string, found: Record<string, unknown>]> {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield [place, value as Record<string, unknown>];
  for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, `${place}/${key}`);
}

const SCHEMAS = globSync('schemas/**/*.json', { cwd: REPOSITORY }).sort();

/** What stands in a file of JSON Schema as a schema of something: its type is named. */
function* schemasIn(path: string): Iterable<[place: string, schema: Record<string, unknown>]> {
  for (const [place, found] of objectsIn(read(path))) {
    const isSchema = typeof found.type === 'string' || Array.isArray(found.type);
    if (isSchema && !/\/(?:examples|default|defaultSnippets)\//.test(place)) yield [`${path}${place}`, found];
  }
}

test('editors say in Chinese what is wrong with a pattern, a word, a number, a text, a list, a group', () => {
  expect(SCHEMAS.length).toBeGreaterThan(3);
  let count = 0;
  for (const path of SCHEMAS) {
    for (const [place, schema] of schemasIn(path)) {
      const { patternHint, patternErrorMessage, enumDescriptions, errorMessage, ...field } = schema;
      count += 1;
      expect(patternErrorMessage, place).toBe(patternHint);
      if (enumDescriptions) expect(enumDescriptions, place).toHaveLength((field.enum as string[]).length);
      // Editors join what stands beside a `$ref` with what it leads to, which has the message.
      if (field.$ref === undefined || field.enum) expect(errorMessage, place).toMatch(/\p{Script=Han}/u);
      // One message for what is missing and what is unknown: it has to name all.
      if (field.additionalProperties !== false) continue;
      const required = (field.required ?? []) as string[];
      const others = Object.keys(field.properties ?? {}).filter(name => !required.includes(name));
      if (required.length) expect(errorMessage, place).toContain(`要有：${required.join('、')}`);
      if (others.length) expect(errorMessage, place).toContain(`可以有：${others.join('、')}；没有别的栏目`);
    }
  }
  expect(count).toBeGreaterThan(140);
});

test('a field that narrows a concept has examples beside it: without, editors write its name without a colon', () => {
  const plain = new Set(['$ref', 'title', 'description', 'examples']);
  const fields = ['department', 'project'].flatMap(kind => [...objectsIn(read(`schemas/shapingba/${kind}.schema.json`))]);
  const narrowed = fields.filter(([, { $ref, properties, items, ...more }]) =>
    $ref !== undefined && !properties && !items && Object.keys(more).some(key => !plain.has(key)));
  expect(narrowed.length).toBeGreaterThan(8);
  for (const [place, { examples }] of narrowed) expect(examples, place).toBeDefined();
});

test.each(['department', 'project'])('%s: there is a snippet for an indicator of each class of the scheme', (kind) => {
  const scheme = parse(new Source('', readFileSync(join(REPOSITORY, 'data/2024/scheme.yaml')))).data;
  const classes = Object.entries((scheme as { 指标体系: Record<string, string[]> }).指标体系)
    .flatMap(([first, below]) => (below.length ? below.map(second => [first, second]) : [[first, undefined]]));
  const snippets = [...objectsIn(read(`schemas/shapingba/${kind}.schema.json`))]
    .flatMap(([, found]) => (found.defaultSnippets ?? []) as { label: string; body: Record<string, string> }[])
    .filter(({ label }) => label.startsWith('新指标'));
  expect(snippets.map(({ body }) => [body.一级, body.二级])).toEqual(classes);
});
