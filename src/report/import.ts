import { visible } from '../model/visible.js';
import { oneLine } from './text.js';

/** The result of an import that was made, or of a dry run. */
export interface ImportReport {
  /** One for each file of the user. */
  sources: {
    path: string;
    /** The reason why it was not read, and what to do. */
    failure?: { message: string; hint: string | undefined };
    layout?: string;
    forms: number;
    /** Names of the YAML files that it carries, taken as they are. */
    attached: string[];
    /** Forms that were not read: where, how many texts, why. */
    refused: { place: string; texts: number; why: string; hint: string }[];
    remarks: string[];
  }[];
  files: { path: string; state: string }[];
  notPlaced: { place: string; text: string; why: string }[];
  counts: { value: number; label: number; fixed: number; unplaced: number };
  doubts: number;
  notes: string[];
}

/** In characters; a text is known by its beginning. */
const SHOWN = 60;

/** Writes what was read, what was written, and everything that has no place in the files. */
export function importText(report: ImportReport, isDry: boolean): string {
  const { sources, files, notPlaced, counts, doubts, notes } = report;
  const all = counts.value + counts.label + counts.fixed + counts.unplaced;
  return [
    ...sources.flatMap(({ path, failure, layout, forms, attached, refused, remarks }) => [
      attached.length
        ? `${visible(path)}：取自附在里面的 YAML（${attached.map(oneLine).join('、')}），没有读表格`
        : failure ? `${visible(path)}：没有读，${oneLine(failure.message)}${failure.hint === undefined ? '' : `\n  → ${oneLine(failure.hint)}`}` : `${visible(path)}：${forms} 张表${layout === undefined ? '' : `，版式 ${layout}`}`,
      ...remarks.map(remark => `  注意：${oneLine(remark)}`),
      ...refused.flatMap(({ place, texts, why, hint }) => [`  没有读 ${visible(place)}（${texts} 格）：${oneLine(why)}`, `    → ${hint}`]),
    ]),
    ...files.length ? ['', isDry ? `会写 ${files.length} 个文件（现在没有写）：` : `${files.length} 个文件：`] : [],
    ...files.map(({ path, state }) => `  ${state}　${visible(path)}`),
    ...notPlaced.length ? ['', `没有放进去的 ${notPlaced.length} 处，请看一看：`] : [],
    ...notPlaced.map(({ place, text, why }) => `  ${visible(place)} “${shorten(text)}”：${oneLine(why)}`),
    ...all || !files.length ? ['', `读到 ${all} 格：内容 ${counts.value}，栏目名 ${counts.label}，表名、年度、单位等 ${counts.fixed}，没有放进去 ${counts.unplaced}`] : [],
    ...doubts ? [`${doubts} 处读得没有把握，YAML 里有“# 来自 …”的注释，核对后删去`] : [],
    ...notes,
  ].join('\n');
}

function shorten(text: string): string {
  const line = oneLine(text.trim());
  const characters = [...line];
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…（共 ${characters.length} 字）` : line;
}
