import { chmod, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEPARTMENT, edit, filesOf, inProcess, PROJECT, realRoot, type Run } from '../support/run.js';

const fix = (root: string, ...args: string[]): Promise<Run> => inProcess(['check', '--root', root, '--fix', ...args]);

/** A root with one English comma, in a form that is otherwise as it should be. */
async function rootWithComma(change = (text: string): string => text): Promise<string> {
  const root = await realRoot();
  await edit(join(root, PROJECT), text =>
    change(text.replace('机关办公', '机关,办公').replace(/立项依据: .*/, '立项依据: 沙委办〔2014〕61号')));
  return root;
}

test('what is mechanical is put right and told, comments and layout stay, a second run finds nothing', async () => {
  const root = await rootWithComma(text => text.replace('绩效目标: |', '绩效目标:   |  # 机关,办公'));
  const before = await readFile(join(root, PROJECT), 'utf8');
  const { code, stdout } = await fix(root, PROJECT);
  expect(code).toBe(0);
  expect(stdout).toContain('  13:7 保证机关,办公运行顺利开展 → 保证机关，办公运行顺利开展');
  expect(stdout).toContain('改了 1 个文件，1 处');
  expect(await readFile(join(root, PROJECT), 'utf8')).toBe(before.replace('保证机关,办公', '保证机关，办公'));
  const files = await filesOf(root);
  const second = await fix(root, PROJECT);
  expect(second.stdout).toContain('没有可以自动改的');
  expect(await filesOf(root)).toEqual(files);
});

test('a file with byte order mark and CRLF changes in the fixed characters only, and keeps its mode', async () => {
  const root = await rootWithComma(text => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
  await chmod(join(root, PROJECT), 0o640);
  const before = await readFile(join(root, PROJECT), 'utf8');
  expect((await fix(root, PROJECT)).code).toBe(0);
  expect(await readFile(join(root, PROJECT), 'utf8')).toBe(before.replace('机关,', '机关，'));
  expect((await stat(join(root, PROJECT))).mode & 0o777).toBe(0o640);
});

test('several fixes on one line, brackets and quotes', async () => {
  const root = await rootWithComma(text => text
    .replace(/项目概况: .*/, '项目概况: "购置(电脑,打印机),尽快."')
    .replace(/立项依据: .*/, "立项依据: '沙委办〔2014〕61号,另见:附件'"));
  expect((await fix(root, PROJECT)).stdout).toContain('改了 1 个文件，8 处');
  const text = await readFile(join(root, PROJECT), 'utf8');
  expect(text).toContain('项目概况: "购置（电脑，打印机），尽快。"\n');
  expect(text).toContain("立项依据: '沙委办〔2014〕61号，另见：附件'\n");
});

test.each([
  ['"\\u8D2D置,打印机"', '"\\u8D2D置,打印机"'],
  ["'它''s 购置,打印机'", "'它''s 购置,打印机'"],
])('what YAML spells otherwise is left and still reported: %s', async (typed, kept) => {
  const root = await rootWithComma(text => text.replace(/项目概况: .*/, () => `项目概况: ${typed}`));
  const { stdout } = await fix(root, PROJECT);
  expect(stdout).toContain('改了 1 个文件，1 处');
  expect(stdout).toContain('中文里用了英文逗号');
  expect(await readFile(join(root, PROJECT), 'utf8')).toContain(`项目概况: ${kept}\n`);
});

test('only the files that were named are changed; a waived finding stays', async () => {
  const root = await rootWithComma(text => text.replace('绩效目标: |', '绩效目标: | # waive ascii-punctuation: 原文如此'));
  const before = await filesOf(root);
  const { code, stdout } = await fix(root, PROJECT);
  expect([code, stdout]).toEqual([0, expect.stringContaining('没有可以自动改的')]);
  expect(await filesOf(root)).toEqual(before);
});

test('problems that remain are reported and decide the exit code; JSON stays JSON', async () => {
  const root = await rootWithComma(text => text.replace('权重: 25', '权重: 24'));
  const { code, stdout, stderr } = await fix(root, '--format', 'json', PROJECT);
  expect(code).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
  expect(diagnostics.map(one => one.code)).toContain('weights-total');
  expect(diagnostics.map(one => one.code)).not.toContain('ascii-punctuation');
  expect(stderr).toContain('改了 1 个文件，1 处');
});

test('a read-only file stops the run before anything is written', async () => {
  const root = await rootWithComma();
  await chmod(join(root, PROJECT), 0o444);
  const before = await filesOf(root);
  const { code, stdout, stderr } = await fix(root);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`写不了 ${PROJECT}（只读）`);
  expect(stderr).toContain('一个文件也没有改');
  expect(stderr).not.toContain('    at ');
  expect(await filesOf(root)).toEqual(before);
});

test('a form that is a link is reported, not written through', async () => {
  const root = await rootWithComma();
  await mkdir(join(root, 'elsewhere'));
  await rename(join(root, PROJECT), join(root, 'elsewhere/a.yaml'));
  await symlink(join(root, 'elsewhere/a.yaml'), join(root, PROJECT));
  const before = await readFile(join(root, 'elsewhere/a.yaml'));
  const { code, stdout } = await fix(root, PROJECT);
  expect([code, stdout]).toEqual([1, expect.stringContaining('file/link')]);
  expect(await readFile(join(root, 'elsewhere/a.yaml'))).toEqual(before);
});

test('text that would play with the terminal is shown harmless, and no temporary file is left', async () => {
  const root = await rootWithComma(text => text.replace(/项目概况: .*/, '项目概况: \u009B2J购置,\u202E打印机'));
  const { stdout } = await fix(root, PROJECT);
  expect(stdout).toContain('�2J购置，');
  expect(stdout).not.toMatch(/[\u009B\u202E]/);
  expect((await readdir(join(root, DEPARTMENT, 'projects'))).filter(name => !/^\d\d-.*\.yaml$/.test(name))).toEqual([]);
});

test('a file with an error of syntax is left as it is, the others are put right', async () => {
  const root = await rootWithComma();
  await writeFile(join(root, PROJECT.replace('03-', '18-')), '专项资金名称 设备,采购\n');
  const { code, stdout } = await fix(root);
  expect(code).toBe(1);
  expect(stdout).toMatch(/改了 \d+ 个文件，\d+ 处/);
  expect(await readFile(join(root, PROJECT), 'utf8')).toContain('机关，办公');
  expect(await readFile(join(root, PROJECT.replace('03-', '18-')), 'utf8')).toBe('专项资金名称 设备,采购\n');
});
