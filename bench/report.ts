import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import type { Bench, Row } from './rows.js';

/** Rows by name → bench/results.md. Names no machine and no path. */
export function report({ forms, sample, plain }: Bench, rows: ReadonlyMap<string, Row>): string {
  const command = `npm run bench -- --forms ${forms} --sample ${sample}`;
  return `# Benchmark

\`${command}\`: the 18 real forms, repeated with other names and figures to ${forms}, printed in several ways in one run.

${table(rows)}

${notes(plain.flags)}

## What is aimed at

Each figure is of rows of this run; it is to be at most the aim.

${aims(rows)}

## Versions

${versions(rows)}
${machine()}
`;
}

/** The row of a large build → bench/large.md. */
export function reportLarge({ forms }: Bench, row: Row): string {
  return `# A large build

\`npm run bench -- --large ${forms}\`: a cold build with volumes, to its end. \`results.md\` says what the columns are.

${table(new Map([['cold-volumes', row]]))}

PDF KB a form in the volume of its department ${fixed(row.kilobytes.department)}, in that of the year ${fixed(row.kilobytes.year)}.

${machine()}
`;
}

const HEAD = [
  'what', 'forms', 'seconds', 'forms/s', 'ms a form', 'faster than naive', 'time ÷ cold build',
  'Node CPU ms a form', 'browser CPU ms a form', 'Node MB', 'browser MB', 'PDF KB a form',
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
      fixed(perForm(row.nodeSeconds, row)), fixed(perForm(row.browserSeconds, row)),
      fixed(row.nodeMb, 0), fixed(row.browserMb, 0), fixed(row.kilobytes.form, 0),
    ];
  });
  return markdown([HEAD, ...lines]);
}

/** Ratios of rows, and figures of a row, with what they are to be. */
function aims(rows: ReadonlyMap<string, Row>): string {
  const ratio = (name: string, base: string): number | undefined => {
    const [one, other] = [rows.get(name), rows.get(base)];
    return one && other && one.seconds / other.seconds;
  };
  const cold = rows.get('cold');
  const { form, department, year } = rows.get('cold-volumes')?.kilobytes ?? {};
  return markdown([
    ['what', 'figure', 'aim'],
    ['cold build with volumes ÷ without', fixed(ratio('cold-volumes', 'cold'), 2), '1.1'],
    ['one form changed, with volumes ÷ cold build without', fixed(ratio('changed-volumes', 'cold'), 3), '0.05'],
    ['nothing changed, with volumes ÷ check', fixed(ratio('unchanged-volumes', 'check'), 2), '0.5'],
    ['cold build without volumes ÷ typst, all forms', fixed(ratio('cold', 'typst'), 2), '1.0'],
    ['processor time of Node, ms a form, cold build without volumes', fixed(cold && perForm(cold.nodeSeconds, cold)), '6'],
    ['KB a form, its own PDF', fixed(form), '45'],
    ['KB a form in the volume of its department', fixed(department), '12.5'],
    ['KB a form in the volume of the year', fixed(year), '7'],
  ]);
}

/** Seconds of a row → milliseconds a form. */
function perForm(seconds: number | undefined, { forms }: Row): number | undefined {
  return seconds === undefined ? undefined : (seconds * 1000) / forms;
}

/** The first row is the head; all columns but the first are figures. */
function markdown([head = [], ...lines]: (string | number)[][]): string {
  const rule = head.map((_, index) => (index ? '--:' : '---'));
  return [head, rule, ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** @param digits behind the point; where none are given, as many as a figure of that size needs */
function fixed(value: number | undefined, digits?: number): string {
  if (value === undefined) return '–';
  return value.toFixed(digits ?? (value < 10 ? 2 : value < 100 ? 1 : 0));
}

function notes(flags: readonly string[]): string {
  return `¹ A sample at equal distances over the tree, without the start of Node; all other rows are whole processes, from start
to end. Builds without volumes ran as \`${['jixiao build', ...flags].join(' ')}\`, those with volumes as \`jixiao build\`,
each with a cache of its own. \`check\`, \`diff\` and builds where nothing changed are the median of three runs.

## What is the same, what differs

- The browser was unpacked before; a cold build begins with an empty cache and an empty folder of results.
- With volumes there is a volume of each department (18 forms) and one of the year.
- \`large.md\` has a larger build with volumes, to its end, where memory is what matters: \`npm run bench -- --large 5000\`.
- "One form changed" changes the name of one indicator. After each build it is verified which PDFs are there, and which
  changed: that of the form, and with volumes those of its department and of the year. \`diff\` compares the files on disk
  with the last commit of a git repository of all forms.
- jixiao reads and checks all forms, writes HTML and PDF and attaches the YAML to its PDF, on all cores.
- The naive way and \`goto\` only open the HTML that jixiao made, one form after the other, and print with the same options
  (tagged, bookmarks). With whole fonts, which is what a script has that does not cut them, the page loads the files of npm,
  15 MB a weight. Their PDFs have no attachment and differ each time they are made.
- typst reads the same YAML and prints the same words and tables in the same font files (whole, it cuts them itself), tagged,
  with bookmarks and the YAML attached. It checks nothing, writes no HTML, uses one core, and its tags name no row headers;
  lines may break elsewhere, for it has no \`text-wrap: balance\`. A sample of it pays for the first, slow form; its words
  are compared with jixiao's.
- CPU is processor time, user and system, of all cores: of Node from its start to its end, with all its threads; of the
  browser until the last sample, so up to 0.2 s of its end are missing. Volumes are in it where they are made.
- Memory is the peak of samples 0.2 s apart of the proportional set size (shared pages count once), MB = 10⁶ bytes. Rows
  shorter than a second have few samples. Taking one keeps a core busy for about 10 ms.
- Where other work runs on the machine, seconds vary by a third or more; trust ratios within one run.`;
}

function versions(rows: ReadonlyMap<string, Row>): string {
  const told = (...names: string[]): string => names.map(name => rows.get(name)?.version).find(Boolean) ?? 'not run';
  return [
    `browser ${told('goto', 'naive')} (@sparticuz/chromium ${packageVersion('@sparticuz/chromium')})`,
    `puppeteer ${packageVersion('puppeteer')}`,
    `typst ${told('typst', 'typst-sample')}`,
  ].map(line => `- ${line}`).join('\n');
}

function machine(): string {
  return `- Node ${process.versions.node}\n- ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores`;
}

function packageVersion(name: string): string {
  try {
    const text = readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return 'not installed';
  }
}
