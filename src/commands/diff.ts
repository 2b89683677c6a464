import { compareVersions, type VersionsOptions } from '../compare/read-versions.js';
import { reviewPage, writeReview } from '../compare/review.js';
import { UserError } from '../model/user-error.js';
import { refuseOut } from '../io/output/out-folder.js';
import type { Terminal } from '../io/terminal.js';
import { hasNews } from '../report/changes/change-text.js';
import { diffJson } from '../report/changes/json.js';
import { diffMarkdown } from '../report/changes/markdown.js';
import { diffPretty } from '../report/changes/pretty.js';

export type DiffFormat = 'pretty' | 'markdown' | 'json' | 'html' | 'docx';

export interface DiffOptions extends VersionsOptions {
  format: DiffFormat;
  /** The folder for the report and the redlines; without it nothing is written. */
  out: string | undefined;
  /** The number of redlines printed at once. */
  jobs: number;
  /** True to exit with 1 when there are changes or new problems. */
  exitCode: boolean;
}

/** Reports the changes between two versions; with `out` also writes pages and redlines. @returns the exit code */
export async function diff(options: DiffOptions, terminal: Terminal): Promise<number> {
  const { format, out } = options;
  if (out !== undefined) refuseOut(options.root, out);
  else if (format === 'docx') throw new UserError('--format docx 写的是文件，没有说放在哪里', '加上 --out 文件夹');
  const compared = await compareVersions(options);
  const { comparison } = compared;
  const reports = {
    pretty: () => diffPretty(comparison, terminal.colour),
    markdown: () => diffMarkdown(comparison),
    json: () => diffJson(comparison),
    html: () => reviewPage(compared, options.root, () => undefined)(''),
  };
  // The terminal gets the summary where the report is a file.
  const told = format === 'docx' || (out !== undefined && format === 'html') ? 'pretty' : format;
  (told === 'pretty' ? terminal.out : terminal.data)(reports[told]());
  if (out !== undefined) await writeReview(compared, { ...options, out, redlines: format === 'docx' ? 'docx' : 'pdf' }, terminal);
  return options.exitCode && hasNews(comparison) ? 1 : 0;
}
