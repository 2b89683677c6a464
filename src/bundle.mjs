import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SOURCE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(SOURCE);

/** Packages that look for files beside themselves, or that most runs do not need. */
const EXTERNAL = ['puppeteer', 'pdf-lib', 'harfbuzzjs', 'cli-progress', 'esbuild', 'tsx'];

/**
 * The program as one JavaScript file, made anew when a source changed: it starts in a third of the time that loading
 * its TypeScript and packages file by file takes.
 *
 * @returns {Promise<string>} URL of a module that exports `main`
 * @throws when the folder cannot be written
 */
export async function bundle() {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).sort();
  const hash = createHash('sha256').update(process.version);
  for (const name of files) {
    const { mtimeMs, size } = statSync(join(SOURCE, name));
    hash.update(`${name} ${mtimeMs} ${size}\n`);
  }
  const cache = join(ROOT, 'node_modules/.cache/jixiao');
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  const entry = join(folder, 'cli.js');
  if (!existsSync(entry)) await make(cache, folder);
  return pathToFileURL(entry).href;
}

async function make(cache, folder) {
  const { build } = await import('esbuild');
  const temporary = `${folder}.${process.pid}`;
  mkdirSync(temporary, { recursive: true });
  try {
    await build({
      entryPoints: [join(SOURCE, 'cli.ts')],
      outdir: temporary,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: EXTERNAL,
      // Packages written for require() find one.
      banner: { js: 'import { createRequire as _require } from "node:module"; const require = _require(import.meta.url);' },
      logLevel: 'silent',
    });
    if (!existsSync(folder)) renameSync(temporary, folder);
    for (const name of readdirSync(cache)) {
      if (join(cache, name) !== folder && isOld(join(cache, name))) rmSync(join(cache, name), { recursive: true });
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Another process may be running a bundle of a minute ago. */
function isOld(path) {
  return Date.now() - statSync(path).mtimeMs > 24 * 3600 * 1000;
}
