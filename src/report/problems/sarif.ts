import type { CodeEntry } from '../../model/code.js';
import { type Diagnostic, type Fix, isListed } from '../../model/diagnostic.js';
import { sha256Of } from '../../model/document.js';
import type { Range } from '../../model/source.js';
import { plain } from '../text.js';

const BASE = '%SRCROOT%';

/**
 * Returns problems as a SARIF 2.1.0 log for GitHub code scanning, editors and other viewers.
 *
 * @param codes declared as the rules of the tool (SARIF 2.1.0, 3.19.23)
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
  const { code, severity, rank, message, hint, file, range, related = [], fix } = diagnostic;
  const ruleIndex = codes.findIndex(({ id }) => id === code);
  return {
    ruleId: code,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: isListed(diagnostic) ? severity : 'note',
    properties: { rank },
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
      : { fixes: [{ artifactChanges: [change(file, fix)] }] }),
  };
}

function change(file: string, { edits }: Fix) {
  return { artifactLocation: artifact(file), replacements: edits.map(replacement) };
}

function replacement(edit: Fix['edits'][number]) {
  return { deletedRegion: region(edit.range), insertedContent: { text: edit.text } };
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

/** Returns a message object. `[…](…)` would be an embedded link (SARIF 2.1.0, 3.11.6), so brackets are escaped. */
function text(message: string) {
  return { text: plain(message).replaceAll('](', '] (') };
}

/**
 * Returns a function that gives a finding the same fingerprint in each run. Lines and list indexes are not in it,
 * because they change when text is inserted above. Equal findings in a file are numbered in their order.
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
