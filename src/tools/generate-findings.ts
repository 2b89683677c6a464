/**
 * Writes docs/findings-2024.md: what the rules find in the real document, for reading each finding against its source.
 * Run it after changing a rule or the data: `npm run findings`. A test fails when the file is stale.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openProject } from '../load/project.js';
import { load } from '../load/load.js';
import { compareWorst } from '../model/diagnostic.js';
import { compareRanks, RANKS } from '../model/rank.js';
import { countLevels, scoresOf } from '../report/problems/cards.js';
import { rules } from '../rules/index.js';
import { escapeMarkdown } from '../report/escape-markdown.js';
import { isMain } from './is-main.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The text of docs/findings-2024.md for the data of this repository. */
export function generateFindings(): string {
  const { inputs, layouts, fonts } = openProject(ROOT, ['data/2024']);
  const { diagnostics } = load(inputs, layouts, fonts);
  const found = rules
    .map(({ id, title, why }) => ({ id, title, why, all: diagnostics.filter(({ code }) => code === id) }))
    .filter(({ all }) => all.length)
    .map(found => ({ ...found, worst: [...found.all].sort(compareWorst)[0] }))
    .sort((a, b) => (a.worst && b.worst ? compareRanks(a.worst.rank, b.worst.rank) : 0) || b.all.length - a.all.length);
  const sections = found.map(({ id, title, why, all }) => [
    `## ${title}（${all.length}）`,
    `\`${id}\`：${why}`,
    all.map(({ rank, file, range: { start }, message, hint }) => {
      const place = `${file.replace(/^data\/2024\//, '')}:${start.line}:${start.column}`;
      return `- ${rank} ${place} ${escapeMarkdown(message)} → ${escapeMarkdown(hint ?? '')}`;
    }).join('\n'),
  ].join('\n\n'));
  const table = found.map(({ id, title, all }) => {
    const counts = countLevels(all);
    return `| ${RANKS.map(rank => counts[rank] || '').join(' | ')} | \`${id}\` | ${title} |`;
  });
  const totals = countLevels(diagnostics);
  const scores = [...scoresOf(diagnostics)].map(([file, score]) => `| ${score} | ${file.replace(/^data\/2024\//, '')} |`);
  return [
    '# 真实的 2024 年文件里查出了什么',
    `由 \`npm run findings\` 生成，不要手工改。数据与原件一字不差，下面 ${diagnostics.length} 处都是原件里的：${RANKS.map(rank => `${rank} ${totals[rank]}`).join('，')}。`,
    [`| ${RANKS.join(' | ')} | 规则 | 查的是什么 |`, '|--:|--:|--:|--:|---|---|', ...table].join('\n'),
    ['| 分 | 表 |', '|--:|---|', ...scores].join('\n'),
    ...sections,
    '',
  ].join('\n\n').trimEnd() + '\n';
}

if (isMain(import.meta.url)) {
  writeFileSync(new URL('../../docs/findings-2024.md', import.meta.url), generateFindings());
}
