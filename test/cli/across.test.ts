import { cp, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitRoot } from '../support/git.js';
import { cleanRoot, DEPARTMENT, edit, inProcess, PROJECT } from '../support/run.js';

/* What is copied from another department or from last year, with the place it was copied from. */

interface Found {
  code: string;
  file: string;
  message: string;
  related?: { file: string; range: { start: { line: number } } }[];
}

async function found(root: string, ...args: string[]): Promise<Found[]> {
  const { stdout } = await inProcess(['check', '--root', root, '--format', 'json', ...args]);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Found[] };
  return diagnostics.filter(({ code }) => code === 'copied-text' || code === 'last-year');
}

const HEALTH = `${DEPARTMENT}/projects/08-卫生健康.yaml`;

test('a project copied from another department is reported at the second, once, with the place of the first', async () => {
  const root = await cleanRoot();
  const other = 'data/2024/区直机关';
  await cp(join(root, DEPARTMENT), join(root, other), { recursive: true });
  const [first, second] = [`${other}/projects/08-卫生健康.yaml`, HEALTH].sort();
  const copies = (await found(root)).filter(({ file }) => file.endsWith('08-卫生健康.yaml'));
  expect(copies.map(({ file, related }) => [file, related?.map(one => [one.file, one.range.start.line])])).toEqual([
    [second, [[first, 13]]],
  ]);
  expect(copies[0]?.message).toContain('（');
  // Of one department alone nobody can say.
  expect(await found(root, DEPARTMENT)).toEqual([]);
  // And it does not keep documents from being printed, whichever department is built.
  const { code, stdout } = await inProcess(['build', '--root', root, '--strict', '--format', 'html']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('完成')]);
});

test('a form that is last year’s with another year in it is reported, in a narrowed run too', async () => {
  const root = await cleanRoot();
  await cp(join(root, 'data/2024'), join(root, 'data/2023'), { recursive: true });
  await edit(join(root, PROJECT), text => text.replace('指标值: 4', '指标值: 6').replace('盘点4次', '盘点6次'));
  await edit(join(root, HEALTH), text => text.replace('  全年更新', '  2024年更新'));
  await edit(join(root, HEALTH.replace('2024', '2023')), text => text.replace('  全年更新', '  2023年更新'));
  const expected = [[`${DEPARTMENT}/department.yaml`, 'data/2023/沙坪坝街道/department.yaml'], [HEALTH, HEALTH.replace('2024', '2023')]];
  for (const args of [[], ['data/2024']]) {
    expect((await found(root, ...args)).map(({ file, related }) => [file, related?.[0]?.file])).toEqual(expected);
  }
  // The project is known by its name, too, where its file was renamed.
  await rename(join(root, HEALTH), join(root, HEALTH.replace('08-', '09-')));
  expect((await found(root)).map(({ file }) => file)).toContain(HEALTH.replace('08-', '09-'));
});

test('a copy that a pull request brings is new, wherever its original stands', async () => {
  const root = await gitRoot();
  await cp(join(root, DEPARTMENT), join(root, 'data/2024/区直机关'), { recursive: true });
  const { stdout } = await inProcess(['check', '--root', root, '--new', 'main', '--format', 'json']);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Found[] };
  const copies = diagnostics.filter(({ code }) => code === 'copied-text');
  const folders = new Set(copies.flatMap(({ file, related = [] }) => [file, ...related.map(one => one.file)])
    .map(file => file.split('/')[2]));
  expect(folders).toEqual(new Set(['区直机关', '沙坪坝街道']));
});

test('a name that others and earlier years write otherwise is told with how often, of all departments together', async () => {
  const root = await cleanRoot();
  await cp(join(root, 'data/2024'), join(root, 'data/2023'), { recursive: true });
  await cp(join(root, 'data/2024/沙坪坝街道'), join(root, 'data/2024/区文旅委'), { recursive: true });
  await edit(join(root, HEALTH), text => text.replace('名称: 健康宣传专栏更新期数', '名称: 更新健康宣传专栏期数'));
  const names = async (...args: string[]): Promise<Found[]> => {
    const { stdout } = await inProcess(['check', '--root', root, '--format', 'json', ...args]);
    return (JSON.parse(stdout) as { diagnostics: Found[] }).diagnostics.filter(({ code }) => code === 'name-differs');
  };
  const [one, ...others] = await names();
  expect(others).toEqual([]);
  expect([one?.file, one?.message]).toEqual([HEALTH, '“更新健康宣传专栏期数”别处叫“健康宣传专栏更新期数”（2 处，如 2023 沙坪坝街道 08-卫生健康）']);
  expect(one?.related?.map(({ file }) => file)).toEqual([HEALTH.replace('2024', '2023')]);
  // A narrowed run reads the department and its year before, and no other.
  expect((await names(DEPARTMENT)).map(({ message }) => message)).toEqual([expect.stringContaining('（1 处，如 2023')]);
});
