import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Output } from '../../src/io/output/output.js';
import { documentOf } from '../../src/model/document.js';
import { commit, git } from '../support/git.js';
import { cleanRoot, DEPARTMENT, documentsIn, edit, emptyFolder, filesOf, inProcess, ORDINARY_USER, REPOSITORY, run, type Run } from '../support/run.js';

/* Results go into their folder and nowhere else, and nothing that people put anywhere is lost. */

const build = (root: string, ...args: string[]): Promise<Run> =>
  inProcess(['build', '--root', root, '--format', 'html', '--no-volume', ...args]);

async function rootWithFolders(): Promise<string> {
  const root = await cleanRoot();
  for (const name of ['schemas', 'templates']) await cp(join(REPOSITORY, name), join(root, name), { recursive: true });
  for (const name of ['src', 'test', '.git', 'node_modules', 'docs']) await mkdir(join(root, name));
  await symlink('data', join(root, 'link-to-data'));
  await symlink('.', join(root, 'link-to-root'));
  return root;
}

const REFUSED = [
  'data', 'data/2024', 'data/new/folder', 'DATA', 'Data/out', 'schemas', 'templates/assets', 'Templates', 'src', 'src/out', 'test',
  '.git', '.git/hooks', 'node_modules/x', 'sub/node_modules', '.', '..', '/', 'out/../data', 'link-to-data', 'link-to-data/x',
  'link-to-root', 'link-to-root/data/2024',
];

test('--out among what is read, or around it, is refused before anything is written; by diff too', async () => {
  const root = await rootWithFolders();
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await commit(root);
  const before = await filesOf(root);
  for (const out of REFUSED) {
    const args = ['--root', root, '--out', out.startsWith('/') ? out : `${root}/${out}`];
    for (const verb of ['build', 'diff']) {
      const { code, stdout, stderr } = await inProcess([verb, ...args]);
      expect([out, code, stdout], stderr).toEqual([out, 2, '']);
      expect(stderr).toMatch(/^不能运行：结果不能放在 .*\n→ 用 --out 指定一个单独的文件夹/);
    }
  }
  expect(await filesOf(root)).toEqual(before);
});

test('--out in the project or elsewhere is fine, docs too', async () => {
  const root = await rootWithFolders();
  for (const out of ['out', 'docs', 'results/2024', 'database', join(await emptyFolder(), 'x')]) {
    const { code, stderr } = await build(root, '--out', out.startsWith('/') ? out : join(root, out));
    expect([code, stderr.replace(/印制.*\n/, '')]).toEqual([0, '']);
  }
});

test('--out in the sources of the program is refused', async () => {
  const { code, stderr } = await build(await cleanRoot(), '--out', join(REPOSITORY, 'templates/new'));
  expect([code, stderr]).toEqual([2, expect.stringContaining('它在程序自己的文件夹里')]);
});

test.runIf(process.platform === 'linux').each([
  ['/proc/x', 'ENOENT'], ['/proc/x/y', 'ENOENT'], ['/proc', 'ENOENT'], ['/dev/null/x', 'ENOTDIR'], ['/sys/x', 'EACCES|EPERM|EROFS'],
])('--out %s ends soon, with the true error', async (out, error) => {
  const { code, stderr } = await run('timeout', ['20', process.execPath, 'src/jixiao.mjs', 'build', '--root', await cleanRoot(), '--out', out]);
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`写不了 ${out}（(${error})）\n→ \\p{Script=Han}`, 'u'));
});

const mayMount = process.platform === 'linux' && (await run('unshare', ['--map-root-user', '--mount', 'true'])).code === 0;

test.runIf(mayMount)('--out on a read-only disk is told as that', async () => {
  const root = await cleanRoot();
  const disk = await emptyFolder();
  const script = 'mount -t tmpfs tmpfs "$0" && mount -o remount,ro "$0" && exec "$@"';
  const program = [process.execPath, 'src/jixiao.mjs', 'build', '--root', root, '--out', join(disk, 'a/b')];
  const { code, stderr } = await run('unshare', ['--map-root-user', '--mount', 'sh', '-c', script, disk, ...program]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/写不了 .*（EROFS）\n→ 磁盘是只读的/)]);
});

test.runIf(mayMount)('--out on a full disk is told as that: whole files only, nothing temporary, and the next build completes', async () => {
  const root = await cleanRoot();
  const disk = await emptyFolder();
  // The program runs twice on one disk, which grows in between; the fonts do not fit in at first.
  const script = `mount -t tmpfs -o size=600k tmpfs "$0"; "$@"; echo "code $?"; cd "$0/out"; find . -type f -exec sha256sum {} +; ls -A;
    cd - >&2; mount -o remount,size=90m "$0"; "$@"; echo "code $?"; cd "$0/out"; find . -type f -exec sha256sum {} +`;
  const program = [process.execPath, 'src/jixiao.mjs', 'build', '--root', root, '--format', 'html', '--out', join(disk, 'out')];
  const { stdout, stderr } = await run('unshare', ['--map-root-user', '--mount', 'sh', '-c', script, disk, ...program]);
  expect(stderr).toMatch(/写不了 .*（ENOSPC）\n→ 磁盘满了：腾出空间再运行/);
  const [, full = '', whole = ''] = stdout.split(/^code /m);
  expect([full.charAt(0), whole.charAt(0)]).toEqual(['2', '0']);
  expect(full).not.toContain('.jixiao');
  const sums = full.match(/^[0-9a-f]{64} .*$/gm) ?? [];
  expect(sums.length).toBeGreaterThan(2);
  for (const sum of sums) expect(whole).toContain(sum);
});

