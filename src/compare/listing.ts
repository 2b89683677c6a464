import { targetText } from '../model/reading.js';
import { timelessLabel } from '../model/labels.js';
import type { Schema } from '../model/schema.js';

/** A clause, with the quotes and brackets that close after it. */
const CLAUSE = /[^，。；！？\n]+[，。；！？]*[”’）》」』]*|[，。；！？]+/g;

/**
 * Returns a form as lines to compare: one for each field, each indicator, and each clause of a long text.
 *
 * @param data that matches the schema, in English names
 */
export function listForm(data: unknown, schema: Schema): string[] {
  return [schema.title ?? '', ...listFields(data as Record<string, unknown>, schema, '')];
}

function listFields(data: Record<string, unknown>, schema: Schema, before: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([code, field]) => {
    const label = before + timelessLabel(field);
    const value = data[code];
    if (Array.isArray(value)) return [`${label}：`, ...(value as Row[]).map(item => `  ${listRow(item, field)}`)];
    if (typeof value === 'object' && value !== null) {
      return listFields(value as Record<string, unknown>, field, `${label} `);
    }
    return typeof value === 'string' ? listText(label, value) : [];
  });
}

type Row = Readonly<Record<string, string>>;

/** Returns a row as `产出 数量 租金缴纳次数：≥ 3 次（指标权重 15）`; the other fields of a layout are in the brackets. */
function listRow({ level1, level2, name, operator, target, unit, ...rest }: Row, { items }: Schema): string {
  const classes = [level1, level2, name].filter(word => word !== undefined).join(' ');
  const asked = targetText({ operator, target, unit });
  const others = Object.entries(rest).map(([code, text]) => `${timelessLabel(items?.properties?.[code] ?? { title: code })} ${text}`).join('，');
  return `${[classes, asked].filter(Boolean).join('：')}${others && `（${others}）`}`;
}

function listText(label: string, text: string): string[] {
  const clauses = text.match(CLAUSE) ?? [];
  return clauses.length > 1 ? [`${label}：`, ...clauses.map(clause => `  ${clause}`)] : [`${label}：${text}`];
}
