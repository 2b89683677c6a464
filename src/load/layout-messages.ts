import type { SchemaError } from './schema-messages.js';

/* What the validator and the JSON parser say of a schema, in the words of those who write one. */

/** Says where a schema is none. Errors of places further out follow from the deepest one. */
export function explainSchema(errors: readonly SchemaError[]): string {
  const depth = ({ instancePath }: SchemaError): number => instancePath.split('/').length;
  const deepest = errors.reduce((most, error) => Math.max(most, depth(error)), 0);
  const causes = errors.filter(error => depth(error) === deepest);
  const places = new Map(causes.map(({ instancePath, data }) => [instancePath, data]));
  return [...places]
    .map(([place, value]) => `${place || '/'} 写的是 ${JSON.stringify(value)}，JSON Schema 里不能这样写`)
    .join('；');
}

/** @param message what the validator says when it cannot compile a schema */
export function explainCompiling(message: string): string {
  const [, keyword] = /unknown keyword: "(.*?)"/.exec(message) ?? [];
  if (keyword !== undefined) return `没有 ${keyword} 这个关键字`;
  const [, reference] = /can't resolve reference (\S+)/.exec(message) ?? [];
  if (reference !== undefined) return `$ref ${reference} 指的地方没有内容`;
  const [, format] = /unknown format "(.*?)"/.exec(message) ?? [];
  if (format !== undefined) return `没有 ${format} 这种 format`;
  if (/Invalid regular expression/.test(message)) return 'pattern 不是正确的正则表达式';
  const [, word] = /"([\w$]+)"/.exec(message) ?? [];
  return word === undefined ? '关键字互相矛盾，或写法不对' : `${word} 和旁边的关键字互相矛盾，或写法不对`;
}

/** @param error of `JSON.parse`, which knows the place */
export function explainJson(text: string, { message }: SyntaxError): string {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  if (position === undefined || Number(position) >= text.length) return '不是 JSON：没有写完，少了后面的 }、] 或引号';
  const before = text.slice(0, Number(position)).split('\n');
  return `不是 JSON：第 ${before.length} 行第 ${(before.at(-1)?.length ?? 0) + 1} 列写错了，检查逗号、引号和括号`;
}
