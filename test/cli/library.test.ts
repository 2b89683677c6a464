import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { parse } from '../../src/load/parse.js';
import { type LibraryEntry, libraryOf } from '../../src/model/library/library.js';
import type { Use } from '../../src/model/library/use.js';
import { Source } from '../../src/model/source.js';
import { cleanRoot, DEPARTMENT, edit, emptyFolder, inProcess, PROJECT, REPOSITORY } from '../support/run.js';

const use = (name: string, unit: string, target = '5', weight = '10', folder = '甲'): Use =>
  ({ indicator: { level1: '产出指标', level2: '数量', name, unit, operator: '≥', target, weight }, year: '2024', department: folder, folder });
const namesOf = (entries: readonly LibraryEntry[]): string[][] =>
  entries.map(({ names }) => names.map(({ text }) => text));

test.each([
  ['培训人次', '人次', '培训人数', '人'], ['采购设备', '台', '设备采购', '台'], ['开展应急演练', '次', '应急演练次数', '场'],
  ['小区化粪池清掏座数', '座', '小区化粪池的清掏数量', '座'], ['农贸市场保洁数', '个', '农贸市场保洁员数', '个'],
])('%s and %s are one indicator', (one, unit, other, otherUnit) => {
  expect(namesOf(libraryOf([use(one, unit), use(other, otherUnit), use(other, otherUnit)]))).toEqual([[other, one]]);
});

test.each([
  ['培训人数', '人', '培训次数', '次'], ['上级检查次数', '次', '下级检查次数', '次'], ['达标企业数量', '个', '不达标企业数量', '个'],
  ['采购设备金额', '万元', '采购设备', '台'], ['保洁数', '个', '保洁员数', '个'], ['第1期培训', '期', '第2期培训', '期'],
])('%s and %s are two indicators', (one, unit, other, otherUnit) => {
  expect(libraryOf([use(one, unit), use(other, otherUnit)])).toHaveLength(2);
});

test('an entry says the usual target, unit and weight, between which they are, and where, whatever the order', () => {
  const uses = [use('培训人数', '人', '30', '10'), use('培训人数', '人', '500', '7.5', '乙'), use('培训人次', '人次', '900', '10'), use('培训人数', '人', '30', '10', '乙')];
  const [entry] = libraryOf(uses);
  expect(entry).toMatchObject({
    level1: '产出', level2: '数量', count: 4, units: [{ text: '人', count: 3 }, { text: '人次', count: 1 }],
    targets: [{ text: '≥ 30 人', count: 2 }, { text: '≥ 500 人', count: 1 }, { text: '≥ 900 人次', count: 1 }],
    range: { low: '30', high: '500' }, weights: [{ text: '10', count: 3 }, { text: '7.5', count: 1 }], weightRange: { low: '7.5', high: '10' },
  });
  expect(entry?.places.map(({ folder }) => folder)).toEqual(['甲', '乙']);
  const names = namesOf(libraryOf(uses.toReversed()));
  expect(names).toEqual(namesOf(libraryOf(uses)));
});

test('tens of thousands of names, none like another, take no time that grows with their square', () => {
  const han = (index: number): string => String.fromCodePoint(0x4E00 + index % 20_000);
  const uses = Array.from({ length: 20_000 }, (_, index) => use(`${han(index)}${han(index * 7)}${han(index * 13)}${han(index * 17)}${han(index * 29)}数`, '个'));
  const before = process.cpuUsage();
  expect(libraryOf(uses).length).toBeGreaterThan(15_000);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(8);
});

test('the shipped indicators, as text for a terminal, YAML and CSV', async () => {
  const pretty = await inProcess(['library', '--root', REPOSITORY]);
  expect([pretty.code, pretty.stderr.trim()]).toEqual([0, '72 项指标，写过 84 次']);
  expect(pretty.stdout).toContain('满意度（6 项）\n  服务对象满意度　12 次\n    指标值 ≥ 95 %（95—98）　权重 10\n');
  const file = join(await emptyFolder(), 'library.yaml');
  const yaml = await inProcess(['library', '--root', REPOSITORY, '--format', 'yaml', '--out', file]);
  expect([yaml.code, yaml.stdout]).toEqual([0, '']);
  const { data, diagnostics } = parse(new Source('library.yaml', await readFile(file)));
  expect(diagnostics).toEqual([]);
  const entries = data as { 名称: Record<string, number>; 次数: number; 指标值: Record<string, number> }[];
  expect(entries).toHaveLength(72);
  expect(entries.reduce((count, entry) => count + entry.次数, 0)).toBe(84);
  expect(entries.find(({ 名称 }) => 名称.服务对象满意度 === 12)?.指标值).toEqual({ '≥ 95 %': 8, '≥ 98 %': 4 });
  const csv = await inProcess(['library', '--root', REPOSITORY, '--format', 'csv', `${DEPARTMENT}/projects`]);
  const rows = Papa.parse<Record<string, string>>(csv.stdout.replace('\uFEFF', ''), { header: true, skipEmptyLines: true }).data;
  expect(rows.reduce((count, row) => count + Number(row.次数), 0)).toBe(77);
});

test('a name that Excel would run stays a text, and what cannot be read is told', async () => {
  const own = await cleanRoot();
  await edit(join(own, PROJECT), text => text.replace(/^ {4}名称: .*/m, '    名称: =HYPERLINK(1)'));
  await writeFile(join(own, `${DEPARTMENT}/projects/08-卫生健康.yaml`), '甲：乙\n');
  const { code, stdout, stderr } = await inProcess(['library', '--root', own, '--format', 'csv']);
  expect(stdout).toContain('\'=HYPERLINK(1)');
  expect(code).toBe(1);
  expect(stderr).toContain('有 1 个文件读不出来，没有算在内');
});

test('without data, or with a file that cannot be written, it says so', async () => {
  const empty = await emptyFolder();
  expect((await inProcess(['library', '--root', empty])).stderr).toContain('没有 data 文件夹');
  const { code, stderr } = await inProcess(['library', '--root', REPOSITORY, '--out', join(empty, '没有/library.csv')]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('写不了')]);
});
