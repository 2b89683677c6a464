/** Returns what the terminal says of an error that is a bug: with its place, for those who mend it. */
export function bugReport(error: unknown): string {
  return `程序出错了，这是 jixiao 的缺陷，请把下面几行报告给维护者：\n${(error as Error).stack ?? String(error)}`;
}
