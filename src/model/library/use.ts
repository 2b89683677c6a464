import type { Department, Form, Indicator } from '../form.js';
import { formsOf, nameOfDepartment } from '../form.js';

/** An indicator as it was written once. */
export interface Use {
  indicator: Pick<Indicator, 'level1' | 'level2' | 'name' | 'weight' | 'unit' | 'operator' | 'target'>;
  year: string;
  /** The department as its forms name it. */
  department: string;
  /** The folder of the department. */
  folder: string;
}

/** Returns the indicators of a form: those of the year, or of the whole term where there are no others. */
export function indicatorsIn({ data }: Form): Indicator[] {
  return data.indicators ?? data.termIndicators ?? [];
}

/** Returns the indicators of a department. Those of later stages only repeat them. */
export function usesOf(department: Department): Use[] {
  const { year, name: folder } = department;
  const name = nameOfDepartment(department);
  return formsOf(department).filter(({ kind }) => kind.role !== 'stage').flatMap(form => indicatorsIn(form).map(
    ({ level1, level2, name: own, weight, unit, operator, target }): Use => ({
      indicator: { ...level1 !== undefined && { level1 }, ...level2 !== undefined && { level2 }, name: own,
        ...weight !== undefined && { weight }, ...unit !== undefined && { unit },
        ...operator !== undefined && { operator }, ...target !== undefined && { target } },
      year, department: name, folder,
    })));
}
