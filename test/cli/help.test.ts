import { expect, test } from 'vitest';
import { widthOf } from '../../src/model/width.js';
import { inProcess } from '../support/run.js';

const COMMANDS = ['', 'build', 'check', 'diff', 'watch', 'lsp', 'new', 'library', 'layouts'];

test('help is in Chinese, and fits a terminal of 80 columns', async () => {
  const pages: string[] = [];
  for (const command of COMMANDS) {
    const args = [...command ? [command] : [], '--help'];
    const { code, stdout, stderr } = await inProcess(args);
    expect([code, stderr]).toEqual([0, '']);
    for (const line of stdout.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(80);
    expect(stdout).not.toMatch(/usage|options|arguments|commands|default|choices|display|false|\b(?:DIR|PATH|FILE|BASE)\b/i);
    pages.push(`\`jixiao ${args.join(' ')}\`\n\n\`\`\`text\n${stdout.trimEnd()}\n\`\`\`\n`);
  }
  await expect(pages.join('\n')).toMatchFileSnapshot('snapshots/help.md');
});

test.each([
  ['layouts', '还要写 <list|check|vocabulary>'],
  ['diff a b c', '多写了 1 项：命令后面最多写 2 项'],
  ['watch x', '多写了 1 项：命令后面不写别的'],
  ['check --format xml', '命令行写得不对：--format <格式> 写的是“xml”，可以写 pretty、json、github、sarif、editor'],
  ['build --out', '选项 --out <文件夹> 后面要写一个值'],
  ['chek', '没有 chek 这个命令，是不是 check'],
])('a wrong command line is told in Chinese: %s', async (line, message) => {
  const { code, stderr } = await inProcess(line.split(' '));
  expect([code, stderr.split('\n')[0]]).toEqual([2, message]);
});
