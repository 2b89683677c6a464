import { visible } from '../../model/visible.js';

export const LAYOUT = 'data/年度/scheme.yaml、data/年度/部门/department.yaml、data/年度/部门/projects/序号-名称.yaml';

/** What a file below `data/` is by its path. */
export type Place =
  { is: 'scheme' | 'department' | 'project' } |
  /** Made by a system or an editor: nothing to say about it. */
  { is: 'junk' } |
  /** A form that would not be read. */
  { is: 'lost'; code: 'file/extension' | 'file/misplaced'; message: string; hint: string; meant?: string } |
  /** No form. `path` is what to report: the file, or the topmost folder around it that is not read. */
  { is: 'foreign'; path: string; message: string; hint: string };

const OUTSIDE = '移到 data 之外';

/** Folders that systems make. */
const JUNK_FOLDER = /^(?:\.git|\.hg|\.svn|\.Trash.*|__MACOSX|@eaDir|#recycle|\$RECYCLE\.BIN|System Volume Information|lost\+found)$/i;

/** Files that systems and programs make beside others: macOS, Windows, Office, LibreOffice, Emacs. */
const JUNK_FILE = /^(?:\._.*|~\$.*|\.~lock\..*#|\.#.*|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r)$/i;

/** Copies that editors make of a file on their own. */
const EDITOR_COPY = /~$|^#.*#$|\.sw[a-p]$/i;

/** Copies that people and programs keep on purpose. */
const KEPT_COPY = /\.(?:bak|backup|old|orig|rej|save|tmp)\d*$/i;

/** The name of a folder of a year. */
export function isYear(name: string): boolean {
  return /^\d{4}$/.test(name);
}

/** Whether a system or a program made a file, or a folder around it, beside what people made. */
export function isJunk(path: string): boolean {
  const steps = path.split('/');
  return steps.some(step => JUNK_FOLDER.test(step)) || JUNK_FILE.test(steps.at(-1) ?? '');
}

/**
 * The place of a file by its path alone.
 *
 * @param isThere whether there is a file or folder of a path
 */
export function placeOfFile(path: string, isThere: (path: string) => boolean): Place {
  const steps = path.split('/');
  const file = steps.at(-1) ?? '';
  if (isJunk(path)) return { is: 'junk' };
  const name = formName(file, steps);
  if (name === file) return placeOfForm(steps, isThere);
  if (name === undefined) return steps.slice(1).some(step => step.startsWith('.')) ? { is: 'junk' } : foreign(path, steps);
  const meant = path.slice(0, -file.length) + name;
  if (isThere(meant) && EDITOR_COPY.test(file)) return { is: 'junk' };
  if (isThere(meant) && KEPT_COPY.test(file)) {
    return { is: 'foreign', path, message: '这是备份，不会被读取', hint: `${OUTSIDE}；旧的内容 git 里有` };
  }
  return {
    is: 'lost',
    code: 'file/extension',
    message: `${extensionOf(file)}，不会被读取`,
    hint: isThere(meant)
      ? `${visible(name)} 也在：两个只留一个，名称以 .yaml 结尾`
      : `改名为 ${visible(name)}；不是表，就${OUTSIDE}`,
    meant,
  };
}

function extensionOf(file: string): string {
  const extension = /\.[^.]*$/.exec(file)?.[0];
  return extension === undefined ? '没有扩展名' : `扩展名是 ${visible(extension)}`;
}

/** The name a file would have as a form; `undefined` for one that does not look like a form. */
function formName(file: string, steps: readonly string[]): string | undefined {
  if (file.endsWith('.yaml') && file !== '.yaml') return file;
  // As typed with a Chinese input method, of the same length.
  const typed = file.replace(/[\uFF01-\uFF5E]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xFEE0)).replaceAll('。', '.');
  const found = /^([.#]*)(.+?)\s*\.y[aml]{2,4}(?![a-z])/i.exec(typed);
  if (found) {
    const [, lead = '', stem = ''] = found;
    return `${wordOf(file.slice(lead.length, lead.length + stem.length))}.yaml`;
  }
  const bare = /^(.+?)(?:\.txt)?$/i.exec(typed)?.[1] ?? '';
  if (/\.[a-z\d]{1,5}$/i.test(bare)) return undefined;
  const isForm = FIXED_NAME.test(bare) || (steps.at(-2) === 'projects' && /^\d+\s*[-–—_、.]/.test(bare));
  return isForm ? `${wordOf(file.slice(0, bare.length))}.yaml` : undefined;
}

const FIXED_NAME = /^(?:department|scheme)$/i;

function wordOf(stem: string): string {
  return FIXED_NAME.test(stem) ? stem.toLowerCase() : stem;
}

function placeOfForm([, year = '', ...rest]: readonly string[], isThere: (path: string) => boolean): Place {
  const lost = (hint: string): Place => ({ is: 'lost', code: 'file/misplaced', message: '文件放的地方不对，不会被读取', hint });
  const elsewhere = `应放在 ${LAYOUT}`;
  if (!rest.length) return lost(elsewhere);
  if (!isYear(year)) {
    const meant = yearOf(year);
    return lost(meant ? `把文件夹 data/${visible(year)} 改名为 data/${meant}` : `年度的文件夹是四位数字，如 data/2024；${elsewhere}`);
  }
  const [name = '', folder = '', file] = rest;
  const department = `data/${year}/${visible(name)}`;
  if (rest.length === 1) {
    if (name === 'scheme.yaml') return { is: 'scheme' };
    return lost(isThere(`data/${year}/scheme.yaml`) ? elsewhere : `是口径，就改名为 scheme.yaml；是表，${elsewhere}`);
  }
  if (rest.length === 2) {
    if (folder === 'department.yaml') return { is: 'department' };
    return lost(`部门表改名为 department.yaml；项目表移到 ${department}/projects/ 里`);
  }
  if (rest.length === 3 && folder === 'projects' && file !== undefined) return { is: 'project' };
  if (rest.length > 3 || isThere(`data/${year}/${name}/projects`)) {
    return lost(`移到 ${department}/projects/ 里，不分子文件夹`);
  }
  return lost(`把文件夹 ${department}/${visible(folder)} 改名为 projects`);
}

/** The year a folder seems to be for: `2024年`, `24`, `二〇二四`. */
function yearOf(name: string): string | undefined {
  const digits = name.normalize('NFKC').replace(/[〇零一二三四五六七八九]/g, digit => String('〇一二三四五六七八九'.indexOf(digit === '零' ? '〇' : digit)));
  const [, found = ''] = /^\D*(\d{4}|\d{2})(?:\D+\d*)?$/.exec(digits) ?? [];
  return found.length === 2 ? `20${found}` : found || undefined;
}

function foreign(path: string, steps: readonly string[]): Place {
  const [, year = '', , folder] = steps;
  const known = !isYear(year) ? 1 : folder === 'projects' ? 4 : 3;
  if (steps.length - 1 <= known) {
    return { is: 'foreign', path, message: '这个文件不会被读取', hint: `表要写成 .yaml 文件；不是表，就${OUTSIDE}` };
  }
  const top = steps.slice(0, known + 1).join('/');
  return { is: 'foreign', path: top, message: '这个文件夹里的文件不会被读取', hint: `${OUTSIDE}；表的位置是 ${LAYOUT}` };
}
