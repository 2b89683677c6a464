/**
 * What jixiao reads of a JSON Schema 2020-12, besides what ajv judges. The keys of the YAML are the labels of the form.
 * Which core concept a property is comes from its `$ref` to core.schema.json, where `code` names the concept.
 */
export interface Schema {
  /** The label on the form. `{年度}` stands for the year, `{年度+2}` for a later one. */
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
  /** What a field that is left out has. */
  default?: unknown;
  $ref?: string;
  $defs?: Record<string, Schema>;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  /** Of a core concept its name, e.g. `indicator.weight`; of a field of the scheme its English name. */
  code?: string;
  /** The key in the YAML; set by `toEnglish`. */
  key?: string;
  /** Fields that are to be filled, in English names; set by `toEnglish` where an empty one is a finding. */
  due?: string[];
  /** How many decimals a number may have. */
  decimals?: number;
  /** What to write, in the user's words, where `pattern` does not match. */
  patternHint?: string;
  /** A text of paragraphs. */
  prose?: boolean;
  /** One of the words of `enum`, printed as boxes to tick. */
  tick?: boolean;
  /** It is in the file and not on the page. */
  internal?: boolean;
  /** Of a kind, or of money in it: 万元 without it. */
  moneyUnit?: MoneyUnit;
  /** At the top of the schema of a kind. */
  form?: FormAnnotation;
  examples?: unknown[];
}

export type MoneyUnit = '元' | '万元';

/** What a kind of form is, where its files are and how it is printed. */
export interface FormAnnotation {
  role: Role;
  /** Relative to the folder of the department, e.g. `projects/*.yaml`. */
  files: string;
  /** Name of its template; without it that of the kind. `null`: the department's form prints it. */
  template?: string | null;
}

/** The whole department; one project; or a later stage of either, such as the self-evaluation. */
export type Role = 'department' | 'project' | 'stage';
