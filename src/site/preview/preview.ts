import { codes } from '../../load/codes.js';
import { placeName } from '../../load/place-name.js';
import { DEFAULT_FONT } from '../../model/fonts.js';
import { MISSING_GLYPH } from '../../model/glyphs.js';
import { departmentOf, sourcesOf } from '../../model/inputs.js';
import { WORDS } from '../../print/views/words.js';
import { type Html, raw } from '../../report/html.js';
import { departmentItem, formList } from './form-list.js';
import { idOf } from './id.js';
import { bannerOf, previewPage } from './page.js';
import { problemList } from './problem-list.js';
import type { Session } from './session.js';
import { type Sheet, Sheets } from './sheet.js';
import type { Dirty, Update } from './update.js';

/** Makes what the browser is sent, from what is known of the data. */
export class Preview {
  private readonly sheets = new Sheets();

  constructor(private readonly session: Session) {}

  /** Returns the path of the form to show: the one that was asked for, or else the first. */
  pathFor(asked: string | undefined): string {
    if (asked !== undefined) return asked;
    const entries = this.session.groups().flatMap(group => group.entries);
    return (entries.find(({ isForm }) => isForm) ?? entries[0])?.path ?? 'data';
  }

  /** Returns the page of a form, or of another file of the list. */
  page(path: string): string {
    this.session.settle(path);
    const { version, look } = this.session;
    const sheet = this.sheets.of(path, this.session);
    const list = formList(this.session.groups(), path);
    return previewPage({ path, sheet, list, problems: this.problems(path, sheet), version, look });
  }

  /** Returns what a page that shows a form does not have yet. */
  update(path: string, { list, departments, sheet: isSheet, written }: Dirty): Update {
    const { session } = this;
    const { version, look } = session;
    const update: Update = { version, look, ...written !== undefined && { written } };
    if (list) update.list = formList(session.groups(), path).text;
    else if (departments.size) {
      update.departments = [...departments].flatMap((folder): [string, string][] => {
        const group = session.group(folder);
        return group ? [[idOf(folder), departmentItem(group, path).text]] : [];
      });
    }
    if (!isSheet) return update;
    const sheet = this.sheets.of(path, session);
    return {
      ...update,
      title: sheet.title,
      banner: bannerOf(sheet, path).text,
      sheet: sheet.body,
      state: sheet.state,
      problems: this.problems(path, sheet).text,
    };
  }

  private problems(path: string, sheet: Sheet): Html {
    if (sheet.state === 'gone') return raw('');
    const placeOf = (file: string, pointer: string): string => placeName(this.session.formAt(file)?.form, pointer);
    return problemList(this.session.problemsOf(path), sheet, codes, placeOf);
  }
}

/** Returns the names of the fonts of the schemes, with the one that every form has. */
export function familiesOf(session: Session): Set<string> {
  const { project: { inputs, fonts } } = session;
  const schemes = sourcesOf(inputs).flatMap(({ path }) => session.formAt(path)?.department.scheme ?? []);
  const named = schemes.flatMap(scheme => Object.values(scheme.fonts ?? {}));
  return new Set([DEFAULT_FONT, ...named.filter(family => fonts.has(family))]);
}

/** Returns the texts with every character that pages may show of some departments. */
export function textsOf(session: Session, of: ReadonlySet<string> | 'all'): string[] {
  const { project: { inputs, schemas } } = session;
  const sources = sourcesOf(inputs).filter(({ path }) => of === 'all' || of.has(departmentOf(path)));
  const said = session.diagnostics(of).flatMap(({ message, hint = '' }) => [message, hint]);
  const titles = codes.map(({ title }) => title);
  const common = of === 'all' ? [...schemas, ...Object.values(WORDS), ...titles, MISSING_GLYPH] : [];
  return [...sources.flatMap(({ path, text }) => [path, text]), ...said, ...common];
}

/** True if a change of these departments changes the page of a form. */
export function concerns(changed: ReadonlySet<string> | 'all', path: string): boolean {
  return changed === 'all' || changed.has(departmentOf(path));
}
