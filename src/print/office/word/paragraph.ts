import {
  AlignmentType, DeletedTextRun, HeadingLevel, InsertedTextRun, type IRunOptions, LineRuleType, Paragraph,
  type ParagraphChild, Tab, TabStopType, TextRun,
} from 'docx';
import type { Paragraph as Measured, Run } from '../../../model/measured.js';
import { officeFonts } from '../fonts.js';
import type { Change, Changes } from './changes.js';

/** Twentieths of a point: what Word measures in. */
export const twips = (points: number): number => Math.round(points * 20);

const HEADINGS = [
  HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4, HeadingLevel.HEADING_5, HeadingLevel.HEADING_6,
];
const ALIGNMENTS = {
  left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT, justify: AlignmentType.BOTH,
};
const TABS = { left: TabStopType.LEFT, right: TabStopType.RIGHT };

export interface Around {
  /** Distance to what stands before and behind. */
  before?: number;
  after?: number;
  keepNext?: boolean;
  /** The change of the end of the paragraph itself. */
  end?: Change | null;
}

/** Returns a paragraph of Word. */
export function wordParagraph(
  measured: Measured,
  changes: Changes,
  { before = 0, after = 0, keepNext = false, end = null }: Around = {},
): Paragraph {
  const { level, align, firstLine, left, right, line, tabs, runs } = measured;
  const heading = HEADINGS[level - 1];
  return new Paragraph({
    ...heading && { heading },
    alignment: ALIGNMENTS[align],
    indent: {
      left: twips(left),
      right: twips(right),
      ...firstLine < 0 ? { hanging: twips(-firstLine) } : { firstLine: twips(firstLine) },
    },
    spacing: { before: twips(before), after: twips(after), line: twips(line), lineRule: LineRuleType.AT_LEAST },
    ...(keepNext || measured.keepNext) && { keepNext: true },
    ...tabs.length && { tabStops: tabs.map(tab => ({ type: TABS[tab.align], position: twips(tab.at) })) },
    ...end && { run: end === 'inserted' ? { insertion: changes.next() } : { deletion: changes.next() } },
    children: runs.flatMap(run => wordRuns(run, changes)),
  });
}

/** Returns the text of a run: text, tabs and line breaks are elements of their own. */
function wordRuns(run: Run, changes: Changes): ParagraphChild[] {
  return run.text.split('\n').map((text, index) => {
    const [first = '', ...others] = text.split('\t');
    const options: IRunOptions = {
      ...lookOf(run),
      ...index > 0 && { break: 1 },
      children: [first, ...others.flatMap(part => [new Tab(), part])].filter(part => part !== ''),
    };
    if (run.change === 'inserted') return new InsertedTextRun({ ...options, ...changes.next() });
    if (run.change === 'deleted') return new DeletedTextRun({ ...options, ...changes.next() });
    return new TextRun(options);
  });
}

/** The look of a text. */
export function lookOf({ size, families, bold, spacing }: Pick<Run, 'size' | 'families'> & Partial<Run>): IRunOptions {
  const [font] = officeFonts(families);
  return {
    font: { ascii: font, hAnsi: font, eastAsia: font, cs: font },
    size: Math.round(size * 2),
    bold: bold ?? false,
    ...spacing && { characterSpacing: twips(spacing) },
  };
}
