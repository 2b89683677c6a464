import { expect, test } from 'vitest';
import { widthOf } from '../../src/model/width.js';
import { onTerminal } from '../support/pseudo-terminal.js';
import { DEPARTMENT, emptyFolder, inProcess, REPOSITORY, smallRoot } from '../support/run.js';
import { Screen } from '../support/screen.js';

/* A real pseudo-terminal of 80 columns: the width, the colours and the line of progress are those that a person has. */

const COLOUR = /\u001B\[\d+(?:;\d+)*m/;
const ESCAPE = /\u001B\[[\d;?]*[A-Za-z]/g;

/** Returns what stands between two moves of the cursor to the first column: the lines, and each state of the last. */
const statesOf = (written: string): string[] => written.replace(ESCAPE, '').split(/[\r\n]/);

/** Expects that nothing reaches over the right edge, where a terminal would break it anywhere. */
function expectNarrow(written: string): void {
  for (const line of statesOf(written)) expect(widthOf(line), line).toBeLessThanOrEqual(80);
}

function shown(written: string): string[] {
  const screen = new Screen(80);
  screen.write(written);
  return screen.lines;
}

test('the help of every command is what the tests of help judge, whole, within 80 columns', async () => {
  const commands = ['', 'build', 'check', 'diff', 'watch', 'lsp', 'layouts'].map(name => [name, '--help'].filter(Boolean));
  const pages = await onTerminal(commands.map(args => args.join(' ')));
  for (const [index, args] of commands.entries()) {
    const { written = '', code } = pages[index] ?? {};
    expect(code).toBe(0);
    expectNarrow(written);
    expect(written).toBe((await inProcess(args)).stdout);
  }
});

test.each([['with colour', { NO_COLOR: '' }], ['without', { NO_COLOR: '1' }]])('findings are folded at 80 columns, %s', async (how, env) => {
  const line = `check --root '${REPOSITORY}' '${DEPARTMENT}/projects/06-应急管理工作.yaml'`;
  const [pretty, editor] = await onTerminal([line, ...how === 'without' ? [`${line} --format editor`] : []], { env });
  expect(pretty?.code).toBe(0);
  expectNarrow(pretty?.written ?? '');
  expect(COLOUR.test(pretty?.written ?? '')).toBe(how === 'with colour');
  if (!editor) return;
  // What a program reads stays as it is.
  const lines = statesOf(editor.written).filter(line => line.startsWith('data/'));
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line).toMatch(/^data\/.+\.yaml:\d+:\d+: .+ \[[\w/-]+\]$/);
  expect(lines.some(line => widthOf(line) > 80)).toBe(true);
});

test.each([
  ['with colour', { NO_COLOR: '' }, ''],
  ['without', { NO_COLOR: '1' }, '--format html'],
])('a build shows its progress in one line, above which notes stay whole, %s', async (_how, env, flags) => {
  const [root, out] = [await smallRoot(), await emptyFolder()];
  const line = `build --root '${root}' --out '${out}' --no-cache --no-volume ${flags}`;
  const [{ written, code } = { written: '', code: NaN }] = await onTerminal([line], { env });
  expect(code).toBe(0);
  expectNarrow(written);
  const states = statesOf(written).filter(state => state.startsWith('印制 ['));
  expect(states[0]).toBe('印制 [                ] 0/3');
  expect(states.at(-1)).toMatch(/^印制 \[#{16}\] 3\/3，[\d.]+ 张\/秒，还要 0 秒，沙坪坝街道 0[34]-[^/]*$/);
  // What remains on the screen: notes and results, each a line of its own.
  const lines = shown(written).filter(Boolean);
  expect(lines.at(-1)).toMatch(/^完成：\d+ 份文档（.*），用时 [\d.]+ 秒$/);
  expect(lines.filter(one => one.includes('印制'))).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/^有 \d+ 个提醒，运行 npm run check 逐条查看$/));
});
