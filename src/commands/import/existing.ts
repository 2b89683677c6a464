import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Existing } from '../../import/plan/plan.js';
import type { ImportScheme } from '../../import/recognise/attempts.js';
import { readInputs } from '../../io/inputs/inputs.js';
import type { Layouts } from '../../load/layouts.js';
import { parse } from '../../load/parse.js';
import type { Validator } from '../../load/validate.js';
import type { Inputs } from '../../model/inputs.js';
import type { Source } from '../../model/source.js';

/** The content of `data/` before an import. */
export interface World {
  inputs: Inputs;
  forms: Existing[];
  /** Returns what the scheme of a year says; of none there is nothing. */
  schemeOf: (year: string | undefined) => ImportScheme;
}

/** Reads `data/`, which need not be there. */
export function readWorld(root: string, layouts: Layouts): World {
  const inputs: Inputs = existsSync(join(root, 'data')) ? readInputs(root, sources => layouts.kindsFor(sources)) : { years: [], diagnostics: [] };
  const dataOf = (source: Source, validator: Validator): unknown => validator.validate(parse(source), source).asRead;
  const forms = inputs.years.flatMap(({ departments }) => departments).flatMap(department => department.forms)
    .map(({ kind, source }) => ({ path: source.path, kind, data: (dataOf(source, layouts.validatorOf(kind)) ?? {}) }));
  return {
    inputs,
    forms,
    schemeOf: (year) => {
      const source = (inputs.years.find(one => one.year === year) ?? inputs.years.at(-1))?.scheme;
      return source ? (dataOf(source, layouts.scheme) ?? {}) : {};
    },
  };
}
