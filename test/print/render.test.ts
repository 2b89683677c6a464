import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { jixiao, REPOSITORY, smallRoot } from '../support/run.js';

const BROKEN: [name: string, file: string, from: string, to: string, where: string, problem: string][] = [
  ['an expression', 'partials/project-form.hbs', '{{name}}', '{{nmae}}', '第 11 行', '没有名为“nmae”的内容'],
  ['a name that every object inherits', 'partials/project-form.hbs', '{{name}}', '{{toString}}', '第 11 行', '没有名为“toString”的内容'],
  ['a label', 'partials/project-form.hbs', '{{labels.own}}', '{{labels.onw}}', '第 18 行', '没有名为“onw”的内容'],
  ['#each', 'partials/indicators.hbs', '{{#each rows}}', '{{#each rwos}}', 'rwos', '没有名为“rwos”的内容'],
  ['#if', 'partials/indicators.hbs', '{{#if isNumber}}', '{{#if isNumbr}}', 'isNumbr', '没有名为“isNumbr”的内容'],
  ['a partial’s context', 'partials/project-form.hbs', '{{> indicators indicators}}', '{{> indicators indicatrs}}', 'indicatrs', '没有名为“indicatrs”的内容'],
  ['a partial', 'partials/project-form.hbs', '{{> indicators indicators}}', '{{> indicator indicators}}', 'project.hbs', '没有部分模板 templates/partials/indicator.hbs'],
  ['a helper', 'partials/project-form.hbs', '{{name}}', '{{upper name}}', '.hbs', 'upper'],
  ['data of a block', 'partials/indicators.hbs', '{{weight}}', '{{@indx}}', 'indicators.hbs', '没有 @indx'],
  ['named arguments', 'partials/project-form.hbs', '{{> prose goal}}', '{{> prose x=goal}}', 'project-form.hbs', '名称=值'],
  ['unescaped text', 'partials/project-form.hbs', '{{name}}', '{{{name}}}', 'project-form.hbs', '三个大括号'],
  ['an open block', 'partials/indicators.hbs', '{{/each}}', '', 'indicators.hbs', '写法有错'],
];

test.each(BROKEN)('reports a template with a mistake in %s', async (_, file, from, to, where, problem) => {
  const root = await smallRoot();
  await mkdir(join(root, 'templates/partials'), { recursive: true });
  const text = await readFile(join(REPOSITORY, 'templates', file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(root, 'templates', file), text.replace(from, to));
  const { code, stderr } = await jixiao(['build', '--root', root, '--format', 'html']);
  expect(stderr).toContain('模板 templates/');
  expect(stderr).toContain(where);
  expect(stderr).toContain(problem);
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(2);
});
