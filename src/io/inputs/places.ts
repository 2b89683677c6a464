import { posix } from 'node:path';
import type { Kind } from '../../model/form.js';
import { kindOfFile } from '../../model/kinds.js';
import { visible } from '../../model/visible.js';

/** The places of files in the layout that comes with the program, for messages. */
export const STRUCTURE = 'data/年度/scheme.yaml、data/年度/部门/department.yaml、data/年度/部门/projects/序号-名称.yaml';

/** The existing files and folders. */
export interface Tree {
  has: (path: string) => boolean;
  /** True when YAML files belong in a folder. */
  hasForms: (folder: string) => boolean;
}

/** The meaning of a file below `data/`, by its path. */
export type Place =
  { is: 'scheme' } |
  { is: 'form'; kind: Kind } |
  /** Unknown: the scheme names a layout that does not exist, which is reported for the scheme. */
  { is: 'unknown' } |
  /** Made by an operating system or editor; not reported. */
  { is: 'junk' } |
  /** A form that would not be read. */
  { is: 'lost'; code: 'file/extension' | 'file/misplaced'; message: string; hint: string; meant?: string } |
  /** Not a form. `path` is the one to report: the file, or the topmost folder around it that is not read. */
  { is: 'foreign'; path: string; message: string; hint: string };

const OUTSIDE = '移到 data 之外';

