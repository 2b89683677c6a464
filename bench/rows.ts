import { createHash } from 'node:crypto';
import { access, copyFile, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { formFiles } from './content.js';
import { measure, type Measured } from './measure.js';
import { hear } from './outcome.js';

/** What the rows work with. */
export interface Bench {
  /** Folder of everything; removed at the end. */
  folder: string;
  /** Root of the tree of forms. */
  root: string;
  out: string;
  env: NodeJS.ProcessEnv;
  forms: number;
  /** How many forms the naive way prints; the others that print a sample take three times as many. */
  sample: number;
  /** Flags of every `build`. */
  flags: string[];
}

/** A line of the table. */
export interface Row extends Pick<Measured, 'nodeMb' | 'browserMb'> {
  what: string;
  forms: number;
  seconds: number;
  /** KB (1000 bytes) of PDF a form; unknown where none is written. */
  kilobytes: number | undefined;
  /** Of what printed, where it is told. */
  version?: string;
}

export type RowMaker = (bench: Bench) => Promise<Row>;

/** Every row by the name that `--skip` knows, in the order they must run. */
export const ROWS: Record<string, RowMaker> = {
  cold: async (bench) => {
    await rm(bench.out, { recursive: true, force: true });
    return buildRow('cold build', bench, bench.forms);
  },
  unchanged: bench => buildRow('build, nothing changed', bench, 0),
  changed: async (bench) => {
    await changeOne(bench.root);
    return buildRow('build, one form changed', bench, 1);
  },
  check: async ({ root, env, forms }) => {
    const measured = await measure(['src/jixiao.mjs', 'check', '--root', root], env);
    return { what: 'check', forms, ...measured, browserMb: undefined, kilobytes: undefined };
  },
  naive: async bench => printRow(await wholeFonts(bench), {
    what: 'naive: a new browser for each form, whole fonts ¹', script: 'chromium.ts', way: 'naive', count: bench.sample,
  }),
  'naive-cut': bench => printRow(bench, {
    what: 'the same with the fonts that jixiao cut ¹', script: 'chromium.ts', way: 'naive', count: bench.sample,
  }),
  goto: async bench => printRow(await wholeFonts(bench), {
    what: 'one browser, a `goto` for each form, whole fonts ¹', script: 'chromium.ts', way: 'goto', count: 3 * bench.sample,
  }),
  'goto-cut': bench => printRow(bench, {
    what: 'the same with the fonts that jixiao cut ¹', script: 'chromium.ts', way: 'goto', count: 3 * bench.sample,
  }),
  'typst-sample': bench => printRow(bench, {
    what: 'typst, one thread ¹', script: 'typst.ts', way: '', count: 3 * bench.sample,
  }),
  typst: bench => printRow(bench, {
    what: 'typst, one thread, all forms', script: 'typst.ts', way: '', count: bench.forms, isWhole: true,
  }),
};

/** @param changes how many PDFs must be new or other than before: a figure of a build that did not work is none */
async function buildRow(what: string, { root, out, env, forms, flags }: Bench, changes: number): Promise<Row> {
  const before = await pdfsIn(out);
  const measured = await measure(['src/jixiao.mjs', 'build', '--root', root, '--out', out, ...flags], env);
  const after = await pdfsIn(out);
  const changed = [...after].filter(([path, { sha256 }]) => before.get(path)?.sha256 !== sha256).length;
  if (after.size !== forms || changed !== changes) {
    throw new Error(`${what}: ${after.size} PDFs, ${changed} changed; expected ${forms} and ${changes}`);
  }
  const bytes = [...after.values()].reduce((sum, pdf) => sum + pdf.bytes, 0);
  return { what, forms, ...measured, kilobytes: bytes / 1000 / forms };
}

/** The PDFs of forms below a folder, by path. */
async function pdfsIn(folder: string): Promise<Map<string, { sha256: string; bytes: number }>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const pdfs = names.filter(name => /(department|projects[\\/].*)\.pdf$/.test(name));
  const read = async (name: string) => {
    const bytes = await readFile(join(folder, name));
    return [name, { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }] as const;
  };
  return new Map(await Promise.all(pdfs.map(read)));
}

/** One indicator of one project gets another name, of characters that other forms have too. */
async function changeOne(root: string): Promise<void> {
  const path = join(root, (await formFiles(root)).find(name => name.includes('projects')) ?? '');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/名称: .*/, '$&情况'));
}

/** The HTML pages with the font files as npm has them: what a script without jixiao would open. */
async function wholeFonts(bench: Bench): Promise<Bench> {
  const out = join(bench.folder, 'whole');
  await cp(bench.out, out, { recursive: true, filter: path => !path.endsWith('.pdf') });
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  for (const weight of ['400Regular', '700Bold']) {
    const target = join(out, `assets/fonts/Noto-Serif-SC-${Number.parseInt(weight)}.ttf`);
    await access(target); // another name would leave the cut font in use
    await copyFile(join(fonts, weight, `NotoSerifSC_${weight}.ttf`), target);
  }
  return { ...bench, out };
}

/** A way of printing that is a script here. */
interface Way {
  what: string;
  script: 'chromium.ts' | 'typst.ts';
  /** The script's own argument. */
  way: string;
  /** How many forms. */
  count: number;
  /** Time the process and not the printing alone; a sample is too small to carry the start of Node. */
  isWhole?: boolean;
}

async function printRow({ folder, root, out, env }: Bench, { what, script, way, count, isWhole }: Way): Promise<Row> {
  const source = script === 'typst.ts' ? [root] : [way, out];
  const args = ['--import', 'tsx', `bench/${script}`, ...source, join(folder, 'printed'), String(count)];
  const measured = await measure(args, env);
  const { forms, bytes, version, ...printing } = hear(measured.stdout);
  const { nodeMb, browserMb } = measured;
  const { seconds } = isWhole ? measured : printing;
  return { what, forms, seconds, nodeMb, browserMb, kilobytes: bytes / 1000 / forms, version };
}
