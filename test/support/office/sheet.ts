import { packageOf, type Part, zipOf } from './zip.js';

export const SHEET_NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

export interface Workbook {
  /** Content of `sheetData`, or of the whole sheet when it begins with `<sheet` or `<cols`. */
  sheets: readonly (readonly [name: string, content: string, state?: string])[];
  strings?: readonly string[];
  /** Number formats of styles 1, 2, …; style 0 is General. */
  formats?: readonly (string | number)[];
  /** Attributes of `workbookPr`. */
  properties?: string;
  parts?: Readonly<Record<string, Part>>;
  further?: Readonly<Record<string, string>>;
}

export function xlsx({ sheets, strings = [], formats = [], properties = '', parts = {}, further = {} }: Workbook): Buffer {
  const list = sheets.map(([name, , state], index) =>
    `<sheet name="${name}" sheetId="${index + 1}" ${state ? `state="${state}"` : ''} r:id="sheet${index + 1}.xml"/>`);
  const own = Object.fromEntries(sheets.map(([, content], index): [string, Part] => {
    const whole = /^<(sheet|cols)/.test(content) ? content : `<sheetData>${content}</sheetData>`;
    return [`sheet${index + 1}.xml`, ['worksheet', `<worksheet ${SHEET_NAMES}>${whole}</worksheet>`]];
  }));
  const codes = formats.map((format, index) => (typeof format === 'number' ? format : 164 + index));
  const numFmts = formats.flatMap((format, index) =>
    (typeof format === 'string' ? [`<numFmt numFmtId="${164 + index}" formatCode="${format.replaceAll('"', '&quot;')}"/>`] : []));
  return zipOf(packageOf('xl', 'workbook.xml', `<workbook ${SHEET_NAMES}><workbookPr ${properties}/><sheets>${list.join('')}</sheets></workbook>`, {
    ...own,
    'sharedStrings.xml': ['sharedStrings', `<sst ${SHEET_NAMES}>${strings.map(text => `<si>${text}</si>`).join('')}</sst>`],
    'styles.xml': ['styles', `<styleSheet ${SHEET_NAMES}><numFmts>${numFmts.join('')}</numFmts><cellXfs><xf/>${codes.map(id => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`],
    ...parts,
  }, further));
}

/** A cell with its own text. */
export const inline = (name: string, text: string): string => `<c r="${name}" t="inlineStr"><is><t>${text}</t></is></c>`;
/** A cell with a number. @param style index of its style */
export const number = (name: string, value: number | string, style = 0, formula = ''): string =>
  `<c r="${name}" s="${style}">${formula && `<f>${formula}</f>`}<v>${value}</v></c>`;
