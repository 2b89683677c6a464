import { readFileSync, writeFileSync } from 'node:fs';
import { mergeLineByLine } from '../io/git-config.js';
import { readSchema } from '../io/program.js';
import type { Schema } from '../model/schema.js';
import { visible } from '../model/visible.js';
import { merge, type Merged } from '../pipeline/merge.js';
import type { ItemNames } from '../pipeline/merge/match-items.js';
import { toEnglish } from '../pipeline/vocabulary.js';
import type { Terminal } from './terminal.js';

export interface MergeYamlOptions {
  root: string;
  base: string;
  /** Also where the result goes. */
  ours: string;
  theirs: string;
  /** Of the form, for messages. */
  path: string;
}

/** What git calls for a form that both sides changed. @returns 0, or 1 when something contradicts, which is marked */
export function mergeYaml({ root, base, ours, theirs, path }: MergeYamlOptions, terminal: Terminal): number {
  const merged = mergeForms(root, [base, ours, theirs]);
  if (!merged) {
    terminal.note(`${visible(path)}：有一方读不出栏目，按普通文字逐行合并`);
    return mergeLineByLine(base, ours, theirs) ? 1 : 0;
  }
  writeFileSync(ours, merged.text);
  if (merged.conflicts) {
    terminal.note(`${visible(path)}：有 ${merged.conflicts} 处两边改得不一样，已用 <<<<<<< 和 >>>>>>> 标出；改定后运行 npm run check`);
    return 1;
  }
  terminal.note(`${visible(path)}：已按栏目和指标合并；权重、预算的合计可能要调整，请运行 npm run check`);
  return 0;
}

function mergeForms(root: string, paths: readonly [string, string, string]): Merged | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    const [base, ours, theirs] = paths.map(path => decoder.decode(readFileSync(path)));
    return merge(base ?? '', ours ?? '', theirs ?? '', indicatorNames(root));
  } catch (error) {
    if (error instanceof TypeError) return undefined; // not UTF-8
    throw error;
  }
}

function indicatorNames(root: string): ItemNames {
  const schema = toEnglish(JSON.parse(readSchema(root, 'project').text) as Schema);
  const fields = schema.properties?.indicators?.items?.properties;
  const keyOf = (code: string): string => fields?.[code]?.key ?? code;
  return { name: keyOf('name'), classes: [keyOf('level1'), keyOf('level2')] };
}
