import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, copyFile, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { formFiles } from './content.js';
import { measure, type Measured } from './measure.js';
import { hear } from './outcome.js';
import { checkWords } from './same-words.js';

/** Builds with the same flags, one after the other, and what they leave behind. */
export interface Series {
  /** For the names of rows. */
  name: string;
  flags: string[];
  binds: boolean;
  /** The folder of results. */
  out: string;
  /** The user's cache, with the unpacked browser in it. */
  cache: string;
}

/** The rows work with these. */
export interface Bench {
  /** Folder of everything; removed at the end. */
  folder: string;
  /** Root of the tree of forms. */
  root: string;
  plain: Series;
  volumes: Series;
  forms: number;
  /** The number of forms that the naive way prints; the others that print a sample take three times as many. */
  sample: number;
}

/** KB (1000 bytes) of PDF a form; undefined where no such document is written. */
export interface Kilobytes {
  form: number | undefined;
  department?: number | undefined;
  year?: number | undefined;
}

/** A line of the table. */
export interface Row extends Pick<Measured, 'nodeMb' | 'browserMb' | 'browserSeconds'> {
  what: string;
  forms: number;
  seconds: number;
  /** Processor time; unknown for samples, where the start of Node is too large a part of it. */
  nodeSeconds: number | undefined;
  kilobytes: Kilobytes;
  /** Of what printed, where it is told. */
  version?: string;
}

export type RowMaker = (bench: Bench) => Promise<Row>;

/** Every row by the name that `--skip` knows, in the order they must run. */
export const ROWS: Record<string, RowMaker> = {
  cold: bench => coldRow(bench, bench.plain),
  'cold-volumes': bench => coldRow(bench, bench.volumes),
  'unchanged-volumes': bench => unchangedRow(bench, bench.volumes),
  unchanged: bench => unchangedRow(bench, bench.plain),
  'changed-volumes': bench => changedRow(bench, bench.volumes),
  // The last build: what the rows below print is the tree as it is now, and the folder of this build.
  changed: bench => changedRow(bench, bench.plain),
  check: bench => median(() => programRow('check', bench, ['check', '--root', bench.root])),
  diff: async (bench) => {
    await git(bench.root, 'init', '--quiet');
    await git(bench.root, 'add', '--all');
    await git(bench.root, 'commit', '--quiet', '--message', 'all forms');
    await changeOne(bench.root);
    const args = ['diff', '--root', bench.root, 'HEAD'];
    const row = await median(() => programRow('diff, one form changed', bench, args, '修改 1 张表'));
    await git(bench.root, 'checkout', '--quiet', '.');
    return row;
  },
  naive: async bench => printRow(bench, {
    what: 'naive: a new browser for each form, whole fonts ¹', way: 'naive', count: bench.sample, site: await wholeFonts(bench),
  }),
  'naive-cut': bench => printRow(bench, {
    what: 'the same with the fonts that jixiao cut ¹', way: 'naive', count: bench.sample, site: bench.plain.out,
  }),
  goto: async bench => printRow(bench, {
    what: 'one browser, a `goto` for each form, whole fonts ¹', way: 'goto', count: 3 * bench.sample, site: await wholeFonts(bench),
  }),
  'goto-cut': bench => printRow(bench, {
    what: 'the same with the fonts that jixiao cut ¹', way: 'goto', count: 3 * bench.sample, site: bench.plain.out,
  }),
  'typst-sample': async (bench) => {
    const row = await printRow(bench, { what: 'typst, one thread ¹', way: 'typst', count: 3 * bench.sample });
    await checkWords(join(bench.folder, 'typst/data'), bench.plain.out);
    return row;
  },
  typst: bench => printRow(bench, { what: 'typst, one thread, all forms', way: 'typst', count: bench.forms, isWhole: true }),
};

export function environmentOf({ cache }: Series): NodeJS.ProcessEnv {
  return { ...process.env, XDG_CACHE_HOME: cache };
}

async function coldRow(bench: Bench, series: Series): Promise<Row> {
  return buildRow(`cold build${series.name}`, bench, series, all => all);
}

async function unchangedRow(bench: Bench, series: Series): Promise<Row> {
  return median(() => buildRow(`nothing changed${series.name}`, bench, series, () => []));
}

