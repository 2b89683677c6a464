import { type Department, formsOf, nameOfDepartment } from '../../model/form.js';
import type { MeasuredPage } from '../../model/measured.js';
import { budgetText } from '../../model/money.js';
import { targetTable } from '../../model/target-table.js';
import { attachmentsOf, type Built, type BuildTools, formsIn, officeOf } from '../print.js';
import { viewForm } from '../views/form.js';
import { authorOf, ownerOf } from '../views/page.js';
import { laidOut, madeOf, type OfficeTools } from './make-word.js';
import type { WorkbookContent, WorkbookForm } from './excel/workbook.js';

/** Makes the workbook of a department. @param isDraft true when it has errors */
export async function buildWorkbook(
  department: Department,
  isDraft: boolean,
  tools: OfficeTools & Pick<BuildTools, 'render'>,
): Promise<Built> {
  const forms = formsOf(department);
  const name = nameOfDepartment(department);
  const path = `${department.year}/${department.name}/workbook`;
  const own = forms.filter(({ kind }) => kind.template !== null);
  const pages = new Map(own.map(form => [forms.indexOf(form), tools.render('form', viewForm(form, department))]));
  const content: WorkbookContent = {
    title: ownerOf(name, department.year),
    author: authorOf([name]),
    isDraft,
    targets: targetTable([department]),
    forms: forms.map((form): WorkbookForm => {
      const { kind, data, source } = form;
      const page = own.find(one => formsIn(one, department).includes(form)) ?? form;
      return {
        sheet: kind.template === null ? '' : kind.role === 'department' ? kind.title : source.path.replace(/^.*\/|\.yaml$/g, ''),
        shownBy: forms.indexOf(page),
        kind: kind.title,
        name: data.name ?? name,
        budget: kind.role === 'stage' ? '' : budgetText(form) ?? '',
        indicators: data.indicators?.length ?? 0,
        attachments: kind.template === null ? [] : attachmentsOf(form, department),
      };
    }),
  };
  const attached = content.forms.flatMap(({ attachments }) => attachments.flatMap(one => [one.name, one.bytes]));
  const inputs = ['xlsx', JSON.stringify(content, (key, value: unknown) => (key === 'attachments' ? undefined : value)), ...pages.values(), ...attached];
  const ready = await tools.store(inputs, async () => {
    const measured = new Map<number, MeasuredPage>();
    for (const [index, html] of pages) measured.set(index, await laidOut(html, path, tools));
    const { workbook } = await import('./excel/workbook.js');
    return madeOf(await tools.measure('工作簿', () => workbook(content, measured)));
  });
  return officeOf(path, 'xlsx', ready, { kind: 'workbook', sources: forms.map(({ source }) => source.path), ...isDraft && { draft: true } });
}
