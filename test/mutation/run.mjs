import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Mutation testing: Stryker changes the program in one place after another, and what no test notices is listed.
 *
 *     npm run mutation                           a sample of every folder of FOLDERS
 *     npm run mutation -- src/edit 5             5 % of the mutants of a folder
 *     npm run mutation -- src/rules/privacy 100  every mutant of a part of it
 *
 * Stryker is installed beside this file at the first run: it is no part of `npm ci`.
 */

/**
 * The tests that judge a folder: those that run in one process, without a browser, and end soon. What a file runs
 * before its first test (in `beforeAll`, or while it is read) Stryker takes for covered by every test: no such files.
 */
const FOLDERS = {
  'src/rules': ['rules.test.ts', 'rules/mutants.test.ts', 'publish/**/*.test.ts'],
  'src/load': [
    'load/{codes,fields,join-lines,layouts,messages,numbers,parse}.test.ts', 'load/parse/**/*.test.ts', 'rules.test.ts',
    'cli/{bad-input,slips,messages,waivers}.test.ts',
  ],
  'src/compare': ['compare/**/*.test.ts', 'cli/{diff,review,check-new}.test.ts', 'report/changes/**/*.test.ts'],
  'src/edit': ['edit/**/*.test.ts', 'cli/{fix,new}.test.ts'],
  'src/print/pdf': [
    'print/pdf/{archive,attachments,contents,encode-part,fonts,object-reader,object-writer,objects,outline}.test.ts',
    'print/pdf/{printed-fonts,printed-pages,srgb,to-unicode}.test.ts', 'print/pdf/{content,structure}/**/*.test.ts',
  ],
};
/** That is about 200 mutants of all folders, and more than an hour. */
const DEFAULT_PERCENT = 1;

const HERE = fileURLToPath(new URL('.', import.meta.url));
const REPOSITORY = join(HERE, '../..');
const STRYKER = join(HERE, 'node_modules/@stryker-mutator/core/bin/stryker.js');

const [part, percent = String(DEFAULT_PERCENT)] = process.argv.slice(2);
const known = Object.keys(FOLDERS);
const parts = part === undefined ? known : [part.replace(/\/$/, '')];
const folderOf = path => known.find(folder => path === folder || path.startsWith(`${folder}/`));
if (!parts.every(folderOf) || !(Number(percent) > 0 && Number(percent) <= 100)) {
  console.error(`npm run mutation -- [${known.join(' | ')}, or a folder below] [percent of the mutants, up to 100]`);
  process.exit(2);
}

if (!existsSync(STRYKER)) {
  // The vitest beside Stryker is the one of the tests.
  run('npm', ['install', '--prefix', HERE, '--no-package-lock', '--legacy-peer-deps', '--no-audit', '--no-fund'], {});
}
for (const path of parts) mutate(path);

/** Runs Stryker on a folder, prints what survived, and the score. */
function mutate(path) {
  const report = join(REPOSITORY, '.stryker-tmp', `${path.replaceAll('/', '-')}.json`);
  const started = Date.now();
  run(process.execPath, [STRYKER, 'run', join(HERE, 'stryker.config.mjs')], {
    MUTATION_FOLDER: path,
    MUTATION_PERCENT: percent,
    MUTATION_REPORT: report,
    MUTATION_TESTS: FOLDERS[folderOf(path)].map(file => `test/${file}`).join(' '),
  });
  const { files } = JSON.parse(readFileSync(report, 'utf8'));
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map(mutant => ({ ...mutant, file, source })));
  const survivors = all.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  for (const mutant of survivors) console.log(lineOf(mutant));
  const [killed, timeout, survived, uncovered] = ['Killed', 'Timeout', 'Survived', 'NoCoverage']
    .map(status => all.filter(mutant => mutant.status === status).length);
  const tried = killed + timeout + survived + uncovered;
  const score = tried ? Math.round(100 * (killed + timeout) / tried) : 0;
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  console.log(`${path}: ${score} % of ${tried} mutants die, of ${all.length} that there are: ${killed} killed, ` +
    `${timeout} run for ever, ${survived} survive, ${uncovered} in code that none of these tests runs (${minutes} minutes)`);
}

/** `Survived src/edit/edits.ts:96:14 ConditionalExpression: now === '' → true`, of the first line. */
function lineOf({ file, source, status, mutatorName, replacement, location: { start, end } }) {
  const row = source.split('\n')[start.line - 1] ?? '';
  const text = start.line === end.line ? row.slice(start.column - 1, end.column - 1) : `${row.slice(start.column - 1)} …`;
  return `${status} ${file}:${start.line}:${start.column} ${mutatorName}: ${text} → ${replacement.split('\n')[0]}`;
}

function run(command, args, env) {
  const { status } = spawnSync(command, args, { cwd: REPOSITORY, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}
