import type { Indicator } from '../model/form.js';
import type { Schema } from '../model/schema.js';

/** One clause, with the quotes and brackets that close after it. */
const CLAUSE = /[^，。；！？\n]+[，。；！？]*[”’）》」』]*|[，。；！？]+/g;

/**
 * A form as lines to compare: a field a line, an indicator a line, long texts a clause a line.
 *
 * @param data that fits the schema, in English names
 */
export function listForm(data: unknown, schema: Schema): string[] {
  return [schema.title ?? '', ...listFields(data as Record<string, unknown>, schema, '')];
}

function listFields(data: Record<string, unknown>, schema: Schema, before: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([code, field]) => {
    const label = before + (field.title ?? '');
    const value = data[code];
    if (Array.isArray(value)) return [`${label}：`, ...(value as Indicator[]).map(item => `  ${listIndicator(item, field)}`)];
    if (typeof value === 'object' && value !== null) {
      return listFields(value as Record<string, unknown>, field, `${label} `);
    }
    return typeof value === 'string' ? listText(label, value) : [];
  });
}

/** `产出 数量 租金缴纳次数：≥ 3 次（指标权重 15）` */
function listIndicator({ level1, level2, name, operator, target, unit, weight }: Indicator, { items }: Schema): string {
  const classes = [level1, level2, name].filter(word => word !== undefined).join(' ');
  return `${classes}：${operator} ${target} ${unit}（${items?.properties?.weight?.title ?? ''} ${weight}）`;
}

function listText(label: string, text: string): string[] {
  const clauses = text.match(CLAUSE) ?? [];
  return clauses.length > 1 ? [`${label}：`, ...clauses.map(clause => `  ${clause}`)] : [`${label}：${text}`];
}