async function changedRow(bench: Bench, series: Series): Promise<Row> {
  const path = await changeOne(bench.root);
  const form = path.replace(/^data\//, '').replace(/yaml$/, 'pdf');
  const bound = [`${dirname(form)}/../volume.pdf`, '2024/volume.pdf'].map(one => join(one));
  return buildRow(`one form changed${series.name}`, bench, series, all => all.filter(one => one === form || bound.includes(one)));
}

/**
 * @param changing which of all PDFs must be new or other than before, and no others: a figure of a build that did not
 *   work is none
 */
async function buildRow(
  what: string,
  { root, forms }: Bench,
  series: Series,
  changing: (all: string[]) => string[],
): Promise<Row> {
  const { out, flags, binds } = series;
  const before = await pdfsIn(out);
  const measured = await measure(['src/jixiao.mjs', 'build', '--root', root, '--out', out, ...flags], environmentOf(series));
  const after = await pdfsIn(out);
  const wanted = await pdfsOf(root, binds);
  const changed = [...after.keys()].filter(path => before.get(path)?.sha256 !== after.get(path)?.sha256);
  expectSame(`${what}: PDFs`, [...after.keys()], wanted);
  expectSame(`${what}: changed PDFs`, changed, changing(wanted));
  const kilobytes = (of: RegExp): number | undefined => {
    const sizes = [...after].filter(([path]) => of.test(path)).map(([, { bytes }]) => bytes);
    return sizes.length ? sizes.reduce((sum, size) => sum + size, 0) / 1000 / forms : undefined;
  };
  return {
    what, forms, ...measured,
    kilobytes: {
      form: kilobytes(/(department|projects\/.*)\.pdf$/),
      department: kilobytes(/^\d+\/[^/]+\/volume\.pdf$/),
      year: kilobytes(/^\d+\/volume\.pdf$/),
    },
  };
}

/** The PDFs below a folder, by path. */
async function pdfsIn(folder: string): Promise<Map<string, { sha256: string; bytes: number }>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const pdfs = names.filter(name => name.endsWith('.pdf')).map(name => name.replaceAll('\\', '/'));
  const read = async (name: string) => {
    const bytes = await readFile(join(folder, name));
    return [name, { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }] as const;
  };
  return new Map(await Promise.all(pdfs.map(read)));
}

/** The paths of all PDFs of a tree: of forms, and where they are bound, of departments and of the year. */
async function pdfsOf(root: string, binds: boolean): Promise<string[]> {
  const forms = (await formFiles(root)).map(path => path.replace(/^data\//, '').replace(/yaml$/, 'pdf'));
  if (!binds) return forms;
  const departments = forms.filter(path => path.endsWith('department.pdf')).map(path => join(dirname(path), 'volume.pdf'));
  return [...forms, ...departments, ...departments.length > 1 ? ['2024/volume.pdf'] : []];
}

function expectSame(what: string, found: readonly string[], wanted: readonly string[]): void {
  const [all, due] = [new Set(found), new Set(wanted)];
  const extra = found.find(one => !due.has(one));
  const missing = wanted.find(one => !all.has(one));
  if (extra === undefined && missing === undefined) return;
  throw new Error(`${what}: ${found.length}, expected ${wanted.length}; too much: ${extra ?? '–'}, missing: ${missing ?? '–'}`);
}

/** One indicator of one project gets another name, of characters that other forms have too. @returns its path */
async function changeOne(root: string): Promise<string> {
  const path = (await formFiles(root)).find(name => name.includes('projects')) ?? '';
  const text = await readFile(join(root, path), 'utf8');
  await writeFile(join(root, path), text.replace(/(?<= )名称: .*/, '$&情况'));
  return path;
}

async function git(folder: string, ...args: string[]): Promise<void> {
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  await promisify(execFile)('git', ['-C', folder, ...author, ...args]);
}

/** @param said what the output must have */
async function programRow(what: string, { forms, plain }: Bench, args: string[], said = ''): Promise<Row> {
  const measured = await measure(['src/jixiao.mjs', ...args], environmentOf(plain));
  if (!measured.stdout.includes(said)) throw new Error(`${what}: “${said}” is not in\n${measured.stdout}`);
  // Its processes besides Node are of git.
  return { what, forms, ...measured, browserMb: undefined, browserSeconds: undefined, kilobytes: { form: undefined } };
}

/** Of three rows, the one in the middle: what takes less than a second varies much. */
async function median(make: () => Promise<Row>): Promise<Row> {
  const rows = [await make(), await make(), await make()];
  return rows.sort((a, b) => a.seconds - b.seconds)[1] as Row;
}

/** Returns a folder with the HTML pages and the font files as npm has them: what a script without jixiao would open. */
async function wholeFonts({ folder, plain }: Bench): Promise<string> {
  const site = join(folder, 'whole');
  await cp(plain.out, site, { recursive: true, filter: path => !path.endsWith('.pdf') });
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  for (const weight of ['400Regular', '700Bold']) {
    const target = join(site, `assets/fonts/Noto-Serif-SC-${Number.parseInt(weight)}.ttf`);
    await access(target); // another name would leave the cut font in use
    await copyFile(join(fonts, weight, `NotoSerifSC_${weight}.ttf`), target);
  }
  return site;
}

/** A way of printing that is a script here. */
interface Way {
  what: string;
  way: 'naive' | 'goto' | 'typst';
  /** The number of forms. */
  count: number;
  /** The HTML pages; typst reads the YAML. */
  site?: string;
  /** Time the process and not the printing alone; a sample is too small to carry the start of Node. */
  isWhole?: boolean;
}

async function printRow({ folder, root, plain }: Bench, { what, way, count, site, isWhole }: Way): Promise<Row> {
  const out = join(folder, way);
  await rm(out, { recursive: true, force: true });
  const args = site === undefined ? ['bench/typst.ts', root] : ['bench/chromium.ts', way, site];
  const measured = await measure(['--import', 'tsx', ...args, out, String(count)], environmentOf(plain));
  const { forms, bytes, version, seconds } = hear(measured.stdout);
  const { nodeMb, browserMb, nodeSeconds } = measured;
  return {
    what, forms, nodeMb, browserMb, version,
    seconds: isWhole ? measured.seconds : seconds,
    nodeSeconds: isWhole ? nodeSeconds : undefined,
    browserSeconds: undefined,
    kilobytes: { form: bytes / 1000 / forms },
  };
}
