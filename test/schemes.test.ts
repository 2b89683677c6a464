import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { edit, emptyFolder, inProcess, REPOSITORY } from './support/run.js';

/* Other places change data, not code: two schemes with forms about which there is nothing to say. */

const SCHEMES = join(REPOSITORY, 'test/fixtures/schemes');

async function rootOf(name: string): Promise<string> {
  const root = await emptyFolder();
  await cp(join(SCHEMES, name), root, { recursive: true });
  return root;
}

async function codesOf(root: string): Promise<string[]> {
  const { stdout } = await inProcess(['check', '--root', root, '--format', 'json']);
  return (JSON.parse(stdout) as { diagnostics: { code: string }[] }).diagnostics.map(({ code }) => code);
}

test('预算执行率 as a row of 10 points, cost as a class of its own, decimals in weights, labels of a city', async () => {
  const root = await rootOf('执行率成行');
  expect(await codesOf(root)).toEqual([]);
  const { code } = await inProcess(['build', '--root', root, '--format', 'html']);
  expect(code).toBe(0);
  const html = await readFile(join(root, 'out/2025/市水务局/projects/01-中小河流治理.html'), 'utf8');
  for (const text of ['市级支出', '补助区县', '成本-经济成本（每公里治理成本）', '预算执行率（预算执行率）', '22.5']) {
    expect(html.replace(/<\/?span[^>]*>/g, '')).toContain(text);
  }
  // The same forms by the rules of a place that keeps 10 points back are wrong.
  await edit(join(root, 'data/2025/scheme.yaml'), text => text.replace('权重合计: 100', '权重合计: 90'));
  expect(await codesOf(root)).toEqual(['weights-total', 'weights-total']);
});

test('20 points kept back, classes and grades by other names, fewer indicators', async () => {
  const root = await rootOf('执行率留二十分');
  expect(await codesOf(root)).toEqual([]);
  await edit(join(root, 'data/2025/scheme.yaml'), text => text.replace(/审核:[^]*/, ''));
  const codes = new Set(await codesOf(root));
  expect([...codes].sort()).toEqual(['few-indicators', 'heavy-indicator', 'qualitative', 'second-levels']);
});
