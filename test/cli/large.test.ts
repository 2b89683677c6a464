import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Pdf } from '../support/pdf.js';
import { DEPARTMENT, edit, jixiao, PROJECT, smallRoot } from '../support/run.js';

/* Forms and departments larger than any real one. */

test('a form of nearly 256 KB: its text fills 25 pages, with 1,000 indicators: all of it is there, and in the volume', async () => {
  const root = await smallRoot();
  const sentence = '及时对单位现存办公设备进行盘查清点，建立台账，汇总梳理并按文件要求进行设备采购。';
  const prose = (field: string): string => `${field}: |\n  ${sentence.repeat(370)}\n`;
  const indicators = Array.from({ length: 1000 }, (_, index) =>
    `  - 一级: 产出\n    二级: 数量\n    名称: 第${index + 1}项\n` +
    `    权重: 0.09\n    单位: 次\n    性质: ≥\n    指标值: ${index}\n`);
  await edit(join(root, PROJECT), text =>
    text.replace(/项目概况:[^]*/, `${prose('项目概况')}${prose('立项依据')}${prose('绩效目标')}绩效指标:\n${indicators.join('')}`));
  const { code, stdout } = await jixiao(['build', '--root', root, '--no-cache']);
  expect(stdout).not.toContain('错误');
  expect(code).toBe(0);
  const out = join(root, 'out/2024/沙坪坝街道');
  const pdf = new Pdf(await readFile(join(out, 'projects/03-一般性项目-设备采购类.pdf')));
  expect(pdf.pages).toBeGreaterThan(60);
  const pages = Array.from({ length: pdf.pages }, (_, page) => pdf.text(page));
  expect(pages.filter(text => text.includes('及时对单位')).length).toBeGreaterThanOrEqual(25);
  const text = pages.join('');
  for (const number of [1, 500, 1000]) expect(text).toContain(`（第${number}项）0.09次≥${number - 1}`);
  expect(text).toContain(`第${pdf.pages}页共${pdf.pages}页`);
  const volume = new Pdf(await readFile(join(out, 'volume.pdf')));
  expect(volume.pages).toBe(pdf.pages + 5);
});

test('a department with 300 projects', async () => {
  const root = await smallRoot();
  const project = await readFile(join(root, PROJECT), 'utf8');
  for (let number = 100; number < 398; number += 1) {
    const path = join(root, DEPARTMENT, `projects/${number}-同.yaml`);
    await writeFile(path, project.replace('设备采购类', `第${number}批`));
  }
  await edit(join(root, DEPARTMENT, 'department.yaml'), text => text.replace('5.08', '1197.08'));
  const { code, stdout } = await jixiao(['build', '--root', root, '--no-cache', '--format', 'pdf']);
  expect(code).toBe(0);
  expect(stdout).toContain('完成：302 份文档（新增 302');
  const volume = new Pdf(await readFile(join(root, 'out/2024/沙坪坝街道/volume.pdf')));
  expect(volume.pages).toBeGreaterThan(301 + 10);
  expect(volume.text(0)).toContain('301张表，300个项目，预算合计1197.08万元');
});
