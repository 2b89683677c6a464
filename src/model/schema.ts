/**
 * The parts of a JSON Schema 2020-12 that jixiao reads itself; ajv checks the rest. The keys of the YAML are the labels
 * of the form. The `$ref` of a property to core.schema.json determines its core concept, named by `code` there.
 */
export interface Schema {
  /** The label on the form. `{年度}` is the year, `{年度+2}` and `{年度-1}` are others. */
  title?: string;
  description?: string;
  $comment?: string;
  type?: string | string[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  enum?: string[];
  /** The value of a field that is left out. */
  default?: unknown;
  $ref?: string;
  $defs?: Record<string, Schema>;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  /** The name of a core concept, e.g. `indicator.weight`; for a field of the scheme its English name. */
  code?: string;
  /** Names that other places give the field, for reading their forms. */
  aliases?: string[];
  /** The key in the YAML; set by `toEnglish`. */
  key?: string;
  /** Fields to be filled in, in English names; set by `toEnglish` when an empty field is a finding, not an error. */
  due?: string[];
  /** The maximum number of decimals. */
  decimals?: number;
  /** The message for users when `pattern` does not match: the text to write. */
  patternHint?: string;
  /** Set for a text of paragraphs. */
  prose?: boolean;
  /** Set for a word of `enum` that is printed as boxes to tick. */
  tick?: boolean;
  /** Set for a field to tick that takes several of its `words`, with 、 between them. */
  several?: boolean;
  /** The words of a field to tick that takes several. Not `enum`, which is about the whole text. */
  words?: string[];
  /** Set for a field that is not printed. */
  internal?: boolean;
  /** The unit of a kind, or of an amount in it; 万元 if it is not given. */
  moneyUnit?: MoneyUnit;
  /** Only at the top of the schema of a kind. */
  form?: FormAnnotation;
  examples?: unknown[];
}

export type MoneyUnit = '元' | '万元';

/** A kind of form: its files and its template. */
export interface FormAnnotation {
  role: Role;
  /** Pattern relative to the folder of the department, e.g. `projects/*.yaml`. */
  files: string;
  /** The name of its template; without it that of the kind. `null` when the department's form prints it. */
  template?: string | null;
}

/** The whole department; one project; or a later stage of either, such as the self-evaluation. */
export type Role = 'department' | 'project' | 'stage';
