import { visible } from '../model/visible.js';

/** Reports the progress of a run on stderr. */
export interface Progress {
  start(total: number): void;
  step(label: string): void;
  stop(): void;
}

/** Returns a bar when stderr is a terminal, else a few plain lines: a log must not contain animations. */
export async function createProgress(stream: NodeJS.WriteStream, quiet: boolean): Promise<Progress> {
  if (quiet) return { start: () => undefined, step: () => undefined, stop: () => undefined };
  return stream.isTTY && !process.env.NO_COLOR ? bar(stream) : lines(stream);
}

async function bar(stream: NodeJS.WriteStream): Promise<Progress> {
  const { default: cliProgress } = await import('cli-progress');
  const single = new cliProgress.SingleBar({
    stream,
    format: '印制 {bar} {value}/{total} · 每秒 {rate} 张 · 还要 {eta_formatted} · {label}',
    hideCursor: true,
    clearOnComplete: true,
  });
  let started = 0;
  let done = 0;
  return {
    start(total) {
      started = performance.now();
      single.start(total, 0, { label: '', rate: '–' });
    },
    step(label) {
      done += 1;
      single.increment(1, { label: visible(label), rate: (done / ((performance.now() - started) / 1000)).toFixed(1) });
    },
    stop: () => single.stop(),
  };
}

/** Writes one line at the start, and one for each tenth of a long run. */
function lines(stream: NodeJS.WriteStream): Progress {
  let total = 0;
  let done = 0;
  return {
    start(forms) {
      total = forms;
      stream.write(`印制 ${forms} 张表\n`);
    },
    step() {
      done += 1;
      if (total >= 100 && Math.floor((done * 10) / total) > Math.floor(((done - 1) * 10) / total)) {
        stream.write(`已印 ${done}/${total}\n`);
      }
    },
    stop: () => undefined,
  };
}
