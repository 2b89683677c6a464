import type { Department, Form } from '../model/form.js';
import { viewDepartment } from './views/department.js';
import type { PageView, Schemas } from './views/page.js';
import { viewProject } from './views/project.js';

/** A form → the finished text for its template. */
export function view(form: Form, department: Department, schemas: Schemas): PageView {
  switch (form.kind) {
    case 'department':
      return viewDepartment(form, department, schemas);
    case 'project':
      return viewProject(form, department, schemas);
  }
}
