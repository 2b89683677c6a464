import { basename } from 'node:path';
import { placeOf } from '../../import/plan/place.js';
import type { Plan } from '../../import/plan/plan.js';
import type { Found } from '../../import/recognise/recognise.js';
import type { FileState } from '../../io/output/write-files.js';
import type { ImportReport } from '../../report/import.js';
import type { SourceFile } from './read-sources.js';

/** Returns what to do with a layout that an import made; nothing without one. */
export function notesOn(layout: string | undefined): string[] {
  return layout === undefined
    ? []
    : [
        `新版式 ${layout}：口径（scheme.yaml）里写 版式: ${layout} 就用它；npm run layouts -- check ${layout} 看还有什么要修`,
      ];
}

/** Returns the report of an import. @param states the files to write, and the effect of it */
export function reportOf(
  found: ReadonlyMap<SourceFile, Found[]>,
  plan: Plan,
  states: readonly { path: string; state: FileState }[],
  notes: string[],
): ImportReport {
  return {
    sources: [...found].map(([source, forms]) => {
      const read = forms.filter(one => one.is === 'read');
      const layout = read[0]?.layout;
      return {
        path: source.path,
        ...('failure' in source ? { failure: { message: source.failure.message, hint: source.failure.hint } } : {}),
        ...(layout === undefined ? {} : { layout }),
        forms: read.length,
        attached: 'file' in source ? (source.file.attached ?? []).map(({ path }) => path) : [],
        refused: forms
          .filter(one => one.is === 'refused')
          .map(({ why, hint, entries }) => {
            const [first, last] = [entries[0]?.item, entries.at(-1)?.item];
            const place = first && last ? `${placeOf(first)} 到第${last.row}行` : basename(source.path);
            return { place, texts: entries.length, why, hint };
          }),
        remarks:
          'file' in source
            ? source.file.remarks.map(({ message, table, row, column }) =>
                [
                  ...(table === undefined ? [] : [`表${table}`]),
                  ...(row === undefined ? [] : [`第${row}行`]),
                  ...(column === undefined ? [] : [`第${column}列`]),
                  message,
                ].join(' '),
              )
            : [],
      };
    }),
    files: states.map(({ path, state }) => ({ path, state })),
    notPlaced: plan.notPlaced.map(({ item, text, why }) => ({ place: placeOf(item), text, why })),
    counts: plan.counts,
    doubts: plan.doubts,
    notes,
  };
}
