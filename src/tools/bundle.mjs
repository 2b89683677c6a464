import { createHash } from 'node:crypto';
import {
  existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Packages that look for files beside themselves, or that most runs do not need. */
const EXTERNAL = ['puppeteer', '@puppeteer/browsers', 'pdf-lib', 'harfbuzzjs'];

const CACHE = join(ROOT, 'node_modules/.cache/jixiao');
/** Paths of the files that the last bundle was made of, from the root: sources, and of packages what is used. */
const INPUTS = join(CACHE, 'inputs.json');

const ENTRY = 'cli.js';

/**
 * Loads the program of this checkout as it is now.
 *
 * @returns {Promise<{ main: (args: string[]) => Promise<number> }>}
 */
export async function loadProgram() {
  let folder;
  try {
    folder = await bundle();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // The checkout cannot be written: slower, but the same program.
    const { register } = await import('tsx/esm/api');
    register();
    return import('../cli.js');
  }
  return import(pathToFileURL(join(folder, ENTRY)).href);
}

/**
 * Bundles the program into a few JavaScript files, anew when a file it is made of changed: they start in a third of the
 * time that loading its TypeScript and packages file by file takes.
 *
 * @returns {Promise<string>} the folder that holds them
 * @throws the error of the system when they cannot be written
 */
export async function bundle() {
  const folder = folderFor(readInputs());
  return folder && existsSync(join(folder, ENTRY)) ? folder : make();
}

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
  for (const name of [...inputs, 'src/tools/bundle.mjs']) {
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
      entryPoints: [join(ROOT, 'src/cli.ts')],
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
