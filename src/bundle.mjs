import { createHash } from 'node:crypto';
import {
  existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SOURCE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(SOURCE);

/** Packages that look for files beside themselves, or that most runs do not need. */
const EXTERNAL = ['puppeteer', '@puppeteer/browsers', 'pdf-lib', 'harfbuzzjs', 'cli-progress', 'esbuild', 'tsx'];

const CACHE = join(ROOT, 'node_modules/.cache/jixiao');
/** Paths of the files that the last bundle was made of, from the root: sources, and of packages what is used. */
const INPUTS = join(CACHE, 'inputs.json');

/**
 * Bundles the program into one JavaScript file, anew when a file it is made of changed: it starts in a third of the
 * time that loading its TypeScript and packages file by file takes.
 *
 * @returns {Promise<string | undefined>} URL of a module that exports `main`; undefined when it cannot be written
 */
export async function bundle() {
  const folder = folderFor(readInputs());
  if (folder && existsSync(join(folder, ENTRY))) return pathToFileURL(join(folder, ENTRY)).href;
  try {
    return pathToFileURL(join(await make(), ENTRY)).href;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}

const ENTRY = 'cli.js';

/** @returns {string[]} empty when there is no list, or a damaged one */
function readInputs() {
  try {
    const read = JSON.parse(readFileSync(INPUTS, 'utf8'));
    return Array.isArray(read) && read.every(name => typeof name === 'string') ? read : [];
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof SyntaxError)) throw error;
    return [];
  }
}

/** Names the bundle by what it is made of; undefined when something of it is gone. */
function folderFor(inputs) {
  if (!inputs.length) return undefined;
  const hash = createHash('sha256').update(process.version);
  for (const name of [...inputs, 'src/bundle.mjs']) {
    const found = statSync(join(ROOT, name), { throwIfNoEntry: false });
    if (!found) return undefined;
    // npm gives the files of all versions of a package one and the same mtime.
    hash.update(`${name} ${found.ctimeMs} ${found.size}\n`);
  }
  return join(CACHE, hash.digest('hex').slice(0, 16));
}

async function make() {
  const { build } = await import('esbuild');
  const temporary = join(CACHE, `new.${process.pid}`);
  mkdirSync(temporary, { recursive: true });
  try {
    const { metafile, outputFiles } = await build({
      absWorkingDir: ROOT,
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
      metafile: true,
      write: false,
    });
    for (const { path, contents } of outputFiles) writeFileSync(path, contents);
    const inputs = Object.keys(metafile.inputs).sort();
    const folder = folderFor(inputs);
    if (!existsSync(folder)) renameSync(temporary, folder);
    const list = join(CACHE, `inputs.${process.pid}`);
    writeFileSync(list, JSON.stringify(inputs));
    renameSync(list, INPUTS);
    for (const name of readdirSync(CACHE)) {
      const path = join(CACHE, name);
      if (path !== folder && isOld(path)) rmSync(path, { recursive: true, force: true });
    }
    return folder;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function isSystemError(error) {
  return typeof error?.syscall === 'string';
}

/** Another process may be running a bundle of a minute ago. */
function isOld(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > 24 * 3600 * 1000;
}
