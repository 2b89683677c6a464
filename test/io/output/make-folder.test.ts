import { chmodSync, existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../../src/io/output/make-folder.js';
import { emptyFolder, ORDINARY_USER, REPOSITORY, run } from '../../support/run.js';

/** Makes the folder in a process of its own, which may run as another user and is stopped when it does not end. */
async function tryToMake(path: string, prefix: readonly string[] = []): Promise<string> {
  const module = join(REPOSITORY, 'src/io/output/make-folder.ts');
  const script = `import { makeFolder } from ${JSON.stringify(module)};
    try { makeFolder(process.argv[1]); console.log('made'); } catch (error) { console.log(error.code); }`;
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', script, path];
  const [program = '', ...args] = [...prefix, 'timeout', '20', ...node];
  return (await run(program, args)).stdout.trim();
}

test('a folder is created with its parents; an existing one, or a link to one, is used as it is', async () => {
  const root = await emptyFolder();
  makeFolder(join(root, '甲/乙/丙'));
  expect(statSync(join(root, '甲/乙/丙')).isDirectory()).toBe(true);
  makeFolder(join(root, '甲/乙/丙'));
  symlinkSync('甲', join(root, '链接'));
  makeFolder(join(root, '链接/丁'));
  expect(statSync(join(root, '甲/丁')).isDirectory()).toBe(true);
  makeFolder(join(root, '私/密'), 0o700);
  if (process.platform !== 'win32') expect(statSync(join(root, '私/密')).mode & 0o777).toBe(0o700);
});

test('a file, a dangling link and a name that is too long are reported with their own error codes', async () => {
  const root = await emptyFolder();
  writeFileSync(join(root, 'file'), '');
  symlinkSync('nowhere', join(root, 'dangling'));
  const codeOf = (path: string): string => {
    try {
      makeFolder(join(root, path));
      return 'made';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? '';
    }
  };
  expect(['file', 'file/x', 'dangling', 'x'.repeat(300)].map(codeOf)).toEqual(['EEXIST', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG']);
  expect(existsSync(join(root, 'nowhere'))).toBe(false);
});

test.runIf(process.platform === 'linux')('a place where no folder can be created is reported, without an endless loop', async () => {
  expect(await tryToMake('/proc/x/y')).toBe('ENOENT');
  expect(await tryToMake('/dev/null/x')).toBe('ENOTDIR');
});

test.runIf(process.platform !== 'win32')('a folder without write permission is reported as EACCES', async () => {
  const root = await emptyFolder();
  chmodSync(root, 0o555);
  expect(await tryToMake(join(root, 'x/y'), ORDINARY_USER)).toBe('EACCES');
});

const READ_ONLY_DISK = 'mount -t tmpfs tmpfs "$0" && mkdir "$0/disk" && mount -o remount,ro "$0" && exec "$@"';
const inNamespace = (folder: string): string[] => ['unshare', '--map-root-user', '--mount', 'sh', '-c', READ_ONLY_DISK, folder];
const mayMount = process.platform === 'linux' && (await run('unshare', ['--map-root-user', '--mount', 'true'])).code === 0;

test.runIf(mayMount)('a read-only disk is reported as EROFS', async () => {
  const root = await emptyFolder();
  expect(await tryToMake(join(root, 'disk/x/y'), inNamespace(root))).toBe('EROFS');
});
