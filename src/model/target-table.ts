import { type Department, type Form, formsOf, type Indicator, nameOfDepartment } from './form.js';
import { printedLabel } from './labels.js';
import { budgetText } from './money.js';

/** The columns about a form, before those about an indicator. */
const OF_FORMS = ['年度', '部门', '表', '预算（万元）'];

/** The columns about an indicator, and what they are called where no form has them. */
const COLUMNS = [
  ['level1', '一级'], ['level2', '二级'], ['name', '名称'], ['weight', '权重'], ['operator', '性质'], ['target', '指标值'], ['unit', '单位'],
] as const satisfies [keyof Indicator, string][];

/** A table of texts, as typed. */
export interface TargetTable {
  head: string[];
  rows: string[][];
}

/** Returns the targets of some departments: one row for each indicator. Later stages only repeat them. */
export function targetTable(departments: readonly Department[]): TargetTable {
  const tables = departments.flatMap(department =>
    formsOf(department).filter(({ kind }) => kind.role !== 'stage').map(form => ({ department, form })));
  const labels = COLUMNS.map(([code, name]) => labelOf(code, tables) ?? name);
  return { head: [...OF_FORMS, ...labels], rows: tables.flatMap(({ department, form }) => rowsOf(form, department)) };
}

function rowsOf(form: Form, department: Department): string[][] {
  const { kind, data } = form;
  const about = [department.year, nameOfDepartment(department), data.name ?? kind.title, budgetText(form) ?? ''];
  return (data.indicators ?? []).map(indicator => [...about, ...COLUMNS.map(([code]) => indicator[code] ?? '')]);
}

/** Returns what the first form that has a column calls it. */
function labelOf(code: keyof Indicator, tables: readonly { department: Department; form: Form }[]): string | undefined {
  for (const { department: { year, scheme }, form: { kind } } of tables) {
    const column = kind.schema.properties?.indicators?.items?.properties?.[code];
    if (column) return printedLabel(column, year, scheme);
  }
  return undefined;
}
