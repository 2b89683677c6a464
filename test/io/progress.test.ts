import { afterEach, expect, test, vi } from 'vitest';
import { createProgress } from '../../src/io/progress.js';
import { createTerminal } from '../../src/io/terminal.js';
import { widthOf } from '../../src/model/width.js';
import { Screen } from '../support/screen.js';

const LONG = 'data/2024/沙坪坝街道/projects/03-一般性项目-办公设备采购及维护-第二批-补充';

afterEach(() => void vi.unstubAllEnvs());

/** A run on a terminal, with a clock that is moved by hand. */
function onScreen(columns = 80, colour = false) {
  const screen = new Screen(columns);
  const terminal = createTerminal(screen, screen, colour);
  const clock = { now: 0 };
  return { screen, terminal, clock, progress: createProgress(terminal, false, () => clock.now) };
}

test('shows the counts, the rate, what is left and the name, cut at its end', () => {
  const { screen, clock, progress } = onScreen();
  progress.start(40);
  expect(screen.lines).toEqual(['印制 [                ] 0/40']);
  for (let step = 0; step < 10; step += 1) {
    clock.now += 400;
    progress.step(LONG);
  }
  expect(screen.lines).toEqual(['印制 [####            ] 10/40，2.5 张/秒，还要 12 秒，沙坪坝街道 03-一般性项目…']);
  progress.stop();
  expect(screen.lines).toEqual(['']);
});

test.each([120, 80, 60, 40, 20, 8])('is one line on a terminal of %i columns, whatever the name', (columns) => {
  const { screen, clock, progress } = onScreen(columns);
  progress.start(12_000);
  for (const name of [LONG, '𠮷'.repeat(60), '👨‍👩‍👧'.repeat(40), '', 'é'.repeat(200), '\u001B[2J\n甲']) {
    clock.now += 7000;
    progress.step(name);
    expect(screen.lines).toHaveLength(1);
    expect(widthOf(screen.lines[0] ?? '')).toBeLessThan(columns);
    expect(screen.lines[0]).not.toMatch(/\p{Cs}/u);
  }
  if (columns >= 60) expect(screen.lines[0]).toContain('还要 1399 分 18 秒');
});

test.each([['with colour', true], ['without', false]])('a note is not written over, %s', (_how, colour) => {
  const { screen, terminal, clock, progress } = onScreen(80, colour);
  progress.start(3);
  clock.now += 1000;
  progress.step(LONG);
  terminal.note('浏览器出了问题，重印 一般性项目');
  terminal.out('另一行');
  expect(screen.lines.slice(0, 2)).toEqual(['浏览器出了问题，重印 一般性项目', '另一行']);
  expect(screen.lines[2]).toMatch(/^印制 \[##### +\] 1\/3，1\.0 张\/秒，还要 2 秒，沙坪坝街道 03/);
  terminal.note('长'.repeat(100));
  progress.stop();
  terminal.out('完成');
  expect(screen.lines).toEqual(['浏览器出了问题，重印 一般性项目', '另一行', '长'.repeat(40), '长'.repeat(40), '长'.repeat(20), '完成', '']);
});

test('draws at most ten times a second, and always the last', () => {
  const { screen, clock, progress } = onScreen();
  const write = vi.spyOn(screen, 'write');
  progress.start(1000);
  for (let step = 0; step < 1000; step += 1) {
    clock.now += 1;
    progress.step('甲');
  }
  expect(write.mock.calls.length).toBeLessThan(15);
  expect(screen.lines[0]).toContain('1000/1000');
});

test.each(['pipe', 'dumb'])('writes plain lines where nothing can be written over: %s', (where) => {
  vi.stubEnv('TERM', where === 'dumb' ? 'dumb' : 'xterm');
  let text = '';
  const stream = { isTTY: where === 'dumb', columns: 80, write: (chunk: string) => ((text += chunk), true) };
  const progress = createProgress(createTerminal(stream, stream, false), false);
  progress.start(100);
  for (let step = 0; step < 100; step += 1) progress.step('甲');
  progress.stop();
  expect(text).toBe(`印制 100 张表\n${Array.from({ length: 10 }, (_, tenth) => `已印 ${tenth + 1}0/100\n`).join('')}`);
});
