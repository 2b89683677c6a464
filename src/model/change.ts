import type { Decimal } from './decimal.js';
import type { Diagnostic } from './diagnostic.js';
import type { Form } from './form.js';
import type { Pointer } from './pointer.js';
import type { Role } from './schema.js';

/** One side of a comparison. */
export interface Version {
  /** As the user names it: a branch, a tag, a commit; {@link WORKING_TREE} for the files on disk. */
  name: string;
  /** Full id of the commit; `null` for the files on disk. */
  commit: string | null;
}

export const WORKING_TREE = 'working tree';

export type ChangeType = 'added' | 'removed' | 'changed' | 'moved';

/** What a changed target asks, compared with before. */
export type Verdict = 'looser' | 'tighter' | 'same' | 'other';

/** A piece of a changed text. */
export interface Segment {
  kind: 'same' | 'deleted' | 'inserted';
  text: string;
}

/** One thing that changed, in the words of the form. */
export interface Change {
  type: ChangeType;
  /** The file after the change; of what was removed, the file before. */
  form: string;
  /** In the form after the change; of what was removed, in the form before. `''` is the whole form. */
  pointer: Pointer;
  label: string;
  /** Finished text, with unit. */
  before?: string;
  /** Finished text, with unit. */
  after?: string;
  /** What the two texts come to in one unit, where both are numbers. */
  numbers?: { before: Decimal; after: Decimal };
  /** After minus before, exact. */
  difference?: Decimal;
  /** Of `difference`; 个百分点 for percentages. */
  unit?: string;
  /** `difference` as a share of before, in percent. */
  percent?: Decimal;
  verdict?: Verdict;
  /** A remark in Chinese: 放宽, 拆分 and the like. */
  note?: string;
  /** Long texts only: the two texts as one. */
  segments?: Segment[];
}

/** What a change says in numbers. */
export type Amounts = 'numbers' | 'difference' | 'percent' | 'unit';

/** The matched rows of tables, by the English name of the table. */
export type Tables = Readonly<Record<string, readonly RowMatch[]>>;

/** Rows of two tables that belong together, as indexes into them. */
export interface RowMatch {
  /** Empty for an added row; several for rows that were merged. */
  before: number[];
  /** Empty for a removed row; several for a row that was split. */
  after: number[];
  /** It changed its place among the others. */
  moved: boolean;
}

export interface Problems {
  introduced: Diagnostic[];
  solved: Diagnostic[];
}

/** A label with what stands there. */
export interface Entry {
  label: string;
  text: string;
}

/** One form whose file changed. */
export interface FormChanges {
  /** After the change; of a removed form, before. */
  path: string;
  kind: Role;
  /** 专项资金名称 or 编制单位; the name of the file when it cannot be read. */
  title: string;
  /** `layout`: the bytes differ, what they say does not. */
  state: 'added' | 'removed' | 'changed' | 'layout';
  /** The path before, of a form that is elsewhere now. */
  renamedFrom?: string;
  /** 年度预算 of a project; 0 where it is not there. */
  money?: Money;
  /** `undefined` when it was not there, or could not be read. */
  before: Form | undefined;
  after: Form | undefined;
  changes: Change[];
  /** The tables of both sides, each in the order of the table after; removed rows stand where they stood. */
  tables: Tables;
  /** What an added or removed form says. */
  content: Entry[];
  problems: Problems;
  /** Why a side could not be read, when it could not. */
  faults: { before: Diagnostic[]; after: Diagnostic[] };
}

/** 万元; `null` where a file could not be read. */
export interface Money {
  before: Decimal | null;
  after: Decimal | null;
  /** Exact; `null` when one of them is. */
  difference: Decimal | null;
  percent?: Decimal;
}

/** One department of which a file, or the scheme or schema it is judged by, changed. */
export interface DepartmentChanges {
  /** e.g. `data/2024/沙坪坝街道`; of a removed department, before. */
  path: string;
  renamedFrom?: string;
  /** 编制单位, or the folder's name. */
  name: string;
  /** Sum of the projects' 年度预算; of a department without projects, its 支出预算总量. */
  money: Money;
  /** In the order of the files; forms whose files did not change are left out. */
  forms: FormChanges[];
  /** Of forms that did not change, and of other files: through a changed scheme, schema or total. */
  problems: Problems;
}

/** A year's scheme that changed. */
export interface SchemeChanges {
  /** e.g. `data/2024/scheme.yaml` */
  path: string;
  changes: Change[];
  problems: Problems;
  faults: { before: Diagnostic[]; after: Diagnostic[] };
}

export interface Totals {
  /** Of the departments in the comparison. */
  money: Money;
  forms: { added: number; removed: number; changed: number; renamed: number; layout: number };
  changes: number;
  problems: { introduced: number; solved: number };
  /** Departments that were not looked into, as nothing that concerns them changed. */
  untouched: number;
}

/** Everything that changed between two versions. */
export interface Comparison {
  base: Version;
  head: Version;
  /** In the order of their paths; only those with something to say. */
  departments: DepartmentChanges[];
  schemes: SchemeChanges[];
  /** Problems of files that belong to no department. */
  problems: Problems;
  /** What changed in the schemas, and what could not be judged. */
  notes: string[];
  totals: Totals;
}
