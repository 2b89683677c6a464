import type { Layouts } from '../../load/layouts.js';
import { parse } from '../../load/parse.js';
import type { DepartmentInput, FormInput, YearInput } from '../../model/inputs.js';
import { Source } from '../../model/source.js';
import { UserError } from '../../model/user-error.js';
import { RECHECK, withRechecks } from './recheck.js';

export interface CarriedOver {
  /** The files of the new year. */
  files: Source[];
  /** Departments that the new year has already. */
  kept: string[];
  /** Files that could not be read and are copied without comments. */
  unread: string[];
}

/**
 * Copies departments into another year, with comments where something may have changed; and the scheme, when that year
 * has none. Later stages belong to their year.
 *
 * @param departments of the year before
 * @param to the new year, as far as it is there
 * @throws UserError when the new year has another layout
 */
export function carryOver(
  from: YearInput,
  departments: readonly DepartmentInput[],
  to: { year: string; scheme?: Source | undefined; departments: readonly DepartmentInput[] },
  layouts: Layouts,
): CarriedOver {
  const result: CarriedOver = { files: [], kept: [], unread: [] };
  const moved = (source: Source): string => source.path.replace(/^data\/\d{4}\//, `data/${to.year}/`);
  const takeScheme = (scheme: Source): void => {
    const marked = withHead(scheme, `${RECHECK}口径是从 ${from.year} 年复制的`);
    result.files.push(new Source(moved(scheme), marked.bytes));
  };
  if (!to.scheme && from.scheme) takeScheme(from.scheme);
  for (const input of departments) {
    if (to.departments.some(({ name }) => name.normalize('NFC') === input.name.normalize('NFC'))) {
      result.kept.push(input.name);
      continue;
    }
    const before = input.kinds?.[0]?.layout;
    const now = layouts.kindsFor([to.scheme ?? from.scheme, input.scheme])?.[0]?.layout;
    if (before !== now) {
      throw new UserError(`${to.year} 年的版式是 ${now ?? '读不出来的'}，${from.year} 年“${input.name}”的是 ${before ?? '读不出来的'}，不能照抄`,
        `改好 data/${to.year}/scheme.yaml 里的版式，或用 npm run new 新建空表`);
    }
    if (input.scheme) takeScheme(input.scheme);
    for (const form of input.forms) {
      if (form.kind.role === 'stage') continue;
      const marked = markedForm(form, from.year, layouts);
      if (!marked) result.unread.push(moved(form.source));
      result.files.push(new Source(moved(form.source), (marked ?? form.source).bytes));
    }
  }
  return result;
}

/** @returns `undefined` for a form that cannot be read */
function markedForm({ kind, source }: FormInput, year: string, layouts: Layouts): Source | undefined {
  const parsed = parse(source);
  const { asRead, positions } = layouts.validatorOf(kind).validate(parsed, source);
  if (!asRead) return undefined;
  const marked = withRechecks({ kind, source, data: asRead }, positions, year);
  // Comments change nothing that is read; where a text took one in, it is left as it was.
  return JSON.stringify(parse(marked).data) === JSON.stringify(parsed.data) ? marked : undefined;
}

/** Returns a file with a comment at its top, below the line that names its schema. */
function withHead(source: Source, comment: string): Source {
  const line = source.text.includes('\r\n') ? '\r\n' : '\n';
  const [head = ''] = /^# yaml-language-server:.*\r?\n/.exec(source.text) ?? [];
  return source.withText(`${head}${comment}${line}${source.text.slice(head.length)}`);
}
