import { groupBy } from '../../model/group-by.js';
import type { LibraryEntry } from '../../model/library/library.js';
import { oneLine } from '../text.js';
import { classText, others, placesText, usual, usualText } from './facts.js';

/** Returns the library for a terminal: the indicators of each class, the most used first. */
export function prettyLibrary(entries: readonly LibraryEntry[]): string {
  const parts = [...groupBy(entries, classText)].map(([title, own]) =>
    [`${oneLine(title) || '没有类别'}（${own.length} 项）`, ...own.map(entry => entryText(entry, false))].join('\n'));
  return parts.join('\n\n');
}

/**
 * Returns one indicator: its name and how often it was written, how, and where.
 *
 * @param hasClass true to name its class
 */
export function entryText(entry: LibraryEntry, hasClass: boolean): string {
  const { names, units, targets, range, weights, weightRange, count } = entry;
  const facts = [
    hasClass ? classText(entry) : '',
    targets.length ? `指标值 ${usualText(targets, range)}` : '',
    weights.length ? `权重 ${usualText(weights, weightRange)}` : '',
    units.length > 1 ? `单位也写 ${others(units)}` : '',
  ].filter(Boolean).join('　');
  const lines = [`${usual(names)}　${count} 次`, facts, names.length > 1 ? `也叫 ${others(names)}` : '', placesText(entry)];
  return lines.filter(Boolean).map((line, index) => (index ? '    ' : '  ') + oneLine(line)).join('\n');
}
