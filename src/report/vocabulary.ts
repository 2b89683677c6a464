import type { Schema } from '../model/schema.js';

/** The core concepts and the shapes of free fields as tables in Markdown. @param core schemas/core.schema.json */
export function vocabularyMarkdown({ $defs = {} }: Schema): string {
  const all = Object.entries($defs);
  const groups: [title: string, of: (name: string, schema: Schema) => boolean][] = [
    ['概念：表的栏目', (name, { code }) => code !== undefined && !name.includes('.')],
    ['概念：资金里面的', name => name.startsWith('money.')],
    ['概念：指标的各列', name => name.startsWith('indicator.')],
    ['没有概念的栏目', (_, { code }) => code === undefined],
  ];
  return groups.map(([title, isOf]) => [
    `### ${title}`,
    '',
    '| `$ref` | 一般叫 | 内容 | 说明 |',
    '|---|---|---|---|',
    ...all.filter(([name, schema]) => isOf(name, schema)).map(([name, schema]) =>
      `| \`${name}\` | ${titleOf(schema)} | ${typeOf(schema)} | ${descriptionOf(schema).replaceAll('|', '\\|')} |`),
    '',
  ].join('\n')).join('\n');
}

/** Shapes have a comment instead of a title: editors would show it instead of the layout's own. */
function titleOf({ title, $comment = '' }: Schema): string {
  return title ?? $comment.split('：')[0] ?? '';
}

function descriptionOf({ description, $comment = '' }: Schema): string {
  return description ?? $comment.split('：').slice(1).join('：');
}

function typeOf({ type, tick, several, prose, decimals }: Schema): string {
  if (tick) return several ? '勾选几个' : '勾选';
  const types = [type ?? []].flat();
  if (types.includes('array')) return '列表';
  if (types.includes('object')) return types.length > 1 ? '数，或一组数' : '一组';
  if (types.includes('number') && types.includes('string')) return decimals === undefined ? '一行文字' : '数或文字';
  if (types.includes('number')) return '数';
  return prose ? '长文字' : '一行文字';
}
