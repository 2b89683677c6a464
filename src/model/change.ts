import type { Decimal } from './decimal.js';
import type { Diagnostic } from './diagnostic.js';
import type { Form } from './form.js';
import type { Pointer } from './pointer.js';
import type { Role } from './schema.js';

/** One side of a comparison. */
export interface Version {
  /** The name the user gave: a branch, a tag, a commit; {@link WORKING_TREE} for the files on disk. */
  name: string;
  /** Full id of the commit; `null` for the files on disk. */
  commit: string | null;
}

export const WORKING_TREE = 'working tree';

export type ChangeType = 'added' | 'removed' | 'changed' | 'moved';

/** The strength of a changed target compared with before. */
export type Verdict = 'looser' | 'tighter' | 'same' | 'other';

/** A piece of a changed text. */
export interface Segment {
  kind: 'same' | 'deleted' | 'inserted';
  text: string;
}

/** One change, with the labels of the form. */
export interface Change {
  type: ChangeType;
  /** Path of the file after the change; of a removed thing, before it. */
  form: string;
  /** Place in the form after the change; of a removed thing, before it. `''` is the whole form. */
  pointer: Pointer;
  label: string;
  /** Text to show, with its unit. */
  before?: string;
  /** Text to show, with its unit. */
  after?: string;
  /** The two values as numbers in one unit, where both are numbers. */
  numbers?: { before: Decimal; after: Decimal };
  /** After minus before, exact. */
  difference?: Decimal;
  /** The unit of `difference`; 个百分点 for percentages. */
  unit?: string;
  /** `difference` as a share of before, in percent. */
  percent?: Decimal;
  verdict?: Verdict;
  /** A remark in Chinese: 放宽, 拆分 and the like. */
  note?: string;
  /** For long texts only: both texts as one list of segments. */
  segments?: Segment[];
}

/** The fields of a change that hold its amounts. */
export type Amounts = 'numbers' | 'difference' | 'percent' | 'unit';

/** The matched rows of tables, by the English name of the table. */
export type Tables = Readonly<Record<string, readonly RowMatch[]>>;

/** Rows of two tables that belong together, as indexes into them. */
export interface RowMatch {
  /** Empty for an added row; several for rows that were merged. */
  before: number[];
  /** Empty for a removed row; several for a row that was split. */
  after: number[];
  /** True when the row changed its place among the others. */
  moved: boolean;
}

export interface Problems {
  introduced: Diagnostic[];
  solved: Diagnostic[];
}

/** A label and the value below it. */
export interface Entry {
  label: string;
  text: string;
}

/** One form whose file changed. */
export interface FormChanges {
  /** Path after the change; of a removed form, before it. */
  path: string;
  kind: Role;
  /** 专项资金名称 or 编制单位; the name of the file when it cannot be read. */
  title: string;
  /** `layout`: the bytes differ, the data does not. */
  state: 'added' | 'removed' | 'changed' | 'layout';
  /** The path before, of a moved form. */
  renamedFrom?: string;
  /** 年度预算 of a project in 万元; 0 in the version without the project. */
  money?: Money;
  /** `undefined` when the form did not exist, or could not be read. */
  before: Form | undefined;
  after: Form | undefined;
  changes: Change[];
  /** The matched rows of both versions, in the order of the table after; removed rows keep their place. */
  tables: Tables;
  /** The fields of an added or removed form. */
  content: Entry[];
  problems: Problems;
  /** The problems that kept a version from being read; empty for one that was read. */
  faults: { before: Diagnostic[]; after: Diagnostic[] };
}

/** Amounts in 万元; `null` when a file could not be read. */
export interface Money {
  before: Decimal | null;
  after: Decimal | null;
  /** After minus before, exact; `null` when one of them is. */
  difference: Decimal | null;
  percent?: Decimal;
}

/** One department with a changed file, scheme or schema. */
export interface DepartmentChanges {
  /** e.g. `data/2024/沙坪坝街道`; of a removed department, the path before. */
  path: string;
  renamedFrom?: string;
  /** 编制单位, or the name of the folder. */
  name: string;
  /** In 万元: the sum of the projects' 年度预算; of a department without projects, its 支出预算总量. */
  money: Money;
  /** In the order of the files; only forms whose files changed. */
  forms: FormChanges[];
  /** Problems of unchanged forms and of other files, caused by a changed scheme, schema or total. */
  problems: Problems;
}

/** A changed scheme of a year. */
export interface SchemeChanges {
  /** e.g. `data/2024/scheme.yaml` */
  path: string;
  changes: Change[];
  problems: Problems;
  faults: { before: Diagnostic[]; after: Diagnostic[] };
}

export interface Totals {
  /** Total of the departments in the comparison. */
  money: Money;
  forms: { added: number; removed: number; changed: number; renamed: number; layout: number };
  changes: number;
  problems: { introduced: number; solved: number };
  /** The number of departments that were not read because nothing that affects them changed. */
  untouched: number;
}

/** Everything that changed between two versions. */
export interface Comparison {
  base: Version;
  head: Version;
  /** In the order of their paths; only those with changes or problems. */
  departments: DepartmentChanges[];
  schemes: SchemeChanges[];
  /** Problems of files that belong to no department. */
  problems: Problems;
  /** Changes of the schemas, and reasons why something could not be checked. */
  notes: string[];
  totals: Totals;
}