/** Folders made by operating systems. */
const JUNK_FOLDER = /^(?:\.git|\.hg|\.svn|\.Trash.*|__MACOSX|@eaDir|#recycle|\$RECYCLE\.BIN|System Volume Information|lost\+found)$/i;

/** Files made by systems and programs: macOS, Windows, Office, LibreOffice, Emacs. */
const JUNK_FILE = /^(?:\._.*|~\$.*|\.~lock\..*#|\.#.*|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r)$/i;

/** Copies that editors make automatically. */
const EDITOR_COPY = /~$|^#.*#$|\.sw[a-p]$/i;

/** Copies that people and programs keep on purpose. */
const KEPT_COPY = /\.(?:bak|backup|old|orig|rej|save|tmp)\d*$/i;

/** True for the folder name of a year. */
export function isYear(name: string): boolean {
  return /^\d{4}$/.test(name);
}

/** True for a file made by a system or program, or in a folder of one. */
export function isJunk(path: string): boolean {
  const steps = path.split('/');
  return steps.some(step => JUNK_FOLDER.test(step)) || JUNK_FILE.test(posix.basename(path));
}

/**
 * Returns the place of a file, determined by its path alone.
 *
 * @param kindsOf returns the kinds of forms of its department; `undefined` when they are not known
 */
export function placeOfFile(path: string, tree: Tree, kindsOf: () => readonly Kind[] | undefined): Place {
  const steps = path.split('/');
  const file = posix.basename(path);
  if (isJunk(path)) return { is: 'junk' };
  const name = formName(file, steps);
  if (name === file) return placeOfForm(steps, tree, kindsOf);
  if (name === undefined) return steps.slice(1).some(step => step.startsWith('.')) ? { is: 'junk' } : foreign(path, steps, tree);
  const meant = path.slice(0, -file.length) + name;
  if (tree.has(meant) && EDITOR_COPY.test(file)) return { is: 'junk' };
  if (tree.has(meant) && KEPT_COPY.test(file)) {
    return { is: 'foreign', path, message: '这是备份，不会被读取', hint: `${OUTSIDE}；旧的内容 git 里有` };
  }
  return {
    is: 'lost',
    code: 'file/extension',
    message: `${extensionOf(file)}，不会被读取`,
    hint: tree.has(meant)
      ? `${visible(name)} 也在：两个只留一个，名称以 .yaml 结尾`
      : `改名为 ${visible(name)}；不是表，就${OUTSIDE}`,
    meant,
  };
}

function extensionOf(file: string): string {
  const extension = /\.[^.]*$/.exec(file)?.[0];
  return extension === undefined ? '没有扩展名' : `扩展名是 ${visible(extension)}`;
}

/** Returns the name a file would have as a form; `undefined` for one that does not look like a form. */
function formName(file: string, steps: readonly string[]): string | undefined {
  if (file.endsWith('.yaml') && file !== '.yaml') return file;
  // Full-width characters of a Chinese input method, replaced without changing the length.
  const typed = file.replace(/[\uFF01-\uFF5E]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xFEE0)).replaceAll('。', '.');
  const found = /^([.#]{0,9})(.{1,255}?)\s{0,9}\.y[aml]{2,4}(?![a-z])/i.exec(typed);
  if (found) {
    const [, lead = '', stem = ''] = found;
    return `${wordOf(file.slice(lead.length, lead.length + stem.length))}.yaml`;
  }
  const bare = /^(.+?)(?:\.txt)?$/i.exec(typed)?.[1] ?? '';
  if (/\.[a-z\d]{1,5}$/i.test(bare)) return undefined;
  const isForm = FIXED_NAME.test(bare) || (steps.length > 4 && /^\d+\s*[-–—_、.]/.test(bare));
  return isForm ? `${wordOf(file.slice(0, bare.length))}.yaml` : undefined;
}

const FIXED_NAME = /^(?:department|scheme)$/i;

function wordOf(stem: string): string {
  return FIXED_NAME.test(stem) ? stem.toLowerCase() : stem;
}

function placeOfForm(
  [, year = '', ...rest]: readonly string[],
  tree: Tree,
  kindsOf: () => readonly Kind[] | undefined,
): Place {
  const lost = (hint: string): Place => ({ is: 'lost', code: 'file/misplaced', message: '文件放的地方不对，不会被读取', hint });
  const elsewhere = `应放在 ${STRUCTURE}`;
  if (!rest.length) return lost(elsewhere);
  if (!isYear(year)) {
    const meant = yearOf(year);
    return lost(meant ? `把文件夹 data/${visible(year)} 改名为 data/${meant}` : `年度的文件夹是四位数字，如 data/2024；${elsewhere}`);
  }
  const [name = '', folder = ''] = rest;
  if (rest.length === 1) {
    if (name === 'scheme.yaml') return { is: 'scheme' };
    return lost(tree.has(`data/${year}/scheme.yaml`) ? elsewhere : `是口径，就改名为 scheme.yaml；是表，${elsewhere}`);
  }
  if (rest.length === 2 && folder === 'scheme.yaml') return { is: 'scheme' };
  const kinds = kindsOf();
  if (!kinds) return { is: 'unknown' };
  const kind = kindOfFile(rest.slice(1).join('/'), kinds);
  if (kind) return { is: 'form', kind };
  const department = `data/${year}/${visible(name)}`;
  const places = kinds.map(({ title, files }) => `${title}${files.includes('*') ? '放在' : '是'} ${files}`).join('，');
  const folders = [...new Set(kinds.flatMap(({ files }) => /^(.+)\/\*\.yaml$/.exec(files)?.[1] ?? []))];
  const [first] = folders;
  const meant = rest.length === 2 ? kinds.find(({ files }) => files.toLowerCase() === folder.toLowerCase()) : undefined;
  if (meant) return lost(`改名为 ${meant.files}`);
  if (rest.length === 2 && folders.length === 1 && /^\d/.test(folder)) return lost(`移到 ${department}/${first}/ 里`);
  if (rest.length === 2 || first === undefined) return lost(`${department} 里，${places}`);
  if (folders.includes(folder)) return lost(`移到 ${department}/${folder}/ 里，不分子文件夹`);
  if (tree.has(`data/${year}/${name}/${first}`)) return lost(`移到 ${department}/${first}/ 里，不分子文件夹`);
  return lost(`把文件夹 ${department}/${visible(folder)} 改名为 ${folders.join(' 或 ')}`);
}

/** Returns the year that a folder name seems to mean: `2024年`, `24`, `二〇二四`. */
function yearOf(name: string): string | undefined {
  const digits = name.normalize('NFKC').replace(/[〇零一二三四五六七八九]/g, digit => String('〇一二三四五六七八九'.indexOf(digit === '零' ? '〇' : digit)));
  const [, found = ''] = /^\D*(\d{4}|\d{2})(?:\D+\d*)?$/.exec(digits) ?? [];
  return found.length === 2 ? `20${found}` : found || undefined;
}

function foreign(path: string, steps: readonly string[], tree: Tree): Place {
  const [, year = ''] = steps;
  const known = !isYear(year) ? 1 : tree.hasForms(steps.slice(0, 4).join('/')) ? 4 : 3;
  if (steps.length - 1 <= known) {
    return { is: 'foreign', path, message: '这个文件不会被读取', hint: `表要写成 .yaml 文件；不是表，就${OUTSIDE}` };
  }
  const top = steps.slice(0, known + 1).join('/');
  return { is: 'foreign', path: top, message: '这个文件夹里的文件不会被读取', hint: `${OUTSIDE}；表的位置是 ${STRUCTURE}` };
}
