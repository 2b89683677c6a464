import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { measure } from './measure.js';
import { report, reportLarge } from './report.js';
import { type Bench, environmentOf, type Row, ROWS, type Series } from './rows.js';
import { writeTree } from './tree.js';

/*
 * npm run bench [-- --forms 500 --sample 10 --skip typst,naive --to FILE]
 * Measures jixiao, with and without volumes, and other ways to print the same forms; writes bench/results.md.
 *
 * --forms N    how many forms the tree has
 * --sample N   how many of them the naive way prints; one browser and typst print three times as many
 * --skip WORDS leaves out rows: a word is a part of their names in rows.ts, such as volumes, unchanged, naive, typst
 * --large N    makes one row only, a cold build of N forms with volumes, to its end; writes bench/large.md
 * --to FILE    writes there instead
 */

const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface Flags {
  forms: number;
  sample: number;
  skip: string[];
  isLarge: boolean;
  to: string;
}

function flagsOf(args: string[]): Flags {
  const option = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({ args, options: {
    forms: option('500'), sample: option('10'), skip: option(''), large: { type: 'string' }, to: { type: 'string' },
  } });
  const count = (name: 'forms' | 'sample' | 'large', least: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least) throw new Error(`--${name} must be a whole number from ${least} on`);
    return value;
  };
  const skip = values.skip.split(',').filter(Boolean);
  const known = new Set(Object.keys(ROWS).flatMap(name => name.split('-')));
  known.delete('cold'); // the others need what it makes
  const unknown = skip.find(name => !known.has(name));
  if (unknown) throw new Error(`--skip knows ${[...known].join(', ')}, not ${unknown}`);
  const isLarge = values.large !== undefined;
  return {
    forms: isLarge ? count('large', 2) : count('forms', 2), sample: count('sample', 1), skip, isLarge,
    to: values.to ?? fileURLToPath(new URL(isLarge ? 'large.md' : 'results.md', import.meta.url)),
  };
}

/** Installs typst at its first use. @returns whether it is there: it is not published for every platform */
async function installTypst(): Promise<boolean> {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  if (!existsSync(join(cwd, 'node_modules'))) await promisify(execFile)('npm', ['ci', '--prefix', cwd], { cwd });
  return existsSync(join(cwd, 'node_modules/@myriaddreamin'));
}

/** A tree of forms, and caches with the unpacked browser in them and nothing else. */
async function prepare(folder: string, { forms, sample }: Flags): Promise<Bench> {
  const root = join(folder, 'tree');
  await writeTree(root, forms);
  const plain = await prepareSeries(folder, { name: ', without volumes', flags: ['--no-volume'], binds: false });
  const volumes = await prepareSeries(folder, { name: ', with volumes', flags: [], binds: true });
  return { folder, root, plain, volumes, forms, sample };
}

async function prepareSeries(folder: string, of: Pick<Series, 'name' | 'flags' | 'binds'>): Promise<Series> {
  const own = await mkdtemp(join(folder, 'series-'));
  const series = { ...of, out: join(own, 'out'), cache: join(own, 'cache') };
  const small = join(own, 'small');
  await writeTree(small, 2);
  await measure(['src/jixiao.mjs', 'build', '--root', small, ...of.flags], environmentOf(series));
  const kept = await readdir(join(series.cache, 'jixiao')).catch(() => []);
  for (const name of kept.filter(one => !one.startsWith('chromium-'))) {
    await rm(join(series.cache, 'jixiao', name), { recursive: true });
  }
  return series;
}

async function run(folder: string, flags: Flags): Promise<void> {
  const { skip, isLarge, to } = flags;
  if (!isLarge && !skip.includes('typst') && !(await installTypst())) {
    say('typst is not there for this platform: its rows are left out');
    skip.push('typst');
  }
  const bench = await prepare(folder, flags);
  const rows = new Map<string, Row>();
  for (const [name, make] of Object.entries(ROWS)) {
    if (isLarge ? name !== 'cold-volumes' : name.split('-').some(word => skip.includes(word))) continue;
    const row = await make(bench);
    rows.set(name, row);
    say(`${row.what}: ${row.seconds.toFixed(2)} s for ${row.forms}`);
  }
  const [first] = rows.values();
  const text = isLarge && first ? reportLarge(bench, first) : report(bench, rows);
  await writeFile(to, text);
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
