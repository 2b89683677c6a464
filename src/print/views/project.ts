import type { Department, ProjectForm } from '../../model/form.js';
import { type IndicatorsView, viewIndicators } from './indicators.js';
import { budgetLabels, labelsOf } from './labels.js';
import { type FormView, type ProseView, type Schemas, viewForm, viewProse } from './page.js';

/** 部门专项绩效目标申报表 */
export interface ProjectView extends FormView {
  labels: Record<string, string>;
  department: string;
  name: string;
  supervisor: string;
  total: string;
  own: string;
  transfer: string;
  summary: ProseView;
  basis: ProseView;
  goal: ProseView;
  indicators: IndicatorsView;
}

export function viewProject(form: ProjectForm, department: Department, schemas: Schemas): ProjectView {
  const { data } = form;
  const { year, scheme } = department;
  const schema = schemas.project;
  return {
    ...viewForm(form, department, schema.title ?? ''),
    labels: {
      ...labelsOf(schema),
      department: labelsOf(schemas.department).department ?? '',
      ...budgetLabels(year, scheme),
    },
    department: department.form.data.department,
    name: data.name,
    supervisor: data.supervisor,
    total: data.budget.total,
    own: data.budget.own,
    transfer: data.budget.transfer,
    summary: viewProse(schema, 'summary', data.summary),
    basis: viewProse(schema, 'basis', data.basis),
    goal: viewProse(schema, 'goal', data.goal),
    indicators: viewIndicators(data.indicators, schema, {}),
  };
}
