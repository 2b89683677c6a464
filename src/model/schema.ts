/**
 * What jixiao reads of a JSON Schema 2020-12, besides what ajv judges. The keys of the YAML are the labels of the
 * form; `code` beside a property is its one English name.
 */
export interface Schema {
  /** The label on the form. */
  title?: string;
  description?: string;
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
  /** English name of the property. */
  code?: string;
  /** The key in the YAML; set by `toEnglish`. */
  key?: string;
  /** How many decimals a number may have. */
  decimals?: number;
  /** What else people write for a word of `enum`: the message then names the right one. */
  synonyms?: Record<string, string[]>;
  /** What to write, in the user's words, where `pattern` does not match. */
  patternHint?: string;
  examples?: unknown[];
}

export type SchemaName = 'scheme' | 'department' | 'project';
