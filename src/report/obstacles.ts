import type { Obstacle } from '../model/obstacle.js';
import { visible } from '../model/visible.js';
import { oneLine } from './text.js';

/** Returns why there is no public version: each place, and what to do about it. */
export function obstacleText(obstacles: readonly Obstacle[]): string {
  const lines = obstacles.flatMap(({ file, at, message, hint, undecided }) => [
    `${visible(file)}${at ? `:${at.line}:${at.column}` : ''} ${oneLine(message)}${undecided === undefined ? '' : ` ${undecided}`}`,
    ...hint === undefined ? [] : [`  → ${oneLine(hint)}`],
  ]);
  const open = obstacles.filter(({ undecided }) => undecided !== undefined);
  const answers = open.length ? ['→ 有个人信息的，每一处选一种办法：', ...ANSWERS.map(answer => `  ${answer}`)] : [];
  return [...lines, ...answers, `没有写公开版：还有 ${obstacles.length} 处要先定下来`].join('\n');
}

/** Returns why the public version is not ready: files in its folder that are none of it. */
export function strangersText(paths: readonly string[]): string {
  return [
    `公开版的文件夹里还有 ${paths.length} 个不属于公开版的文件（不是这样写出来的，或写出以后改过、现在不公开了）：`,
    ...paths.map(path => `  ${visible(path)}`),
    '→ 删去这些文件再运行，或用 --out 换一个空文件夹；在这以前不要公开这个文件夹',
  ].join('\n');
}

const ANSWERS = [
  '遮住：把完整的姓名或号码写进口径（scheme.yaml）的“公开”下面的“遮盖”',
  '这一栏不公开：把栏目名称写进口径的“公开”下面的“内部栏目”',
  '这张表不公开：在表里写“公开: 否”和“不公开理由”',
  '核对过，可以公开：在这一行的末尾或上一行写 # 放行 规则名: 理由',
];
