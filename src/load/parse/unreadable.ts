import type { Source } from '../../model/source.js';
import type { Fault } from './fault.js';

/** Above this a file is no form: it protects the run from a file made to be slow. */
const MAX_BYTES = 256 * 1024;

/** The reason why a file is not even looked at as YAML, if there is one. */
export function findUnreadable(source: Source): Fault | undefined {
  if (source.bytes.length > MAX_BYTES) {
    const size = Math.ceil(source.bytes.length / 1024);
    return {
      code: 'too-large',
      span: { start: 0, end: 0 },
      message: `文件有 ${size} KB，超过 ${MAX_BYTES / 1024} KB，没有读`,
      hint: '一张表一个文件；请拆开',
    };
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(source.bytes);
  } catch {
    const start = Math.max(0, source.text.indexOf('\uFFFD'));
    return {
      code: 'encoding',
      span: { start, end: start + 1 },
      message: '文件不是 UTF-8 编码，从这里起读不出来',
      hint: '多半是记事本存成了 ANSI（GBK）：请用“另存为”，编码选 UTF-8',
    };
  }
  if (source.text.includes('\r') && !source.text.includes('\n')) {
    return {
      code: 'encoding',
      span: { start: 0, end: 0 },
      message: '文件的换行是旧式的（CR），整个文件成了一行',
      hint: '用编辑器另存，换行选 LF（VS Code 右下角）',
    };
  }
  return undefined;
}
