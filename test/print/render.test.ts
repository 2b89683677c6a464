import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTemplates } from '../../src/io/program.js';
import { createRenderer } from '../../src/print/render.js';
import { viewForm } from '../../src/print/views/form.js';
import { must } from '../../src/model/must.js';
import { UserError } from '../../src/model/user-error.js';
import { shippedDepartment } from '../support/layouts.js';
import { inProcess, REPOSITORY, smallRoot } from '../support/run.js';

const PROJECT = 'shapingba/project.hbs';
const INDICATORS = 'partials/joined.hbs';
const BROKEN: [name: string, file: string, from: string, to: string, where: string, problem: string][] = [
  ['an expression', PROJECT, '{{department}}', '{{departmnet}}', '第 2 行', '没有名为“departmnet”的内容'],
  ['a name that every object inherits', PROJECT, '{{department}}', '{{toString}}', '第 2 行', '没有名为“toString”的内容'],
  ['a label', INDICATORS, '{{item}}', '{{itme}}', '第 6 行', '没有名为“itme”的内容'],
  ['#each', INDICATORS, '{{#each rows}}', '{{#each rwos}}', 'rwos', '没有名为“rwos”的内容'],
  ['#if', INDICATORS, '{{#if isNumber}}', '{{#if isNumbr}}', 'isNumbr', '没有名为“isNumbr”的内容'],
  ['a partial’s context', PROJECT, '{{> joined 绩效指标}}', '{{> joined 绩效指杯}}', '绩效指杯', '没有名为“绩效指杯”的内容'],
  ['a partial', PROJECT, '{{> prose 项目概况}}', '{{> porse 项目概况}}', 'project.hbs', '第 20 行：没有部分模板 porse'],
  ['a helper', PROJECT, '{{department}}', '{{upper department}}', '.hbs', 'upper'],
  ['data of a block', INDICATORS, '{{class}}', '{{@indx}}', 'joined.hbs', '没有 @indx'],
  ['named arguments', PROJECT, '{{> prose 绩效目标}}', '{{> prose x=绩效目标}}', 'project.hbs', '名称=值'],
  ['unescaped text', PROJECT, '{{department}}', '{{{department}}}', 'project.hbs', '三个大括号'],
  ['a helper that prints to the log', PROJECT, '{{department}}', '{{log "::error::x"}}', '.hbs', 'log'],
  ['an inline partial', PROJECT, '{{department}}', '{{#*inline "x"}}{{/inline}}', 'project.hbs 第 2 行', '不能用 {{#* …}}'],
  ['loops in loops', PROJECT, '{{department}}', '{{#each @root.page}}'.repeat(24) + '{{/each}}'.repeat(24), 'project.hbs', '印出来没有尽头'],
  ['blocks in blocks', PROJECT, '{{department}}', '{{#if page}}'.repeat(1000) + '{{/if}}'.repeat(1000), 'project.hbs', '套了 64 层以上'],
  ['its length', PROJECT, '{{department}}', '{{department}}'.repeat(5000), 'project.hbs', '太长'],
  ['an open block', INDICATORS, '{{/each}}\n    </tr>', '\n    </tr>', 'joined.hbs', '写法有错'],
];

test.each(BROKEN)('a template with a mistake in %s is told as such', (_, file, from, to, where, problem) => {
  const templates = readTemplates(REPOSITORY).map((template) => {
    if (template.path !== `templates/${file}`) return template;
    expect(template.text).toContain(from);
    return { ...template, text: template.text.replace(from, to) };
  });
  const department = shippedDepartment();
  const [project] = department.projects;
  let told: unknown;
  try {
    const render = createRenderer(templates);
    if (project) render('form', viewForm(project, department));
  } catch (error) {
    told = error;
  }
  expect(told).toBeInstanceOf(UserError);
  const { message } = told as UserError;
  expect(message).toContain('模板 templates/');
  expect(message).toContain(where);
  expect(message).toContain(problem);
});

test('text of the data is text in the page, whatever signs it has', () => {
  const department = shippedDepartment();
  const view = viewForm(must(department.projects[0], 'a project'), department);
  const hostile = { ...view, department: '<b title="x">&amp;\'' };
  const html = createRenderer(readTemplates(REPOSITORY))('form', hostile);
  expect(html).toContain('&lt;b title&#x3D;&quot;x&quot;&gt;&amp;amp;&#x27;');
  expect(html).not.toContain('<b title');
});

test('partials that each use the next one twice are given up, a partial block in itself too', () => {
  const [project] = shippedDepartment().projects;
  const chain = Array.from({ length: 30 }, (_, index) =>
    [`partial${index}`, index === 29 ? '<p>甲</p>' : `{{> partial${index + 1} this}}`.repeat(2)] as const);
  // 16,384 pieces only, of 10,000 characters each.
  const long = Array.from({ length: 15 }, (_, index) =>
    [`partial${index}`, index === 14 ? `<p>${'甲'.repeat(10_000)}</p>` : `{{> partial${index + 1} this}}`.repeat(2)] as const);
  const block = ['partial0', `${'{{#> twice this}}'.repeat(30)}<p>甲</p>${'{{/twice}}'.repeat(30)}`] as const;
  for (const partials of [chain, long, [block, ['twice', '{{> @partial-block}}'.repeat(2)] as const]]) {
    const bombs = partials.map(([name, text]) => ({ name: `partials/${name}`, path: `templates/partials/${name}.hbs`, text }));
    const templates = readTemplates(REPOSITORY).map(one => (
      one.path === `templates/${PROJECT}` ? { ...one, text: one.text.replace('{{department}}', '{{> partial0 this}}') } : one));
    const render = createRenderer([...templates, ...bombs]);
    expect(() => render('form', viewForm(must(project, 'a project'), shippedDepartment()))).toThrow('没有尽头');
  }
});

test('a build with such a template writes nothing and says so without a stack', async () => {
  const root = await smallRoot();
  await mkdir(join(root, 'templates/shapingba'), { recursive: true });
  const text = await readFile(join(REPOSITORY, 'templates', PROJECT), 'utf8');
  await writeFile(join(root, 'templates', PROJECT), text.replace('{{department}}', '{{departmnet}}'));
  const { code, stderr } = await inProcess(['build', '--root', root, '--format', 'html']);
  expect(stderr).toContain('模板 templates/shapingba/project.hbs 第 2 行：没有名为“departmnet”的内容');
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(2);
});
