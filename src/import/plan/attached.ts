import type { Kind } from '../../model/form.js';
import { isPattern } from '../../model/kinds.js';
import { UserError } from '../../model/user-error.js';
import { safeName } from '../../edit/scaffold/place.js';

/** A YAML file that a PDF or a Word file of this program carries. */
export interface Attached {
  path: string;
  text: string;
}

/**
 * Returns where the files that a document carries belong in `data/`, unchanged; their names are not trusted. Year and
 * department are those of the document's own place (`out/2024/甲/projects/01-乙.pdf`), unless they are given.
 *
 * @param pdf path of the document, with `/`
 * @param kindOf returns the kind of form that a YAML text is
 * @throws UserError when the year or the department is not known, or a file is no form of a layout that there is
 */
export function attachedFiles(
  pdf: string,
  attached: readonly Attached[],
  kindOf: (text: string) => Kind | undefined,
  given: { year: string | undefined; department: string | undefined },
): Attached[] {
  const [, yearOfPath, departmentOfPath] = /(?:^|\/)(\d{4})\/([^/]+)\/(?:[^/]+\/)?[^/]+$/.exec(pdf) ?? [];
  return attached.map(({ path, text }) => {
    const kind = kindOf(text);
    if (!kind) throw new UserError(`${pdf} 里附的 ${path} 不是这里有的版式的表`, '先把它的版式放进 schemas 和 templates；一个文件也没有写');
    const [year, department] = [given.year ?? yearOfPath, given.department ?? departmentOfPath];
    if (year === undefined || department === undefined) throw new UserError(`${pdf} 里的表没有写年度和部门文件夹`, '加 --year 年度 --department 部门文件夹；一个文件也没有写');
    return { path: pathOfAttached(path, kind, `data/${year}/${safeName(department)}`), text };
  });
}

/** Returns where in a department's folder an attached file belongs; names of a PDF are not trusted. */
function pathOfAttached(path: string, kind: Kind, folder: string): string {
  const own = (path.split(/[\\/]/).at(-1) ?? '').replace(/\.yaml$/i, '');
  const name = /^[\p{L}\p{M}\p{N}-]{1,80}$/u.test(own) ? own : safeName(own);
  return `${folder}/${isPattern(kind) ? kind.files.replace('*', name) : kind.files}`;
}
