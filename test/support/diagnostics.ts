import type { Code, CodeEntry } from '../../src/model/code.js';
import type { Diagnostic } from '../../src/model/diagnostic.js';

/** A problem as a test writes it; its code may be one that no rule has. */
type About = Partial<Omit<Diagnostic, 'code'>> & { code?: string };

/** A problem, of which a test names only what it is about. */
export function problem({ code = 'budget-split', ...about }: About = {}): Diagnostic {
  return {
    code: code as Code,
    severity: 'error',
    rank: '必改',
    message: '年度预算写的是 5 万元',
    hint: '应写 4',
    file: 'data/2024/甲街道/projects/01-甲.yaml',
    range: { start: { line: 5, column: 9 }, end: { line: 5, column: 10 } },
    ...about,
  };
}

export function warning(about: About = {}): Diagnostic {
  return problem({ code: 'vague', severity: 'warning', rank: '应改', message: '“大幅提升”无法考核', ...about });
}

export const CODES: CodeEntry[] = [
  { id: 'budget-split', title: '年度预算与两部分之和不等', severity: 'error', rank: '必改', why: '是同一笔钱。请核对。' },
  { id: 'vague' as Code, title: '说法空泛', severity: 'warning', rank: '应改', why: '考核不了。请写明数量。' },
];

/** Text that tries to be more than text in every format. */
export const HOSTILE = [
  '100%0A::error::a\r\n::error file=x,line=1::b\n##[error]c::stop-commands::d',
  '</summary></details><script>alert(1)</script><img src=x onerror=alert(1)>',
  '| 1 | [link](https://evil.example) ![x](y) `code` **bold** _it_ ~~no~~ # h',
  '@octocat #1 a@b.example www.evil.example https://evil.example <!-- &lt; &#64;x \\',
  '\u001B[31m\u202Edesrever',
].join('\n');
