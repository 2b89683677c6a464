import type { PdfDifference } from '../model/pdf.js';
import type { Origin, Verdict, Verified } from '../model/verdict.js';
import { visible } from '../model/visible.js';

/** Lines of text that are shown of a page that differs. */
const SHOWN = 6;
const ID_LENGTH = 12;

const NAMES = { Title: '标题', Author: '作者', Creator: '制作程序', Producer: '输出程序' } as const;

/** Returns what is known of each PDF, and how many are what the repository makes. */
export function verifiedText(all: readonly Verified[]): string {
  const good = all.filter(({ verdict }) => verdict.kind === 'same' && !verdict.added).length;
  const last = good === all.length
    ? `${all.length} 份都与仓库一致`
    : `${all.length} 份中 ${good} 份与仓库一致，${all.length - good} 份不是或看不出`;
  return [...all.flatMap(linesOf), last].join('\n');
}

function linesOf({ path, title, sources, verdict }: Verified): string[] {
  const isGood = verdict.kind === 'same' && !verdict.added;
  const heading = `${isGood ? '✓' : '✗'} ${visible(path)}${title ? `　${visible(title)}` : ''}`;
  const [first, ...others] = verdictLines(verdict);
  const source = sources.length ? `${sources.map(visible).join('、')}：` : '';
  return [heading, `  ${source}${first ?? ''}`, ...others.map(line => `  ${line}`)];
}

function verdictLines(verdict: Verdict): string[] {
  switch (verdict.kind) {
    case 'same': return [
      `与${originText(verdict.origin)}做出来的逐字节一致${verdict.isDraft ? '；是草稿，那时表里还有错误' : ''}`,
      ...verdict.added ? [`后面另加了 ${verdict.added} 字节（例如签章、批注），加了什么要另外看；前面的部分没有动过`] : [],
    ];
    case 'differs': return [
      `${originText(verdict.origin)}里有这份 YAML，做出来的 PDF 却不同：PDF 改过，或是用别的程序、样式、字体做的`,
      ...verdict.differences.flatMap(differenceLines),
    ];
    case 'unmade': return [`${originText(verdict.origin)}里有这份 YAML，但现在做不出 PDF：${visible(verdict.reason)}`];
    case 'unknown': return ['附的 YAML 不在仓库的任何一个版本里：改过，或是别处的表', '→ 如果历史没有取全，先运行 git fetch --unshallow --tags'];
    case 'no-yaml': return ['没有附 YAML（汇编、对照稿都不附），只和现在的汇编比过：不一样'];
    case 'unreadable': return [`看不出：${visible(verdict.reason)}`];
  }
}

function originText(origin: Origin): string {
  if (origin === 'disk') return '现在的文件（还没有提交）';
  if (origin === 'public') return '现在的文件的公开版';
  return `提交 ${origin.id.slice(0, ID_LENGTH)}（${origin.date} ${visible(origin.subject)}）`;
}

function differenceLines(difference: PdfDifference): string[] {
  switch (difference.kind) {
    case 'pages': return [`页数：应为 ${difference.expected}，现为 ${difference.given}`];
    case 'text': return [`第 ${difference.page} 页的文字：`, ...linePairs(difference.expected, difference.given)];
    case 'drawing': return [`第 ${difference.page} 页：文字相同，位置、大小、线条或字形不同`];
    case 'description': return [`${NAMES[difference.name]}：应为“${visible(difference.expected)}”，现为“${visible(difference.given)}”`];
    case 'attachments': return [`附的文件不同：${difference.names.map(visible).join('、')}`];
    case 'other': return ['每页都相同，字体、结构标记、书签或文件的其他部分不同'];
  }
}

function linePairs(expected: readonly string[], given: readonly string[]): string[] {
  const count = Math.max(expected.length, given.length);
  const lines = Array.from({ length: Math.min(count, SHOWN) }, (_, index) =>
    `  应为 ${quoted(expected[index])}，现为 ${quoted(given[index])}`);
  return count > SHOWN ? [...lines, `  另有 ${count - SHOWN} 行`] : lines;
}

function quoted(line: string | undefined): string {
  return line === undefined ? '（无）' : `“${visible(line)}”`;
}
