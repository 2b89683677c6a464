import { isText, textFields } from '../../model/fields.js';
import type { Form } from '../../model/form.js';
import { oncePer } from '../../model/once-per.js';
import type { Pointer } from '../../model/pointer.js';
import { readTarget } from '../../model/reading.js';

/** A text that is published with its form, in whatever field of whatever layout. */
export interface PublicText {
  at: Pointer;
  text: string;
  /** True for an amount or count: eleven digits are no phone. */
  isNumber: boolean;
  /** True for the unit of an indicator. */
  isUnit: boolean;
}

/** The reason for not publishing a form is for the office. */
const INTERNAL = new Set(['public', 'privateReason']);
/** Units after a number that is an amount; what else stands after eleven digits may be the name of a person. */
const UNITS = new Set(['', '元', '千元', '万元', '百万元', '亿元', '%', '人', '人次', '次', '个', '户']);

/** Returns every text of a form that is published. */
export const publicTextsOf = oncePer(({ data, kind }: Form): PublicText[] =>
  [...textFields(data, kind.schema)].filter(({ schema: { code = '' } }) => !INTERNAL.has(code)).map(({ at, text, schema }) => ({
    at, text,
    isNumber: !isText(schema) && isAmount(text),
    isUnit: schema.code === 'indicator.unit',
  })));

function isAmount(target: string): boolean {
  const { number, unit } = readTarget({ target });
  return number !== undefined && UNITS.has(unit);
}
