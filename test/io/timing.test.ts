import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Timing } from '../../src/io/timing.js';

/** A clock of processor time that only work moves. */
function worker(): { total: () => number; work: (milliseconds: number) => void } {
  let used = 1000;
  return { total: () => used, work: (milliseconds) => { used += milliseconds; } };
}

const processorOf = (timing: Timing): Record<string, number> =>
  Object.fromEntries(timing.steps().map(({ step, processor }) => [step, processor]));

test('work counts for the step that does it, also after it waited while another step ran', async () => {
  const { total, work } = worker();
  const timing = new Timing(true, total);
  const slow = timing.measure('甲', async () => {
    work(1);
    await setImmediate();
    work(10);
    await setImmediate();
    work(100);
  });
  const other = timing.measure('乙', async () => {
    work(1000);
    await setImmediate();
    work(10_000);
  });
  await Promise.all([slow, other]);
  work(100_000);
  expect(processorOf(timing)).toEqual({ 甲: 111, 乙: 11_000 });
  expect(timing.total()).toBe(112_111);
});

test('a step within another has its own work, and the outer one goes on', () => {
  const { total, work } = worker();
  const timing = new Timing(true, total);
  const result = timing.measure('外', () => {
    work(1);
    timing.charge('里', () => work(10));
    work(100);
    return '结果';
  });
  expect(result).toBe('结果');
  expect(processorOf(timing)).toEqual({ 外: 101, 里: 10 });
  expect([timing.count('外'), timing.count('里')]).toEqual([1, 0]);
});

test('a step that fails is measured, and its error is the caller’s', async () => {
  const { total, work } = worker();
  const timing = new Timing(true, total);
  const fail = (): never => {
    work(5);
    throw new Error('坏了');
  };
  expect(() => timing.measure('甲', fail)).toThrow('坏了');
  await expect(timing.measure('乙', async () => {
    await setImmediate();
    fail();
  })).rejects.toThrow('坏了');
  expect(processorOf(timing)).toEqual({ 甲: 5, 乙: 5 });
});

test('nothing is measured that nobody asked for', async () => {
  const timing = new Timing(false);
  expect(await timing.measure('甲', () => Promise.resolve(1))).toBe(1);
  expect(timing.charge('乙', () => 2)).toBe(2);
  expect(timing.steps()).toEqual([]);
});
