import { readManifest } from '../../io/output/manifest.js';
import type { Terminal } from '../../io/terminal.js';
import { Filling } from './filling.js';
import { type BuildOptions, outFolder } from './run.js';
import { costsOf, type Shard, sharesOf } from './shares.js';

/**
 * Fills the cache, and the shared store, with one share of the departments. Whoever finds the other shares of a year
 * there binds the year. @returns the exit code
 */
export async function buildShard(options: BuildOptions, { index, count }: Shard, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const filling = await Filling.open(options, terminal);
  if (!filling) return 1;
  try {
    const { documents } = readManifest(outFolder(options));
    const sizes = filling.departments.map(({ path, forms }) => ({ path, forms: forms.length }));
    const share = new Set(sharesOf(costsOf(sizes, documents), count)[index - 1]);
    const mine = filling.departments.filter(({ path }) => share.has(path));
    const open = await filling.missing(mine);
    const { code, forms } = open.length ? await filling.fill(open) : { code: 0, forms: 0 };
    let worst = code;
    const bound: string[] = [];
    for (const year of filling.years) {
      const done = await filling.bind(year);
      if (!done) continue;
      worst = Math.max(worst, done.code);
      bound.push(year.year);
    }
    const ready = mine.length > open.length ? `，其中 ${mine.length - open.length} 个以前已做好` : '';
    terminal.out(`第 ${index} 份（共 ${count} 份）：${mine.length} 个部门${ready}；这次 ${forms} 张表，放进缓存`);
    if (bound.length) terminal.out(`各部门都齐了，年度汇编也已装订：${bound.join('、')}`);
    terminal.out(`完成：0 份文档（新增 0，更新 0，未变 0，删除 0），用时 ${((performance.now() - started) / 1000).toFixed(1)} 秒`);
    return worst;
  } finally {
    await filling.close();
  }
}
