import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Rewrite, rewriteFiles } from '../../../src/io/output/rewrite.js';
import { Source } from '../../../src/model/source.js';
import { emptyFolder } from '../../support/run.js';

const rewrite = (path: string, from: string, to: string): Rewrite =>
  ({ before: new Source(path, Buffer.from(from)), after: new Source(path, Buffer.from(to)) });

/** A root with data/a.yaml and data/b/c.yaml. */
async function root(): Promise<string> {
  const folder = await emptyFolder();
  await mkdir(join(folder, 'data/b'), { recursive: true });
  await writeFile(join(folder, 'data/a.yaml'), 'a');
  await writeFile(join(folder, 'data/b/c.yaml'), 'c');
  return folder;
}

test('files are replaced in place, and no other file is left beside them', async () => {
  const folder = await root();
  rewriteFiles(folder, [rewrite('data/a.yaml', 'a', 'A'), rewrite('data/b/c.yaml', 'c', 'C')]);
  expect(await readFile(join(folder, 'data/a.yaml'), 'utf8')).toBe('A');
  expect(await readFile(join(folder, 'data/b/c.yaml'), 'utf8')).toBe('C');
  expect(await readdir(folder, { recursive: true })).toHaveLength(4);
});

test.each<[what: string, path: string, spoil: (folder: string) => Promise<unknown>, reason: string]>([
  ['a link', 'data/b/c.yaml', async (folder) => {
    await rename(join(folder, 'data/b/c.yaml'), join(folder, 'c.yaml'));
    await symlink('../../c.yaml', join(folder, 'data/b/c.yaml'));
  }, '是链接'],
  ['in a linked folder', 'data/b/c.yaml', async (folder) => {
    await rename(join(folder, 'data/b'), join(folder, 'b'));
    await symlink('../b', join(folder, 'data/b'));
  }, '是链接'],
  ['below a linked data', 'data/b/c.yaml', async (folder) => {
    await rename(join(folder, 'data'), join(folder, 'elsewhere'));
    await symlink('elsewhere', join(folder, 'data'));
  }, '是链接'],
  ['changed since it was read', 'data/b/c.yaml', folder => writeFile(join(folder, 'data/b/c.yaml'), 'c c'), '刚刚被别的程序改过'],
  ['gone', 'data/b/d.yaml', () => Promise.resolve(), 'ENOENT'],
  ['outside data', 'data/../c.yaml', folder => writeFile(join(folder, 'c.yaml'), 'c'), '不在 data 里'],
  ['elsewhere', 'schemas/c.yaml', () => Promise.resolve(), '不在 data 里'],
])('no file is written when one of them is %s', async (_what, path, spoil, reason) => {
  const folder = await root();
  await spoil(folder);
  expect(() => rewriteFiles(folder, [rewrite('data/a.yaml', 'a', 'A'), rewrite(path, 'c', 'C')])).toThrow(reason);
  expect(await readFile(join(folder, 'data/a.yaml'), 'utf8')).toBe('a');
});

test('when the second file cannot be written the first one is complete, and the error reports it', async () => {
  const folder = await root();
  await mkdir(join(folder, `data/b/.jixiao-${process.pid}.tmp`));
  const both = [rewrite('data/a.yaml', 'a', 'A'), rewrite('data/b/c.yaml', 'c', 'C')];
  expect(() => rewriteFiles(folder, both)).toThrow(expect.objectContaining({ hint: expect.stringContaining('前面 1 个文件已经改好') as string }));
  expect(await readFile(join(folder, 'data/a.yaml'), 'utf8')).toBe('A');
  expect(await readFile(join(folder, 'data/b/c.yaml'), 'utf8')).toBe('c');
});
