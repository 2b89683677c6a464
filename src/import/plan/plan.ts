import { posix } from 'node:path';
import { nextPlace, safeName } from '../../edit/scaffold/place.js';
import { writeForm } from '../../edit/write-form.js';
import type { FormData, Kind } from '../../model/form.js';
import { groupBy } from '../../model/group-by.js';
import { isPattern } from '../../model/kinds.js';
import type { Pointer } from '../../model/pointer.js';
import { type Fields, textsOf, treeAt } from '../recognise/draft.js';
import type { Doubt, Entry, Item } from '../recognise/ledger.js';
import type { Found } from '../recognise/recognise.js';
import type { Part } from '../recognise/words.js';
import { beside, complement } from './beside.js';
import { placeOf } from './place.js';

/** A form that is in `data/` already. */
export interface Existing {
  path: string;
  kind: Kind;
  data: FormData;
}

/** A file to write. */
export interface Planned {
  path: string;
  kind: Kind;
  text: string;
}

/** A text of the source that is in no file, and why. */
export interface NotPlaced {
  item: Item;
  text: string;
  why: string;
}

export interface Plan {
  files: Planned[];
  notPlaced: NotPlaced[];
  /** The content of the files, by their paths. */
  forms: { path: string; kind: Kind; data: Fields }[];
  /** The number of comments in the files that say that a reading is doubtful. */
  doubts: number;
  /** The numbers of texts by their use; those of forms that were not read are not counted. */
  counts: { value: number; label: number; fixed: number; unplaced: number };
}

interface PlanOptions {
  /** Name of the folder; without it that of the department on the form. */
  department: string | undefined;
  existing: readonly Existing[];
}

type Read = Extract<Found, { is: 'read' }>;

/** A file in the making. */
interface Draft {
  kind: Kind;
  data: Fields;
  doubts: Doubt[];
  /** Known only from what later stages repeat of it. */
  isRepeated: boolean;
}

/** Forms as read → files of `data/`: their places, numbers and texts. A later stage goes by the name of its target. */
export function planFiles(found: readonly Found[], { department, existing }: PlanOptions): Plan {
  const read = found.filter(one => one.is === 'read');
  const planner = new Planner(existing);
  const folders = foldersOf(read, department, existing);
  const entries = read.flatMap(({ reading }) => reading.entries);
  const isStage = ({ reading }: Read): boolean => reading.book.parts.has('target');
  for (const one of [...read.filter(form => !isStage(form)), ...read.filter(isStage)]) {
    planner.add(one, folders.get(one) ?? '');
  }
  const misplaced = planner.misplaced;
  const final = entries.map((entry): Entry => {
    const why = misplaced.get(entry);
    return why === undefined ? entry : { ...entry, use: { is: 'unplaced', why } };
  });
  const byUse = groupBy(final, ({ use }) => use.is);
  const count = (is: Entry['use']['is']): number => byUse.get(is)?.length ?? 0;
  return {
    files: planner.files(),
    forms: planner.forms(),
    doubts: read.reduce((sum, { reading }) => sum + reading.doubts.length, 0),
    notPlaced: final.flatMap(({ item, text, use }) => (use.is === 'unplaced' ? [{ item, text, why: use.why }] : [])),
    counts: {
      value: count('value'),
      label: count('label'),
      fixed: count('fixed') + count('printed'),
      unplaced: count('unplaced'),
    },
  };
}

/**
 * Returns the folder of each form, e.g. `data/2024/甲`; forms that do not name their department go to the one
 * beside.
 */
function foldersOf(
  read: readonly Read[],
  named: string | undefined,
  existing: readonly Existing[],
): Map<Read, string> {
  const names = read.map(({ reading }) => {
    const texts = [...reading.book.parts.keys(), 'department' as const].map(part =>
      treeAt(reading.drafts.get(part) ?? {}, '/department'),
    );
    return texts.find(text => typeof text === 'string');
  });
  const result = new Map<Read, string>();
  for (const [index, one] of read.entries()) {
    const before = names.slice(0, index + 1).findLast(name => name !== undefined);
    const name = names[index] ?? before ?? names.find(other => other !== undefined);
    const known = existing.find(
      ({ path, data }) => data.department === name && name !== undefined && path.startsWith(`data/${one.year}/`),
    );
    const folder = named ?? known?.path.split('/')[2] ?? (name === undefined ? undefined : safeName(name) || '未命名');
    if (folder !== undefined) result.set(one, `data/${one.year}/${folder}`);
  }
  return result;
}