test('links planted in the place of the temporary folder are neither used nor followed', async () => {
  const root = await cleanRoot();
  const victim = await emptyFolder();
  await writeFile(join(victim, '1'), 'precious');
  await mkdir(join(root, 'out'));
  for (let pid = process.pid; pid < process.pid + 2000; pid += 1) symlinkSync(victim, join(root, `out/.jixiao-${pid}`));
  expect((await build(root)).code).toBe(0);
  expect(await readdir(victim)).toEqual(['1']);
  expect(await readFile(join(victim, '1'), 'utf8')).toBe('precious');
});

test('a manifest that somebody made up stops no build and removes nothing', async () => {
  const root = await cleanRoot();
  const sha256 = createHash('sha256').update('x').digest('hex');
  const elsewhere = await emptyFolder();
  await writeFile(join(elsewhere, 'keep.pdf'), 'x');
  await mkdir(join(root, 'out/2024/folder'), { recursive: true });
  await symlink(elsewhere, join(root, 'out/link'));
  await writeFile(join(root, 'out/mine.pdf'), 'y');
  const paths = [
    'x'.repeat(300), `${'长'.repeat(90)}.pdf`, 'a/'.repeat(3000), 'a\0b', '2024', '2024/folder', '', '.', '..', '../keep.pdf', '/etc/passwd',
    'a//b', '..\\keep.pdf', 'link/keep.pdf', 'mine.pdf', '\uD800', 'manifest.json/x',
  ];
  const documents = [...paths.map(path => ({ path, kind: 'project', format: 'pdf', sources: [], sha256, bytes: 1 })), null, 3, 'x', [], {}, { path: 3 }];
  await writeFile(join(root, 'out/manifest.json'), JSON.stringify({ documents, assets: documents }));
  const { code, stderr } = await build(root);
  expect([code, stderr.replace(/印制.*\n/, '')]).toEqual([0, '']);
  expect(await readFile(join(elsewhere, 'keep.pdf'), 'utf8')).toBe('x');
  expect(await readFile(join(root, 'out/mine.pdf'), 'utf8')).toBe('y');
  const manifest = JSON.parse(await readFile(join(root, 'out/manifest.json'), 'utf8')) as { documents: unknown[] };
  expect(manifest.documents).toHaveLength(3);
});

test.each([
  ['a link', (path: string) => symlink('/etc/passwd', path)],
  ['1 GB', async (path: string) => { await writeFile(path, ''); await truncate(path, 1024 ** 3); }],
  ['a pipe', (path: string) => { execFileSync('mkfifo', [path]); return Promise.resolve(); }],
  ['nonsense', (path: string) => writeFile(path, '{"documents":{}}')],
])('a manifest.json that is %s counts as none and is written anew', async (_, plant) => {
  const root = await cleanRoot();
  await mkdir(join(root, 'out'));
  await plant(join(root, 'out/manifest.json'));
  expect((await build(root)).code).toBe(0);
  const manifest = JSON.parse(await readFile(join(root, 'out/manifest.json'), 'utf8')) as { documents: unknown[] };
  expect(manifest.documents).toHaveLength(3);
});

test('a run that another one overtakes: removed and empty folders are no error, a replaced file stays', async () => {
  const folder = await emptyFolder();
  const entry = (path: string) => ({ path, kind: 'project' as const, format: 'html' as const, sources: [] });
  const one = await Output.open(folder);
  for (const path of ['a/1.html', 'b/2.html', 'c/3.html']) await one.write(documentOf(path, path), entry(path));
  await rm(join(folder, 'a'), { recursive: true }); // another run removed it, and the empty folder
  await writeFile(join(folder, 'b/2.html'), 'c/3.ht__'); // somebody put another file of the same length there
  expect(await one.prune(() => false)).toBe(1);
  expect(await readFile(join(folder, 'b/2.html'), 'utf8')).toBe('c/3.ht__');
  expect(await one.write(documentOf('c/4.html', 'x'), entry('c/4.html'))).toBe('created');
  await one.close();
  expect((await readdir(folder)).sort()).toEqual(['b', 'c', 'manifest.json']);
});

test('two builds at once, both of which remove documents, both end well', async () => {
  const root = await cleanRoot();
  for (let index = 0; index < 40; index += 1) {
    await cp(join(root, DEPARTMENT), join(root, `data/2024/街道${index}`), { recursive: true });
    await edit(join(root, `data/2024/街道${index}/department.yaml`), text => text.replace(/编制单位: .*/, `编制单位: 街道${index}`));
  }
  expect((await build(root)).code).toBe(0);
  for (let index = 0; index < 40; index += 1) await rm(join(root, `data/2024/街道${index}`), { recursive: true });
  const runs = await Promise.all([build(root), build(root), build(root)]);
  expect(runs.map(({ code, stderr }) => [code, stderr.includes('不能运行')])).toEqual([[0, false], [0, false], [0, false]]);
  expect([...(await documentsIn(join(root, 'out/2024'))).keys()]).toHaveLength(3);
});

test.runIf(process.platform !== 'win32')('--out where the user may not write is told as that', async () => {
  const root = await cleanRoot();
  await chmod(root, 0o555);
  const args = [...ORDINARY_USER, process.execPath, join(REPOSITORY, 'src/jixiao.mjs'), 'build', '--root', root];
  const { code, stderr } = await run(args[0] ?? '', args.slice(1));
  expect([code, stderr]).toEqual([2, expect.stringContaining('（EACCES）\n→ 没有写入权限')]);
});
