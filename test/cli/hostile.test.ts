import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupBy } from '../../src/model/group-by.js';
import { cleanRoot, DEPARTMENT, inProcess, PROJECT } from '../support/run.js';

/* Files made to be slow or endless. Each took a minute or more, or gigabytes, or was a crash. */

const SIZE = 100 * 1024;
const fill = (text: string): string => text.repeat(Math.floor(SIZE / Buffer.byteLength(text)));
const count = (line: (number: number) => string): string => {
  const lines: string[] = [];
  for (let size = 0, number = 0; size < SIZE - 40; number += 1) size += Buffer.byteLength(lines[lines.push(line(number)) - 1] ?? '');
  return lines.join('');
};

const FILES: Record<string, string> = {
  quotes: fill('"'),
  openQuotes: fill(': [\n"\n'),
  sameKeys: fill('a: 1\n'),
  keys: count(number => `k${number}: 1\n`),
  blanks: `业务主管部门: 003${' '.repeat(SIZE - 100)}x\n`,
  twoColons: `甲: 乙${' '.repeat(SIZE - 100)}丙: 丁\n`,
  list: `[${fill('a,')}]`,
  commas: `[${fill(',')}]`,
  tabs: fill('\t\n'),
  carriageReturns: fill('\r'),
  anchors: count(number => `- &a${number} x\n`),
  aliases: fill('*a '),
  tags: fill('- !t x\n'),
  dashes: `绩效指标:\n${fill('- \n')}`,
  missingDashes: `绩效指标:\n  - 一级: 甲\n    二级: 乙\n${fill('    一级: 甲\n    二级: 乙\n')}`,
  conflicts: fill('<<<<<<< a\n=======\n>>>>>>> b\n'),
  lostTexts: fill('- x #2\n'),
  lostLines: `甲:\n${fill('  #y\n')}  z\n`,
  deepLists: fill('['),
  deepItems: fill('- '),
  stairs: count(number => `${' '.repeat(number)}a:\n`),
  waivers: `甲: 1\n${fill('# waive blanks: x\n')}`,
  longText: `甲: |\n${fill('  x\n')}`,
  escapes: `甲: "${fill('\\n')}"`,
  digits: `甲: ${fill('9')}`,
  documents: fill('---\n'),
};

test('check reports every one of them in one run, with at most 100 problems of a kind each and how many more there are', async () => {
  const root = await cleanRoot();
  const names = Object.keys(FILES);
  for (const name of names) await writeFile(join(root, DEPARTMENT, `projects/20-${name}.yaml`), FILES[name] ?? '');
  const { code, stdout, stderr } = await inProcess(['check', '--root', root, '--format', 'json']);
  expect(stderr).not.toContain('程序出错');
  expect(code).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { file: string; code: string; message: string }[] };
  for (const name of names) {
    const found = diagnostics.filter(({ file }) => file.endsWith(`/20-${name}.yaml`));
    expect(found.length, name).toBeGreaterThan(0);
    for (const [code, ofKind] of groupBy(found, one => one.code)) expect(ofKind.length, `${name} ${code}`).toBeLessThanOrEqual(101);
  }
  const rest = diagnostics.filter(({ file }) => file.endsWith('20-sameKeys.yaml')).at(-1);
  expect(rest?.message).toMatch(/还有 20\d{3} 处同样的问题，没有一一列出/);
});

test('a file above 256 KB is not read, and the report says so', async () => {
  const root = await cleanRoot();
  const path = join(root, PROJECT);
  const text = await readFile(path, 'utf8');
  const padding = (bytes: number): string => `# ${'x'.repeat(bytes - Buffer.byteLength(text) - 3)}\n`;
  await writeFile(path, padding(256 * 1024) + text);
  expect((await inProcess(['check', '--root', root])).code).toBe(0);
  await writeFile(path, padding(256 * 1024 + 1) + text);
  const { code, stdout } = await inProcess(['check', '--root', root]);
  expect(code).toBe(1);
  expect(stdout).toContain('文件有 257 KB，超过 256 KB，没有读');
});