class Planner {
  private readonly drafts = new Map<string, Draft>();
  private readonly taken = new Set<string>();
  /** Texts that another file says otherwise, and what it says. */
  readonly misplaced = new Map<Entry, string>();

  constructor(private readonly existing: readonly Existing[]) {}

  add({ reading }: Read, folder: string): void {
    const { book, drafts, doubts, entries } = reading;
    const paths = new Map<Part, string>();
    const target = book.parts.get('target');
    // The file of a later stage goes by the name of its target.
    const order = [...book.parts].sort(([a], [b]) => (target ? Number(a === 'own') - Number(b === 'own') : 0));
    for (const [part, { kind }] of order) {
      const data = drafts.get(part);
      if (!data || ![...textsOf(data)].length) continue;
      const path =
        part === 'own' && target
          ? posix.join(
              folder,
              kind.files.replace('*', posix.basename(paths.get('target') ?? 'department', '.yaml')),
            )
          : this.pathFor(
              kind,
              data,
              folder,
              part === 'target' ? `target of ${book.parts.get('own')?.kind.name ?? ''}` : '',
            );
      paths.set(part, path);
      const other = this.dataAt(path);
      if (part === 'department' && this.complete(path, kind, data)) continue;
      if (other && (part === 'target' || part === 'department')) {
        if (this.drafts.get(path)?.isRepeated) complement(data, other);
        for (const [entry, why] of beside(part, data, other, entries, path)) this.misplaced.set(entry, why);
      } else
        this.drafts.set(path, {
          kind,
          data: { ...this.drafts.get(path)?.data, ...data },
          doubts: doubts.filter(doubt => doubt.part === part),
          isRepeated: part === 'target',
        });
    }
  }

  /** Puts the name of the department into its form, where this was read without. @returns true if so */
  private complete(path: string, kind: Kind, data: Fields): boolean {
    const draft = this.drafts.get(path);
    if (!draft || treeAt(draft.data, '/department') !== undefined) return false;
    this.drafts.set(path, { ...draft, kind, data: { ...data, ...draft.data } });
    return true;
  }

  private dataAt(path: string): Fields | undefined {
    return this.drafts.get(path)?.data ?? (this.existing.find(one => one.path === path)?.data as Fields | undefined);
  }

  /**
   * The file of a form: the one that has its name already, or the next number. Two forms of one name are two files; the
   * target of a later stage is one of them.
   */
  private pathFor(kind: Kind, data: Fields, folder: string, use: string): string {
    if (!isPattern(kind)) return posix.join(folder, kind.files);
    const name = data.name;
    const inFolder = [
      ...this.existing.map(one => ({ ...one, data: one.data as Fields })),
      ...[...this.drafts].map(([path, draft]) => ({ path, ...draft })),
    ].filter(one => posix.dirname(one.path) === posix.join(folder, posix.dirname(kind.files)));
    const known = inFolder.find(one => one.data.name === name && !this.taken.has(`${use} ${one.path}`));
    const below = inFolder.map(one => posix.relative(folder, one.path));
    const path = known?.path ?? posix.join(folder, nextPlace(kind, below, typeof name === 'string' ? name : ''));
    this.taken.add(`${use} ${path}`);
    return path;
  }

  forms(): Plan['forms'] {
    return [...this.drafts].map(([path, { kind, data }]) => ({ path, kind, data }));
  }

  files(): Planned[] {
    return [...this.drafts]
      .map(([path, { kind, data, doubts }]) => {
        const comments = new Map<Pointer, string[]>();
        for (const { at, item, message } of doubts)
          comments.set(at, [...(comments.get(at) ?? []), `来自 ${placeOf(item)}：${message}`]);
        return { path, kind, text: writeForm(data, kind, path, comments) };
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}
