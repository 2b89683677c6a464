/** A file that cannot be read as an office file. `read.ts` says which one it is. */
export class Unreadable extends Error {
  /**
   * @param message the reason in Chinese, without the path
   * @param hint what to do, in Chinese
   */
  constructor(message: string, readonly hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Unreadable';
  }
}

/** The hint for a file that is broken. */
const GET_IT_AGAIN = '请向提供文件的人再要一份；能用 Word、Excel 或 WPS 打开的，打开后另存一份再导入';

/** Returns the error for a file whose bytes are not what its format says. @param detail what is wrong, in Chinese */
export function damaged(detail: string, cause?: unknown): Unreadable {
  return new Unreadable(`文件已损坏（${detail}）`, GET_IT_AGAIN, { cause });
}

/** Returns the error for a file above a limit of {@link LIMITS}. @param detail which one, in Chinese */
export function tooMuch(detail: string): Unreadable {
  return new Unreadable(`文件超出导入的上限（${detail}）`, '绩效表远小于这个上限。请把要导入的表单独存成一个文件再试');
}
