import { format, getFormatFromId, isDateFormat } from 'numfmt';

/** Number formats that Excel writes by number alone in Chinese (ECMA-376-1, 18.8.30, zh-cn). */
const CHINESE: Readonly<Record<number, string>> = {
  27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: 'm-d-yy', 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
};

/** Days between the two calendars of Excel. */
const DAYS_TO_1904 = 1462;

/** Returns the number format of a built-in number. */
export function builtInFormat(id: number): string {
  return (Object.hasOwn(CHINESE, id) ? CHINESE[id] : getFormatFromId(id, 'zh-CN')) ?? 'General';
}

export interface NumberText {
  text: string;
  /** A remark for the person who imports: the number that is stored is not the one that is seen. */
  remark?: string;
}

/**
 * Returns a number as a person sees it in a wide column: 0.95 with the format 0% is `95%`. An integer is never
 * shortened to 5.00106E+12, as Excel does with long codes.
 *
 * @param stored as the file says it
 * @param code of the number format
 * @param is1904 true where days are counted from 1904
 */
export function numberText(stored: string, code: string, is1904: boolean): NumberText {
  const number = Number(stored);
  if (!Number.isFinite(number) || stored.trim() === '') return { text: stored, remark: `“${stored}”应是数字，照原样读` };
  if (/^(General|@|G\/通用格式)$/i.test(code) && Number.isInteger(number)) return { text: plain(number) };
  const isDate = isDateFormat(code);
  const text = formatted(code, isDate && is1904 ? number + DAYS_TO_1904 : number);
  if (text === undefined || /\[DBNum/i.test(code)) {
    return { text: plain(number), remark: `数字格式“${code}”认不出来，取了存的数 ${plain(number)}，请对照原件` };
  }
  if (isDate) return { text };
  return isSame(text, number) ? { text } : { text, remark: `看到的是“${text}”，存的数是 ${plain(number)}，取了看到的` };
}

function formatted(code: string, number: number): string | undefined {
  try {
    const pattern = code.replace(/!(.)/g, '\\$1').replace(/G\/通用格式/g, 'General'); // as Chinese Excel writes them
    return format(pattern, number, { locale: 'zh-CN', nbsp: false }).trim();
  } catch {
    return undefined; // the library throws SyntaxError and others for a format that it cannot read
  }
}

/** All digits that the file means: 0.1 + 0.2 is 0.3 to Excel, which knows 15. */
function plain(number: number): string {
  const isWhole = Number.isInteger(number) && Math.abs(number) < 1e21;
  return isWhole ? BigInt(number).toString() : String(Number(number.toPrecision(15)));
}

/** Says whether a text shows a number in full, whatever stands around it. */
function isSame(text: string, number: number): boolean {
  const [found] = /[-−]?\d[\d,]*(\.\d+)?(E[+-]?\d+)?/i.exec(text) ?? [];
  if (found === undefined) return false;
  const shown = Math.abs(Number(found.replaceAll(',', '').replace('−', '-'))) / (text.includes('%') ? 100 : 1);
  return Math.abs(shown - Math.abs(number)) <= Math.abs(number) * 1e-12;
}
