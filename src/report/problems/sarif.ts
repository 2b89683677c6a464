import type { CodeEntry } from '../../model/code.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { sha256Of } from '../../model/document.js';
import type { Range } from '../../model/source.js';
import { plain } from '../text.js';

const BASE = '%SRCROOT%';

/**
 * Problems as a SARIF 2.1.0 log, which GitHub code scanning, editors and other viewers read.
 *
 * @param codes what is declared as the rules of the tool
 * @param version of this program
 */
export function sarif(diagnostics: readonly Diagnostic[], codes: readonly CodeEntry[], version: string): string {
  const fingerprint = fingerprints();
  const run = {
    tool: { driver: { name: 'jixiao', version, language: 'zh-CN', rules: codes.map(descriptor) } },
    language: 'zh-CN',
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [BASE]: { description: { text: '放 data 的文件夹' } } },
    results: diagnostics.map(diagnostic => ({
      ...result(diagnostic, codes),
      partialFingerprints: { 'findingHash/v1': fingerprint(diagnostic) },
    })),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return JSON.stringify(log, null, 2);
}

function descriptor({ id, title, severity, why }: CodeEntry) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: why },
    defaultConfiguration: { level: severity },
  };
}

function result(diagnostic: Diagnostic, codes: readonly CodeEntry[]) {
  const { code, severity, message, hint, file, range, related = [], fix } = diagnostic;
  const ruleIndex = codes.findIndex(({ id }) => id === code);
  const replacement = { deletedRegion: region(range), insertedContent: { text: fix } };
  return {
    ruleId: code,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: severity,
    ...(diagnostic.new ? { baselineState: 'new' } : {}),
    message: text(hint ? `${message}\n→ ${hint}` : message),
    locations: [{ physicalLocation: location(file, range) }],
    ...(related.length
      ? {
          relatedLocations: related.map((other, id) => ({
            id,
            physicalLocation: location(other.file, other.range),
            message: text(other.message),
          })),
        }
      : {}),
    ...(fix === undefined
      ? {}
      : { fixes: [{ artifactChanges: [{ artifactLocation: artifact(file), replacements: [replacement] }] }] }),
  };
}

function location(file: string, range: Range) {
  return { artifactLocation: artifact(file), region: region(range) };
}

function artifact(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE };
}

function region({ start, end }: Range) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** SARIF takes `[…](…)` in a message for a link: what stands in the data must not become one. */
function text(message: string) {
  return { text: plain(message).replaceAll('](', '] (') };
}

/**
 * Says which findings of two runs are the same. Lines and positions in lists are left out, for they move when something
 * is written above; of several equal findings in a file the first stays the first.
 */
function fingerprints(): (diagnostic: Diagnostic) => string {
  const seen = new Map<string, number>();
  return ({ code, file, message }) => {
    const key = [code, file, message].join('\0');
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return sha256Of(new TextEncoder().encode(`${key}\0${nth}`));
  };
}
