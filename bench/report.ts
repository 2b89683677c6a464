import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import type { Bench, Row } from './rows.js';

/** Rows by name → bench/results.md. Names no machine and no path. */
export function report({ forms, sample, flags }: Bench, rows: ReadonlyMap<string, Row>): string {
  const command = `npm run bench -- --forms ${forms} --sample ${sample}`;
  return `# Benchmark

\`${command}\`: the 18 real forms, repeated with other names and figures to ${forms}, printed in several ways in one run.

${table(rows)}

${notes(flags)}

## Versions

${versions(rows)}
`;
}

const HEAD = [
  'what', 'forms', 'seconds', 'forms/s', 'ms a form', 'faster than naive', 'time ÷ cold build',
  'Node MB', 'browser MB', 'PDF KB a form',
];

function table(rows: ReadonlyMap<string, Row>): string {
  const cost = (name: string): number | undefined => {
    const row = rows.get(name);
    return row && row.seconds / row.forms;
  };
  const lines = [...rows.values()].map((row) => {
    const each = row.seconds / row.forms;
    const naive = cost('naive');
    const cold = cost('cold');
    return [
      row.what, row.forms, row.seconds.toFixed(2), fixed(1 / each), fixed(each * 1000),
      naive === undefined ? '–' : `${fixed(naive / each)} ×`, cold === undefined ? '–' : fixed(each / cold, 2),
      fixed(row.nodeMb, 0), fixed(row.browserMb, 0), fixed(row.kilobytes, 0),
    ];
  });
  const rule = HEAD.map((_, index) => (index ? '--:' : '---'));
  return [HEAD, rule, ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param digits behind the point; where none are given, as many as a figure of that size needs */
function fixed(value: number | undefined, digits?: number): string {
  if (value === undefined) return '–';
  return value.toFixed(digits ?? (value < 10 ? 2 : value < 100 ? 1 : 0));
}

function notes(flags: readonly string[]): string {
  return `¹ A sample at equal distances over the tree, without the start of Node; all other rows are whole processes, from start
to end. Builds ran as \`${['jixiao build', ...flags].join(' ')}\`.

## What is the same, what differs

- The browser was unpacked before; the cold build begins with an empty cache and an empty folder of results.
- "One form changed" changes the name of one indicator. After each build the number of PDFs, and of those that changed, is
  verified.
- jixiao reads and checks all forms, writes HTML and PDF and attaches the YAML to its PDF, on all cores.
- The naive way and \`goto\` only open the HTML that jixiao made, one form after the other, and print with the same options
  (tagged, bookmarks). With whole fonts, which is what a script has that does not cut them, the page loads the files of npm,
  15 MB a weight. Their PDFs have no attachment and differ each time they are made.
- typst reads the same YAML and prints the same words and tables in the same font files (whole, it cuts them itself), tagged,
  with bookmarks and the YAML attached. It checks nothing, writes no HTML, uses one core, and its tags name no row headers;
  lines may break elsewhere, for it has no \`text-wrap: balance\`. A sample of it pays for the first, slow form.
- Memory is the peak of samples 0.2 s apart of the proportional set size (shared pages count once), MB = 10⁶ bytes. Rows
  shorter than a second have few samples. Taking one keeps a core busy for about 10 ms.
- Where other work runs on the machine, seconds vary by a third or more; trust ratios within one run.`;
}

function versions(rows: ReadonlyMap<string, Row>): string {
  const told = (...names: string[]): string => names.map(name => rows.get(name)?.version).find(Boolean) ?? 'not run';
  return [
    `Node ${process.versions.node}`,
    `browser ${told('goto', 'naive')} (@sparticuz/chromium ${packageVersion('@sparticuz/chromium')})`,
    `puppeteer ${packageVersion('puppeteer')}`,
    `typst ${told('typst', 'typst-sample')}`,
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores`,
  ].map(line => `- ${line}`).join('\n');
}

function packageVersion(name: string): string {
  try {
    const text = readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return 'not installed';
  }
}
