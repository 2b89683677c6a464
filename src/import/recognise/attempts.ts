import type { Kind, Scheme } from '../../model/form.js';
import { bareClass } from '../../model/class-name.js';
import type { Schema } from '../../model/schema.js';
import { type Dictionary, dictionaryOf } from './dictionary.js';
import type { Line } from './lines.js';
import { readForm, type Reading, type ReadingContext } from './read-form.js';
import { findSheetHeader, readSheet } from './sheet.js';
import { type Book, bookOf } from './words.js';

/** The parts of a year's scheme that say how forms are written; all may be missing. */
export type ImportScheme = Partial<Pick<Scheme, 'labels' | 'departmentWords' | 'taxonomy' | 'layout'>>;

/** All ways to read a form with one layout. */
export interface LayoutReader {
  layout: string;
  books: readonly Book[];
  titles: ReadonlySet<string>;
  /** Reads a form in every way. */
  readings: (lines: readonly Line[], year: string) => Reading[];
}

/**
 * @param core core.schema.json
 * @param templateOf returns the text of a kind's template; `''` for a kind without one
 */
export function layoutReader(
  layout: string,
  kinds: readonly Kind[],
  core: Schema,
  scheme: ImportScheme,
  templateOf: (kind: Kind) => string,
): LayoutReader {
  const dictionaries = new Map(
    kinds.map(kind => [kind, dictionaryOf(kind, core, { labels: scheme.labels ?? {} }, templateOf(kind))]),
  );
  const of = (role: Kind['role']): Dictionary[] =>
    kinds.filter(kind => kind.role === role).flatMap(kind => dictionaries.get(kind) ?? []);
  const [department] = of('department');
  const beside = department ? [['department', department] as const] : [];
  const books = [
    ...of('department').map(one => bookOf([['own', one]])),
    ...of('project').map(one => bookOf([['own', one], ...beside])),
    ...of('stage').flatMap(one => [
      ...of('project').map(target => bookOf([['own', one], ['target', target], ...beside])),
      ...of('department').map(target =>
        bookOf([
          ['own', one],
          ['target', target],
        ]),
      ),
    ]),
  ];
  const classes = classWords(scheme, core);
  const contextOf = (book: Book, year: string): ReadingContext => {
    const role = (book.parts.get('target') ?? book.parts.get('own'))?.kind.role;
    const words = role === 'department' ? Object.entries(scheme.departmentWords ?? {}) : [];
    return { year, classes, ownWords: new Map(words.map(([own, printed]) => [printed, own])) };
  };
  return {
    layout,
    books,
    titles: new Set([...dictionaries.values()].map(({ title }) => title.replace('某年', ''))),
    readings: (lines, year) => [
      ...books.map(book => readForm(lines, book, contextOf(book, year))),
      ...of('project').flatMap((project) => {
        const start = findSheetHeader(lines, bookOf([['own', project]]));
        return start === undefined
          ? []
          : [readSheet(lines, start, department, project, { year, classes, ownWords: new Map() })];
      }),
    ],
  };
}

/** Classes of the first level: those of the scheme, and those that the vocabulary names. */
function classWords({ taxonomy = {}, departmentWords = {} }: ImportScheme, core: Schema): Set<string> {
  const usual = core.$defs?.['indicator.level1']?.examples ?? [];
  const all = [
    ...Object.keys(taxonomy),
    ...Object.values(departmentWords),
    ...usual.filter(word => typeof word === 'string'),
  ];
  return new Set(all.map(bareClass));
}
