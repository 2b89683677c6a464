import { noStore } from '../../model/pdf.js';
import { UserError } from '../../model/user-error.js';
import { buildForm, type BuildTools } from '../../print/print.js';
import type { Session } from './session.js';
import { shownPathOf } from './sheet.js';

/** Printing needs these besides the data. */
export type PrintTools = Pick<BuildTools, 'print' | 'layOut' | 'fonts' | 'draftStyle'>;

/** Prints the form that shows a file, as a build does. @returns the PDF, or why there is none */
export async function printOne(path: string, session: Session, tools: PrintTools): Promise<Uint8Array | string> {
  session.settle(path);
  const found = session.formAt(shownPathOf(path, session));
  if (!found?.isCurrent) return '这张表现在读不出来，改好再印';
  const { form, department } = found;
  try {
    const { pdf } = await buildForm({ form, department, isDraft: session.isDraft(path) }, {
      ...tools, render: session.render, store: noStore, formats: ['pdf'], measure: async (_step, action) => action(),
    });
    return await pdf?.bytes() ?? '没有印出来';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message}\n→ ${error.hint ?? ''}`;
  }
}
