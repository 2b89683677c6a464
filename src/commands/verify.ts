import { History } from '../io/git/history.js';
import type { Terminal } from '../io/terminal.js';
import { openProject } from '../load/project.js';
import { groupBy } from '../model/group-by.js';
import { sourcesOf } from '../model/inputs.js';
import { must } from '../model/must.js';
import { UnreadablePdf } from '../model/pdf.js';
import { UserError } from '../model/user-error.js';
import type { Origin, Verdict, Verified } from '../model/verdict.js';
import { verifiedText } from '../report/verified.js';
import { type Given, pdfsIn, readGiven, readWritten } from './verify/given.js';
import { type Rebuilt, type Version, withRebuilt } from './verify/rebuild.js';

export interface VerifyOptions {
  root: string;
  /** PDF files, and folders of them. */
  paths: string[];
  /** The number of forms printed at once. */
  jobs: number;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

/** A way in which the repository may have made a PDF. */
interface Candidate {
  origin: Origin;
  version: Version;
  /** The files of `data/` that it shows. */
  sources: string[];
}

/** A PDF that can be read, with the candidates that are left, and the best verdict so far. */
interface Open {
  given: Given;
  candidates: Candidate[];
  verdict: Verdict | undefined;
  sources: string[];
}

/**
 * Makes PDFs again from the YAML that is attached to them, as the repository has it, and compares the bytes.
 *
 * @returns the exit code: 1 when a PDF is not what the repository makes
 * @throws UserError when there is no such file, or no data
 */
export async function verify(options: VerifyOptions, terminal: Terminal): Promise<number> {
  const { root, paths } = options;
  const files = pdfsIn(paths);
  const read = await Promise.all(files.map(readGiven));
  const history = await historyOf(root);
  const given = read.filter((one): one is Given => !('reason' in one));
  const open = await findCandidates(given, root, history);
  for (;;) {
    const waiting = open.filter(({ candidates, verdict }) => candidates.length && verdict?.kind !== 'same');
    if (!waiting.length) break;
    for (const [version, group] of groupBy(waiting, ({ candidates: [first] }) => first?.version ?? '')) {
      options.signal.throwIfAborted();
      const sources = group.flatMap(({ candidates: [first] }) => first?.sources ?? []);
      // A volume is made of everything.
      const all = group.some(({ candidates: [first] }) => !first?.sources.length);
      await withRebuilt({ ...options, history, version, sources: all ? [] : sources }, terminal, async (rebuilt) => {
        for (const one of group) await judge(one, rebuilt);
      });
    }
  }
  const verdicts = new Map(open.map(({ given: { path, title, yaml }, verdict, sources }): [string, Verified] =>
    [path, { path, title, sources, verdict: verdict ?? { kind: yaml.length ? 'unknown' : 'no-yaml' } }]));
  const all = read.map((one): Verified => 'reason' in one
    ? { path: one.path, title: '', sources: [], verdict: { kind: 'unreadable', reason: one.reason } }
    : must(verdicts.get(one.path), one.path));
  terminal.out(verifiedText(all));
  return all.every(({ verdict }) => verdict.kind === 'same' && !verdict.added) ? 0 : 1;
}

/** Without git only the files on disk are known. */
async function historyOf(root: string): Promise<History | undefined> {
  try {
    return await History.open(root);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function findCandidates(given: readonly Given[], root: string, history: History | undefined): Promise<Open[]> {
  const onDisk = sourcesOf(openProject(root, []).inputs);
  const idsOf = (one: Given): string[][] => one.yaml.map(({ bytes }) => history?.idsOf(bytes) ?? []);
  const held = await history?.find(new Set(given.flatMap(one => idsOf(one).flat()))) ?? [];
  return given.map((one): Open => {
    const candidates: Candidate[] = [];
    const [first] = one.yaml;
    const ids = idsOf(one);
    const places = ids.map(own => held.filter(({ blob }) => own.includes(blob)));
    for (const place of places[0] ?? []) {
      const sources = [place.path, ...places.slice(1).flatMap(([other]) => other?.path ?? [])];
      for (const { commit, version } of place.states) candidates.push({ origin: commit, version, sources });
    }
    const same = onDisk.filter(({ bytes }) => first && Buffer.from(first.bytes).equals(bytes)).map(({ path }) => path);
    if (same.length) candidates.push({ origin: 'disk', version: 'disk', sources: same });
    const named = onDisk.filter(({ path }) => first && path.endsWith(`/${first.name}`)).map(({ path }) => path);
    if (!candidates.length && named.length) candidates.push({ origin: 'public', version: 'public', sources: named });
    // A volume has no YAML.
    if (!first) candidates.push({ origin: 'disk', version: 'disk', sources: [] });
    return { given: one, candidates, verdict: undefined, sources: candidates[0]?.sources ?? [] };
  });
}

/** Compares a PDF with what its first candidate makes, and takes the candidate away. */
async function judge(open: Open, { documents, read, reason }: Rebuilt): Promise<void> {
  const { given: { path, sha256, added }, candidates: [candidate], verdict } = open;
  open.candidates = open.candidates.slice(1);
  if (!candidate) return;
  const { origin, sources: [source] } = candidate;
  const equal = documents.find(document => document.sha256 === sha256);
  if (equal) {
    open.sources = equal.sources;
    open.verdict = { kind: 'same', origin, isDraft: equal.draft === true, added };
    return;
  }
  // The newest state says best what differs. A public version that is not equal is another form of that name.
  if (verdict || origin === 'public' || source === undefined) return;
  const meant = documents.find(({ format, sources }) => format === 'pdf' && sources[0] === source);
  open.verdict = meant
    ? await compared(origin, read(meant.path), readWritten(path))
    : { kind: 'unmade', origin, reason: reason ?? '这张表不单独成文' };
}

async function compared(origin: Origin, expected: Uint8Array, given: Uint8Array): Promise<Verdict> {
  const { pdfDifferences } = await import('../print/pdf/pdf-differences.js');
  try {
    return { kind: 'differs', origin, differences: pdfDifferences(expected, given) };
  } catch (error) {
    if (error instanceof UnreadablePdf) return { kind: 'unreadable', reason: error.message };
    throw error;
  }
}
