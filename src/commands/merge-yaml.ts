import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { mergeLineByLine } from '../io/git/config.js';
import { readSchemas } from '../io/program.js';
import { replaceFile } from '../io/output/rewrite.js';
import { Source } from '../model/source.js';
import { visible } from '../model/visible.js';
import { merge, type Merged } from '../edit/merge.js';
import type { ItemNames } from '../edit/merge/match-items.js';
import { parse } from '../load/parse.js';
import { layoutsOf } from '../load/known-layouts.js';
import type { Terminal } from '../io/terminal.js';

export interface MergeYamlOptions {
  root: string;
  base: string;
  /** The file of our version; the result is written to it. */
  ours: string;
  theirs: string;
  /** The path of the form, for messages. */
  path: string;
}

/**
 * Merges a form that both sides changed; git calls it as a merge driver. A file that cannot be merged by field is
 * merged line by line.
 *
 * @returns 0, or 1 when there are conflicts, which are marked in the file
 */
export async function mergeYaml(options: MergeYamlOptions, terminal: Terminal): Promise<number> {
  const { root, base, ours, theirs, path } = options;
  const texts = [base, ours, theirs].map(textOf);
  const merged = mergeTexts(texts, root);
  if (!merged) {
    terminal.note(`${visible(path)}：${reasonOf(texts)}，按普通文字逐行合并`);
    const outcome = await mergeLineByLine(base, ours, theirs);
    if (outcome === 'conflict') {
      terminal.note(`${visible(path)}：两边改得不一样的行已用 <<<<<<< 和 >>>>>>> 标出；改定后运行 npm run check`);
    }
    if (outcome === 'binary') {
      terminal.note(`${visible(path)}：不是文字，没有合并，留的是本方的；要对方的，运行 git checkout --theirs -- ${visible(path)}`);
    }
    return outcome === 'clean' ? 0 : 1;
  }
  // The merge driver takes a changed file as the complete result.
  replaceFile(ours, new TextEncoder().encode(merged.text));
  if (merged.conflicts) {
    terminal.note(`${visible(path)}：有 ${merged.conflicts} 处两边改得不一样，已用 <<<<<<< 和 >>>>>>> 标出；改定后运行 npm run check`);
    return 1;
  }
  terminal.note(`${visible(path)}：已按栏目和指标合并；权重、预算的合计可能要调整，请运行 npm run check`);
  return 0;
}

/** Returns the text of a file; `undefined` when it is not UTF-8. */
function textOf(path: string): string | undefined {
  const bytes = readFileSync(path);
  return isUtf8(bytes) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : undefined;
}

function mergeTexts([base, ours, theirs]: readonly (string | undefined)[], root: string): Merged | undefined {
  if (base === undefined || ours === undefined || theirs === undefined) return undefined;
  return merge(base, ours, theirs, itemNames(root));
}

/** Returns why three versions cannot be merged by field: the error of the first that cannot be read. */
function reasonOf(texts: readonly (string | undefined)[]): string {
  for (const [index, name] of [[1, '本方'], [2, '对方'], [0, '合并起点']] as const) {
    const text = texts[index];
    if (text === undefined) return `${name}不是 UTF-8 编码，读不出栏目`;
    const [problem] = text.trim() ? parse(new Source('', new TextEncoder().encode(text))).diagnostics : [];
    if (problem) return `${name}第 ${problem.range.start.line} 行读不出栏目（${problem.message}）`;
  }
  return '按栏目合并的结果读不成一张表';
}

/** Returns the names of the fields that identify an item of a list, for all layouts. */
function itemNames(root: string): ItemNames {
  const lists = layoutsOf(readSchemas(root)).allKinds()
    .flatMap(({ schema }) => Object.values(schema.properties ?? {}))
    .flatMap(({ items }) => (items?.properties ? [items.properties] : []));
  const keysOf = (code: string): string[] => [...new Set(lists.flatMap(columns => columns[code]?.key ?? []))];
  return { names: keysOf('name'), classes: [...keysOf('level1'), ...keysOf('level2')] };
}
