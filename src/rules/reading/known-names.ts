import type { Form } from '../../model/form.js';
import { lettersOf } from '../../model/indicator-name.js';
import { Likes } from '../../model/library/likes.js';
import { meaningOf } from '../../model/library/meaning.js';
import type { Pointer } from '../../model/pointer.js';
import { indicatorsOf, type Row } from './fields.js';

/** A name of an indicator. */
export interface KnownName {
  /** As it was first written. */
  name: string;
  count: number;
  /** The number of times it has each unit. */
  units: Map<string, number>;
  /** The form that has it first. */
  form: Form;
  at: Pointer;
}

/** The names of one indicator, by their letters, in the order in which they came up. */
type Names = Map<string, KnownName>;

/** The names of indicators in forms that were read, to find how an indicator is called elsewhere. */
export class KnownNames {
  private readonly likes = new Likes<Names>();
  private readonly forms = new Set<string>();

  /** True for a form that was added. */
  has({ source }: Form): boolean {
    return this.forms.has(source.path);
  }

  /** Adds the indicators of a form, once. */
  add(form: Form): void {
    if (this.has(form) || form.kind.role === 'stage') return;
    this.forms.add(form.source.path);
    for (const { indicator, place } of indicatorsOf(form)) {
      const meaning = meaningOf(cellsOf(indicator));
      const names = this.likes.find(meaning) ?? new Map<string, KnownName>();
      this.likes.add(meaning, names);
      const { name, unit } = indicator;
      const known: KnownName = names.get(lettersOf(name)) ??
        { name, count: 0, units: new Map<string, number>(), form, at: place('name') };
      known.count += 1;
      known.units.set(unit, (known.units.get(unit) ?? 0) + 1);
      names.set(lettersOf(name), known);
    }
  }

  /** Returns the names of an indicator; none when it never came up. */
  of(indicator: Row): ReadonlyMap<string, KnownName> {
    return this.likes.find(meaningOf(cellsOf(indicator))) ?? NONE;
  }
}

const NONE: ReadonlyMap<string, KnownName> = new Map();

function cellsOf({ level2, typed, ...row }: Row): Parameters<typeof meaningOf>[0] {
  return { ...row, ...level2 !== undefined && { level2 }, target: typed };
}
