import type { Schema } from '../../model/schema.js';
import { type Fields, treeAt } from '../recognise/draft.js';
import { yamlText } from '../../edit/yaml-text.js';

/**
 * Returns the scheme of a year that has none: its layout, and the classes of the forms in the order in which they come.
 *
 * @param schema of schemes, with its keys
 * @param path of the file; two folders below `data/` for a year
 */
export function schemeText(layout: string | undefined, forms: readonly Fields[], schema: Schema, path: string): string {
  const key = (code: string): string => schema.properties?.[code]?.key ?? code;
  const classes = new Map<string, Set<string>>();
  for (const form of forms) {
    for (const table of ['/indicators', '/termIndicators']) {
      const rows = treeAt(form, table);
      for (const row of Array.isArray(rows) ? rows : []) {
        const [level1, level2] = [treeAt(row, '/level1'), treeAt(row, '/level2')];
        if (typeof level1 !== 'string') continue;
        const below = classes.get(level1) ?? new Set();
        if (typeof level2 === 'string') below.add(level2);
        classes.set(level1, below);
      }
    }
  }
  const up = '../'.repeat(path.split('/').length - 1);
  return [
    `# yaml-language-server: $schema=${up}schemas/scheme.schema.json`,
    ...layout === undefined ? [] : [`${key('layout')}: ${layout}`],
    ...classes.size ? [`${key('taxonomy')}:`] : [],
    ...[...classes].flatMap(([name, below]) => [
      `  ${yamlText(name)}:${below.size ? '' : ' []'}`, ...[...below].map(word => `    - ${yamlText(word)}`),
    ]),
  ].join('\n') + '\n';
}
