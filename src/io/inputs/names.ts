import { unicodeName } from '../../model/characters.js';
import { type DepartmentInput, departmentsIn, type YearInput } from '../../model/inputs.js';
import { FOREIGN_LETTER, isRadical, meantBy } from '../../model/look-alikes.js';
import { UNSEEN, visible } from '../../model/visible.js';

/** A problem of a name, and what to do. */
export interface NameProblem {
  message: string;
  hint: string;
}

/** In bytes of UTF-8. Longer names, possible on other systems, cannot be checked out on Linux. */
const MAX_BYTES = 255;

const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i;

/**
 * Returns the first problem of a file or folder name; undefined if it is displayed as it is and valid on every system.
 */
export function nameProblem(name: string): NameProblem | undefined {
  const unseen = [...name].filter(character => UNSEEN.test(character)).map(unicodeName);
  if (unseen.length) {
    return { message: `名称里有看不见的字符（${[...new Set(unseen)].join('、')}）`, hint: '改名：重新打一遍，不要粘贴' };
  }
  if (name.includes('\uFFFD')) return { message: '名称不是 UTF-8 编码，读不出来', hint: '改名：重新打一遍' };
  const radical = [...name].find(isRadical);
  if (radical !== undefined) {
    return { message: `名称里的“${radical}”（${unicodeName(radical)}）是部首或兼容字符，不是普通汉字`, hint: '改名：重新打一遍，不要粘贴' };
  }
  const foreign = name.match(FOREIGN_LETTER)?.[0];
  if (foreign !== undefined) {
    return { message: `名称里的“${foreign}”（${unicodeName(foreign)}）是别的文字里形似的字母`, hint: `改名：写成 ${meantBy(foreign)}` };
  }
  const blank = /[\u00A0\u1680\u2000-\u200A\u202F\u205F]/.exec(name)?.[0];
  if (blank !== undefined) return { message: `名称里有看着像空格的字符（${unicodeName(blank)}）`, hint: '改名：用半角空格，或删去' };
  const signs = [...new Set(name.match(/[<>:"|?*\\]/g))];
  if (signs.length) return { message: `名称里有 ${signs.join(' ')}，Windows 存不下`, hint: '改名：去掉这些符号，或换成全角的' };
  if (/[. ]$/.test(name)) return { message: '名称以点或空格结尾，Windows 存不下', hint: '改名：去掉结尾的点或空格' };
  if (DEVICE.test(name)) return { message: `${name} 是 Windows 的设备名，Windows 存不下`, hint: '改名' };
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > MAX_BYTES) return { message: `名称有 ${bytes} 字节，超过 ${MAX_BYTES}，Linux 存不下`, hint: '改短，不超过 80 个汉字' };
  return undefined;
}

/** Names reserved in the output folder of a year, beside those of the departments. */
const OWN_NAME = /^(?:volume|index|manifest|assets)(?:\.[a-z]+)?$/i;

/** Two files or folders with the same output path. */
export interface Collision extends NameProblem {
  path: string;
}

/** A form whose documents would have the name of the volume of its department. */
const VOLUME = /^data\/\d{4}\/[^/]+\/volume\.yaml$/i;

/** Returns names that are the same on a disk that ignores case or Unicode normal forms. */
export function findCollisions(years: readonly YearInput[]): Collision[] {
  const departments = departmentsIn({ years });
  const seen = new Map<string, string>();
  const collisions: Collision[] = departments.filter(({ name }) => OWN_NAME.test(name)).map(({ name, path }) =>
    ({ path, message: `“${name}”与程序在 out 里写的文件同名`, hint: '给这个部门的文件夹改名' }));
  for (const path of departments.flatMap(formPaths)) {
    if (VOLUME.test(path)) collisions.push({ path, message: '印出来会与汇编同名', hint: '改名' });
    const name = path.normalize('NFC').toLowerCase();
    const first = seen.get(name);
    if (first === undefined) seen.set(name, path);
    else collisions.push({ path, message: `与 ${visible(first)} 会印成同一个文件名（不分大小写）`, hint: '给其中一个改名' });
  }
  return collisions;
}

function formPaths({ forms }: DepartmentInput): string[] {
  return forms.map(({ source }) => source.path);
}

/** Returns why a new department cannot have a name; undefined when it can. @param names of the others of its year */
export function departmentNameProblem(name: string, names: readonly string[]): string | undefined {
  const folded = (text: string): string => text.normalize('NFC').toLowerCase();
  if (name.trim() === '' || name !== name.trim()) return '名称不能空着，前后也不能有空格';
  if (/[/\\]/.test(name)) return '名称里不能有 / 和 \\';
  if (name.startsWith('.') || OWN_NAME.test(name) || /\.ya?ml$/i.test(name)) return '这个名称程序自己要用';
  if (names.some(other => folded(other) === folded(name))) return '已经有这个部门了';
  return nameProblem(name)?.message;
}
