import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { measure } from './measure.js';
import { report } from './report.js';
import { type Bench, type Row, ROWS } from './rows.js';
import { writeTree } from './tree.js';

/*
 * npm run bench [-- --forms 500 --sample 10 --skip typst,naive]
 * Measures jixiao and other ways to print the same forms, and writes bench/results.md.
 */

const RESULTS = new URL('results.md', import.meta.url);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface Flags {
  forms: number;
  sample: number;
  skip: string[];
}

function flagsOf(args: string[]): Flags {
  const option = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({ args, options: { forms: option('500'), sample: option('10'), skip: option('') } });
  const count = (name: 'forms' | 'sample', least: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least) throw new Error(`--${name} must be a whole number from ${least} on`);
    return value;
  };
  const skip = values.skip.split(',').filter(Boolean);
  const unknown = skip.find(name => !(name in ROWS) || name === 'cold');
  if (unknown) throw new Error(`--skip knows ${Object.keys(ROWS).slice(1).join(', ')}, not ${unknown}`);
  return { forms: count('forms', 2), sample: count('sample', 1), skip };
}

/** Installs typst at its first use. @returns whether it is there: it is not published for every platform */
async function installTypst(): Promise<boolean> {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  if (!existsSync(join(cwd, 'node_modules'))) await promisify(execFile)('npm', ['ci', '--prefix', cwd], { cwd });
  return existsSync(join(cwd, 'node_modules/@myriaddreamin'));
}

/** A tree of forms, and a cache with the unpacked browser in it and nothing else. */
async function prepare(folder: string, { forms, sample }: Flags): Promise<Bench> {
  const cache = join(folder, 'cache');
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const help = await measure(['src/jixiao.mjs', 'build', '--help'], env);
  const flags = help.stdout.includes('--no-volume') ? ['--no-volume'] : [];
  const small = join(folder, 'small');
  await writeTree(small, 2);
  await measure(['src/jixiao.mjs', 'build', '--root', small, '--out', join(small, 'out'), ...flags], env);
  const kept = await readdir(join(cache, 'jixiao')).catch(() => []);
  for (const name of kept.filter(one => !one.startsWith('chromium-'))) {
    await rm(join(cache, 'jixiao', name), { recursive: true });
  }
  const root = join(folder, 'tree');
  await writeTree(root, forms);
  return { folder, root, out: join(folder, 'out'), env, forms, sample, flags };
}

async function run(folder: string, flags: Flags): Promise<void> {
  const { skip } = flags;
  if (!skip.includes('typst') && !(await installTypst())) {
    say('typst is not there for this platform: its rows are left out');
    skip.push('typst');
  }
  const bench = await prepare(folder, flags);
  const rows = new Map<string, Row>();
  for (const [name, make] of Object.entries(ROWS)) {
    if (skip.some(one => name === one || name.startsWith(`${one}-`))) continue;
    const row = await make(bench);
    rows.set(name, row);
    say(`${row.what}: ${row.seconds.toFixed(2)} s for ${row.forms}`);
  }
  const text = report(bench, rows);
  await writeFile(RESULTS, text);
  process.stdout.write(text);
}

try {
  const flags = flagsOf(process.argv.slice(2));
  const folder = await mkdtemp(join(tmpdir(), 'jixiao-bench-'));
  await run(folder, flags).finally(() => rm(folder, { recursive: true, force: true }));
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}
