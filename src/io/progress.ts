import { visible } from '../model/visible.js';
import { cutToWidth, widthOf } from '../model/width.js';
import type { StatusLine } from './status-line.js';
import type { Terminal } from './terminal.js';

/** Reports the progress of a run on stderr. */
export interface Progress {
  start(total: number): void;
  /** @param path of what is done, e.g. `data/2024/某街道/projects/03-某项目.yaml` */
  step(path: string): void;
  stop(): void;
}

/** The number of cells of the bar. */
const BAR = 16;
/** The least number of cells in which the beginning of a name says something. */
const LEAST_NAME = 6;
/** The time between two pictures. */
const FRAME_MS = 100;

/**
 * Returns a bar when stderr is a terminal, else a few plain lines: a log must not contain animations.
 *
 * @param now the time in milliseconds
 */
export function createProgress(
  { status, note }: Pick<Terminal, 'status' | 'note'>, quiet: boolean, now: () => number = () => performance.now(),
): Progress {
  if (quiet) return { start: () => undefined, step: () => undefined, stop: () => undefined };
  return status ? bar(status, now) : lines(note);
}

function bar(status: StatusLine, now: () => number): Progress {
  let [total, done, started, shown] = [0, 0, 0, 0];
  return {
    start(forms) {
      [total, done, started] = [forms, 0, now()];
      status.show(picture({ total, done, milliseconds: 0, label: '' }, status.width));
    },
    step(path) {
      done += 1;
      const time = now();
      if (time - shown < FRAME_MS && done < total) return;
      shown = time;
      status.show(picture({ total, done, milliseconds: time - started, label: visible(nameOf(path)) }, status.width));
    },
    stop: () => status.hide(),
  };
}

/** Returns department and form: there is no room for all folders, and the end says most. */
function nameOf(path: string): string {
  const [year = '', ...below] = path.replace(/^data\//, '').replace(/\.yaml$/, '').split('/');
  const name = below.at(-1) === 'volume' ? '汇编' : below.at(-1) ?? '';
  return [below.length > 1 ? below[0] : year, name].filter(Boolean).join(' ');
}

interface State {
  total: number;
  done: number;
  milliseconds: number;
  label: string;
}

/** Returns a line of at most `width` cells: as much of it as there is room for, the counts first. */
function picture({ total, done, milliseconds, label }: State, width: number): string {
  const filled = total ? Math.min(BAR, Math.floor((done * BAR) / total)) : 0;
  const parts = [`${done}/${total}`];
  if (done && milliseconds) {
    const rate = (done * 1000) / milliseconds;
    parts.push(`${rate.toFixed(1)} 张/秒`, `还要 ${duration((total - done) / rate)}`);
  }
  // Characters for drawing are two cells wide on some Chinese terminals, and one on others.
  const drawn = `印制 [${'#'.repeat(filled)}${' '.repeat(BAR - filled)}] `;
  const text = parts.join('，');
  const line = [`${drawn}${text}`, text].find(one => widthOf(one) <= width) ?? cutToWidth(parts[0] ?? '', width);
  const left = width - widthOf(line) - 2;
  return label && left >= LEAST_NAME ? `${line}，${cutToWidth(label, left)}` : line;
}

function duration(seconds: number): string {
  const rest = Math.ceil(seconds);
  return rest < 60 ? `${rest} 秒` : `${Math.floor(rest / 60)} 分 ${rest % 60} 秒`;
}

/** Writes one line at the start, and one for each tenth of a long run. */
function lines(note: (text: string) => void): Progress {
  let total = 0;
  let done = 0;
  return {
    start(forms) {
      total = forms;
      note(`印制 ${forms} 张表`);
    },
    step() {
      done += 1;
      if (total >= 100 && Math.floor((done * 10) / total) > Math.floor(((done - 1) * 10) / total)) note(`已印 ${done}/${total}`);
    },
    stop: () => undefined,
  };
}
