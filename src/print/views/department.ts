import type { Department, DepartmentForm } from '../../model/form.js';
import { type IndicatorsView, viewIndicators } from './indicators.js';
import { labelsOf } from './labels.js';
import { type FormView, type ProseView, type Schemas, viewForm, viewProse } from './page.js';

/** 部门整体绩效目标表 */
export interface DepartmentView extends FormView {
  labels: Record<string, string>;
  supervisor: string;
  budget: string;
  goal: ProseView;
  indicators: IndicatorsView;
}

export function viewDepartment(form: DepartmentForm, department: Department, schemas: Schemas): DepartmentView {
  const { data } = form;
  const schema = schemas.department;
  return {
    ...viewForm(form, department, schema.title ?? ''),
    labels: labelsOf(schema),
    supervisor: data.supervisor,
    budget: data.budget,
    goal: viewProse(schema, 'goal', data.goal),
    indicators: viewIndicators(data.indicators, schema, department.scheme.departmentWords),
  };
}
