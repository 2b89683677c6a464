import { type Form, type Indicator, nameOfDepartment } from '../form.js';
import { groupBy } from '../group-by.js';
import { departmentOf } from '../inputs.js';
import { recordOf } from '../record.js';

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

/**
 * Returns the indicators of forms, those of the latest year first. Later stages only repeat those of their targets.
 *
 * @param forms of any departments and years
 */
export function usesOf(forms: Iterable<Form>): Use[] {
  const folders = [...groupBy(forms, ({ source: { path } }) => departmentOf(path))].map(([path, own]) => {
    const [, year = '', folder = ''] = path.split('/');
    const of = (role: Form['kind']['role']): Form[] => own.filter(({ kind }) => kind.role === role);
    const [form] = of('department');
    const department = nameOfDepartment({ name: folder, form, projects: of('project') });
    return { year, folder, department, forms: [...form ? [form] : [], ...of('project')] };
  });
  return folders.sort((a, b) => Number(b.year) - Number(a.year)).flatMap(({ forms: own, ...where }) =>
    own.flatMap(indicatorsIn).map(({ level1, level2, name, weight, unit, operator, target }): Use =>
      ({ indicator: given({ level1, level2, name, weight, unit, operator, target }), ...where })));
}

/** Leaves out the cells that an indicator does not have. */
function given(cells: { [K in keyof Indicator]?: Indicator[K] | undefined }): Use['indicator'] {
  return recordOf(Object.entries(cells).filter(([, value]) => value !== undefined)) as Use['indicator'];
}
