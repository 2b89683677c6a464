import type { Source } from '../../model/source.js';
import type { Fault } from './fault.js';

/** The marks that git leaves where two versions contradict, in their order; editors may have indented them. */
const MARK = /^[ \t]*(?:(<{7}|\|{7}|>{7})(?:\s[^]*)?|(={7})\s*)$/;
const ORDER = ['<', '|', '=', '>'];

interface Conflict {
  /** Its marks: the number of the line, and the character. */
  marks: { line: number; mark: string }[];
}

export interface Conflicts {
  /** One a conflict. */
  faults: Fault[];
  /** The file as one side has it; `undefined` when marks are missing, so that nobody knows what is whose. */
  ours: Source | undefined;
}

/** Finds conflicts of a merge that are not solved, in texts under `|` too. @returns `undefined` when there are none */
export function findConflicts(source: Source): Conflicts | undefined {
  if (!/<{7}|\|{7}|={7}|>{7}/.test(source.text)) return undefined;
  const lines = source.text.split('\n');
  const conflicts: Conflict[] = [];
  for (const [index, line] of lines.entries()) {
    const found = MARK.exec(line);
    const mark = (found?.[1] ?? found?.[2])?.charAt(0);
    if (!mark) continue;
    const last = conflicts.at(-1)?.marks;
    const isNext = last && ORDER.indexOf(last.at(-1)?.mark ?? '') < ORDER.indexOf(mark);
    if (isNext) last.push({ line: index + 1, mark });
    else conflicts.push({ marks: [{ line: index + 1, mark }] });
  }
  if (!conflicts.length) return undefined;
  const isWhole = conflicts.every(({ marks }) => /^<\|?=>$/.test(marks.map(({ mark }) => mark).join('')));
  return {
    faults: conflicts.map(conflict => faultOf(conflict, source)),
    ours: isWhole ? source.withText(oursOf(lines, conflicts)) : undefined,
  };
}

function faultOf({ marks }: Conflict, source: Source): Fault {
  const [first, last] = [marks[0]?.line ?? 1, marks.at(-1)?.line ?? 1];
  const names = marks.map(({ mark }) => mark.repeat(7)).join('、');
  const where = first === last ? '这里' : `第 ${first}—${last} 行`;
  return {
    code: 'conflict',
    span: source.line(first),
    message: `${where}两边改得不一样，合并后还没有选定（留着 ${names}）`,
    hint: '看清两边的内容，写成该有的样子，再删去这些标记行',
  };
}

/** The lines with those of the other side, of the base and the marks made empty: every line keeps its number. */
function oursOf(lines: readonly string[], conflicts: readonly Conflict[]): string {
  const ours = [...lines];
  for (const { marks } of conflicts) {
    const [first = 1, second = 1, last = 1] = [marks[0]?.line, marks[1]?.line, marks.at(-1)?.line];
    ours[first - 1] = '';
    ours.fill('', second - 1, last);
  }
  return ours.join('\n');
}
