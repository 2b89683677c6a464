import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { git, gitRoot } from './support/git.js';
import { Pdf } from './support/pdf.js';
import { edit, jixiao, PROJECT, REPOSITORY, smallRoot } from './support/run.js';

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
  expect((await jixiao(['build', '--root', root])).code).toBe(0);
  const out = join(root, 'out/2024/沙坪坝街道');
  await expectToLookLike(new Pdf(await readFile(join(out, 'department.pdf'))), 0, 'department');
  await expectToLookLike(new Pdf(await readFile(join(out, 'projects/03-一般性项目-设备采购类.pdf'))), 0, 'project');
});

test('a form that runs over pages looks as agreed where it breaks', async () => {
  const root = await smallRoot();
  const sentence = '及时对单位现存办公设备进行盘查清点，建立台账，汇总梳理并按文件要求进行设备采购，保证机关办公运行顺利开展。';
  await edit(join(root, PROJECT), text => text.replace(/绩效目标: \|[^]*?绩效指标:/, `绩效目标: |\n  ${sentence.repeat(70)}\n绩效指标:`));
  expect((await jixiao(['build', '--root', root])).code).toBe(0);
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
  expect((await jixiao(args)).code).toBe(0);
  const path = 'review/redline/2024/沙坪坝街道/projects/03-一般性项目-设备采购类.pdf';
  await expectToLookLike(new Pdf(await readFile(join(root, path))), 0, 'redline');
});
