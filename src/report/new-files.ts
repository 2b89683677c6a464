import type { LibraryEntry } from '../model/library/library.js';
import { others, spanText, usual } from './library/facts.js';
import { oneLine } from './text.js';

/** Returns the last lines of `new`: the files that it wrote, and what to do next. */
export function newFilesText(paths: readonly string[], steps: readonly string[]): string {
  return [...paths.map(path => `新建了 ${oneLine(path)}`), ...steps.map(step => `→ ${oneLine(step)}`)].join('\n');
}

/** Returns how an indicator was written elsewhere, for the comment above a new row. */
export function elsewhereText({ names, targets, range, weights, count }: LibraryEntry): string {
  const facts = [
    `用过 ${count} 次`,
    targets.length ? `指标值 ${usual(targets)}${range ? `（${spanText(range)}）` : ''}` : '',
    weights.length ? `权重 ${usual(weights)}` : '',
    names.length > 1 ? `也叫 ${others(names)}` : '',
  ];
  return oneLine(`别处：${facts.filter(Boolean).join('，')}`);
}
