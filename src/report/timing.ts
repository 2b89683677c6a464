import { widthOf } from '../model/width.js';

/** The time of a step in milliseconds. */
interface StepTime {
  step: string;
  /** From start to end, summed over forms. */
  elapsed: number;
  /** Processor time of Node. */
  processor: number;
}

/** The time of a build by step, in milliseconds. */
export interface BuildTime {
  steps: readonly StepTime[];
  /** Processor time of Node. */
  node: number;
  /** Processor time of all browsers; undefined when it is not known. */
  browser: number | undefined;
  /** The number of forms that were printed. */
  printed: number;
}

const HEAD = ['步骤', '用时（秒，各表相加）', '处理器（秒）'] as const;
const UNKNOWN = '–';

/** Returns a table for the terminal: steps, what is left of Node's time, totals, and the time of a printed form. */
export function timingTable({ steps, node, browser, printed }: BuildTime): string {
  const rest = node - steps.reduce((sum, { processor }) => sum + processor, 0);
  const rows = [
    HEAD,
    ...steps.map(({ step, elapsed, processor }) => [step, seconds(elapsed), seconds(processor)]),
    ['其他', UNKNOWN, seconds(rest)],
    ['Node 合计', UNKNOWN, seconds(node)],
    ['浏览器 合计', UNKNOWN, seconds(browser)],
  ];
  const each = `每印一张表的处理器时间（共 ${printed} 张）：Node ${perForm(node, printed)}，浏览器 ${perForm(browser, printed)}`;
  return [...aligned(rows), ...printed ? [each] : []].join('\n');
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? UNKNOWN : (Math.max(0, milliseconds) / 1000).toFixed(2);
}

function perForm(milliseconds: number | undefined, forms: number): string {
  return milliseconds === undefined ? UNKNOWN : `${(milliseconds / forms).toFixed(1)} 毫秒`;
}

/** Returns one line for each row: names at the left, figures at the right. Chinese characters are two columns wide. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, index) => rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? '')), 0));
  return rows.map(row => row.map((cell, index) => {
    const blanks = ' '.repeat((widths[index] ?? 0) - widthOf(cell));
    return index === 0 ? cell + blanks : blanks + cell;
  }).join('  '));
}
