import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { framesOf } from './support/frame.js';
import { git, gitRoot } from './support/git.js';
import { Pdf } from './support/pdf.js';
import { DEPARTMENT, edit, filesOf, inProcess, PROJECT, REPOSITORY, smallRoot } from './support/run.js';

const GOLDEN = join(REPOSITORY, 'test/golden');
/** Pixels per point: a hairline is one pixel wide. */
const SCALE = 1;
/** Share of pixels that may differ: some anti-aliasing, not a moved line or a missing character. */
const TOLERANCE = 0.001;

/*
 * Pages as they look. When the look changes on purpose, look at the new pictures before committing them:
 *     UPDATE_GOLDEN=1 npx vitest run test/pictures.test.ts
 */
async function expectToLookLike(pdf: Pdf, page: number, name: string): Promise<void> {
  const actual = pdf.picture(page, SCALE);
  const path = join(GOLDEN, `${name}.png`);
  if (process.env.UPDATE_GOLDEN) {
    await mkdir(GOLDEN, { recursive: true });
    await writeFile(path, PNG.sync.write(actual, { colorType: 0 }));
  }
  const golden = PNG.sync.read(await readFile(path));
  expect([actual.width, actual.height]).toEqual([golden.width, golden.height]);
  const difference = new PNG({ width: golden.width, height: golden.height });
  const pixels = pixelmatch(golden.data, actual.data, difference.data, golden.width, golden.height, { threshold: 0.2 });
  expect(pixels / (golden.width * golden.height), `${name} looks different`).toBeLessThan(TOLERANCE);
}

test('the forms look as agreed', async () => {
  const root = await smallRoot();
  expect((await inProcess(['build', '--root', root])).code).toBe(0);
  const out = join(root, 'out/2024/沙坪坝街道');
  await expectToLookLike(new Pdf(await readFile(join(out, 'department.pdf'))), 0, 'department');
  await expectToLookLike(new Pdf(await readFile(join(out, 'projects/03-一般性项目-设备采购类.pdf'))), 0, 'project');
});

test('a form that runs over pages looks as agreed where it breaks', async () => {
  const root = await smallRoot();
  const sentence = '及时对单位现存办公设备进行盘查清点，建立台账，汇总梳理并按文件要求进行设备采购，保证机关办公运行顺利开展。';
  await edit(join(root, PROJECT), text => text.replace(/绩效目标: \|[^]*?绩效指标:/, `绩效目标: |\n  ${sentence.repeat(70)}\n绩效指标:`));
  expect((await inProcess(['build', '--root', root])).code).toBe(0);
  const pdf = new Pdf(await readFile(join(root, 'out/2024/沙坪坝街道/projects/03-一般性项目-设备采购类.pdf')));
  expect(pdf.pages).toBe(3);
  for (const page of [0, 1, 2]) await expectToLookLike(pdf, page, `long-${page + 1}`);
});

test('a redline looks as agreed: old struck through, new underlined, a bar beside changed rows', async () => {
  const root = await gitRoot();
  await edit(join(root, PROJECT), text => text
    .replace('年度预算: 4', '年度预算: 7.5').replace('汇总梳理并按文件要求', '按文件要求').replace('名称: 盘点次数', '名称: 办公设备盘点次数'));
  await git(root, 'tag', '旧版本');
  const args = ['diff', '旧版本', '--root', root, '--format', 'html', '--out', join(root, 'review')];
  expect((await inProcess(args)).code).toBe(0);
  const path = 'review/redline/2024/沙坪坝街道/projects/03-一般性项目-设备采购类.pdf';
  await expectToLookLike(new Pdf(await readFile(join(root, path))), 0, 'redline');
});

/** All lines are 0.75 pt wide, and can be seen in a small picture too. */
function expectFrames(name: string, bytes: Uint8Array, least: number, wanted?: readonly number[]): void {
  const pdf = new Pdf(bytes);
  let framed = 0;
  for (const page of wanted ?? Array.from({ length: pdf.pages }, (_, index) => index + 1)) {
    const [high, low] = framesOf(pdf, page - 1, 600, 70) ?? [];
    if (!high || !low) continue;
    framed += 1;
    for (const [side, thickness] of Object.entries(high)) {
      expect(thickness, `${name}, page ${page}, ${side}`).toBeGreaterThan(5.7);
      expect(thickness, `${name}, page ${page}, ${side}`).toBeLessThan(6.8);
    }
    for (const [side, thickness] of Object.entries(low)) {
      expect(thickness, `${name}, page ${page}, ${side} at 70 dpi`).toBeGreaterThan(0.6);
    }
  }
  expect(framed, name).toBeGreaterThanOrEqual(least);
}

test('the four lines around every table are equally wide, on every page of every kind of document', async () => {
  const root = await gitRoot();
  const base = await git(root, 'rev-parse', 'HEAD');
  const sentence = '及时对单位现存办公设备进行盘查清点，建立台账，汇总梳理并按文件要求进行设备采购，保证机关办公运行顺利开展。';
  const row = (index: number): string =>
    `  - 一级: 产出\n    二级: 数量\n    名称: 盘点第${index}类设备次数\n    权重: 1\n    单位: 次\n    性质: ≥\n    指标值: ${index + 1}\n`;
  // Pages that break within prose, and pages that break between rows.
  await edit(join(root, PROJECT), text => text.replace(/绩效目标: \|[^]*?绩效指标:/, `绩效目标: |\n  ${sentence.repeat(80)}\n绩效指标:`));
  const ofRows = `${DEPARTMENT}/projects/10-市政环卫管护.yaml`;
  await edit(join(root, ofRows), text => text.replace(/绩效指标:[^]*/, () =>
    `绩效指标:\n${Array.from({ length: 60 }, (_, index) => row(index)).join('')}  - 一级: 满意度\n    名称: 居民满意度\n    权重: 30\n    单位: '%'\n    性质: ≥\n    指标值: 95\n`));
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/另一街道'), { recursive: true });
  expect((await inProcess(['build', '--root', root])).code).toBe(0);
  const out = await filesOf(join(root, 'out/2024'));
  const pdf = (path: string): Uint8Array => out.get(path) ?? new Uint8Array();
  expectFrames('department form', pdf('沙坪坝街道/department.pdf'), 1);
  expectFrames('project form', pdf('沙坪坝街道/projects/08-卫生健康.pdf'), 1);
  expectFrames('form broken within prose', pdf('沙坪坝街道/projects/03-一般性项目-设备采购类.pdf'), 3);
  expectFrames('form broken between rows', pdf('沙坪坝街道/projects/10-市政环卫管护.pdf'), 3);
  // The overview, the department form and a few projects: the others are the same forms.
  expectFrames('volume of a department', pdf('沙坪坝街道/volume.pdf'), 4, [3, 4, 5, 7, 8]);
  expectFrames('volume of a year', pdf('volume.pdf'), 4, [4, 5, 7, 8, 10]);

  const review = join(root, 'review');
  expect((await inProcess(['diff', base, '--root', root, '--format', 'html', '--out', review])).code).toBe(0);
  const redlines = await filesOf(join(review, 'redline/2024/沙坪坝街道/projects'));
  expectFrames('redline', redlines.get('03-一般性项目-设备采购类.pdf') ?? new Uint8Array(), 3);
});
