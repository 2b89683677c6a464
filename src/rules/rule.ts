import type { Department, Form, FormData, Kind } from '../model/form.js';
import type { Pointer } from '../model/pointer.js';
import type { Rank } from '../model/rank.js';
import type { Copies } from './reading/copies.js';
import type { KnownNames } from './reading/known-names.js';

/** A replacement of a whole field, or of the characters `within` of its text, in UTF-16 units. */
interface Replacement {
  at: Pointer;
  within?: [from: number, to: number];
  text: string;
}

/** A finding of a rule: place and message; check.ts adds code, severity, rank, file and range. */
export interface Finding {
  at: Pointer;
  /** Part of the field's text, in UTF-16 units: the range then covers just these characters. */
  within?: [from: number, to: number];
  /** In Chinese, with both values. */
  message: string;
  /** The text to write instead. */
  hint?: string;
  /** The text that `check --fix` puts in place of the characters `within`; never a figure or a new meaning. */
  fix?: string;
  /** Replacements elsewhere in the form that only make sense together with `fix`. */
  alsoFix?: Replacement[];
  /** Set if a person has to agree to the fix: `check --fix=all`, or yes on a terminal. */
  asks?: true;
  /** The rank, where it is not the one of the rule. */
  rank?: Rank | undefined;
  /** Other places that belong to it, in this form or another of the department. */
  related?: { form: Form; at: Pointer; within?: [from: number, to: number]; message: string }[];
}

/** The data that a rule may read besides its form. */
export interface Context extends Department {
  /** True if the layout has forms of projects. */
  hasProjects: boolean;
  /** The forms of the department in the year before. */
  lastYear: readonly Form[];
  /** The texts of the departments of the year that were checked before this one. */
  elsewhere: Copies;
  /** The names of indicators in other departments and earlier years that were checked before. */
  knownNames: KnownNames;
  /** Returns true if the fonts of the form have a character. */
  hasGlyph: (codePoint: number) => boolean;
}

/** A field of forms that is a core concept. */
export type Concept = keyof FormData;

/** A field of a row of indicators, or of money. */
type InnerConcept = `indicator.${string}` | `money.${string}`;

type Need = Concept | InnerConcept;

/** A form in which some fields are there and not empty. */
export interface FormWith<C extends Concept> extends Form {
  data: FormData & { [K in C]-?: NonNullable<FormData[K]> };
}

/** One business rule. Local conventions (weights, labels, units) come from `department.scheme`, never from the rule. */
export interface Rule<Id extends string = string, N extends Need = Need> {
  /** = file name = fixture folder = code of its diagnostics. */
  id: Id;
  /** In a few Chinese words: what it finds. */
  title: string;
  /** The concepts that it reads: a form that has not all of them, or left one empty, is not its business. */
  needs: readonly N[];
  /** Only forms of some roles. */
  roles?: readonly Kind['role'][];
  /** Needs every form of the department: left out when one of them did not fit its schema. */
  wholeDepartment?: boolean;
  /** Set if it also reads forms outside the department: of other departments, or of the year before. */
  readsOutside?: true;
  /** The rank of its findings; those with a fix that asks nobody are 可自动改. A scheme may change it. */
  rank: Rank;
  /** Set if a form that breaks it is printed as a draft only: its findings are errors, and 必改. */
  blocks?: true;
  /** One or two sentences in Chinese: why it exists, with its source where there is one, and what to do. */
  why: string;
  check(form: FormWith<Extract<N, Concept>>, department: Context): Iterable<Finding>;
}

/** Gives a rule its types. */
export function defineRule<const Id extends string, const N extends Need>(rule: Rule<Id, N>): Rule<Id> {
  return rule as unknown as Rule<Id>;
}

/** Returns true if a rule runs on a form: the form has the concepts that it reads, and they are not empty. */
export function concerns({ needs, roles }: Rule, { kind, data }: Form): boolean {
  return (!roles || roles.includes(kind.role)) && needs.every((concept) => {
    const [group] = concept.split('.');
    const list = group === 'indicator' ? data.indicators ?? data.termIndicators : undefined;
    return kind.concepts.has(concept) && (concept.includes('.')
      ? group !== 'indicator' || list !== undefined
      : data[concept as Concept] !== undefined);
  });
}
