import type { FleetPackage, FleetRun } from '../../src/commands/fleet/package.js';
import { plan as putJobs, wait } from './plan.js';
import { connect, openQueue, queueName, unreachable } from './queue.js';
import { work as takeJobs } from './work.js';

/* What the program calls. All text is for the user. */

export const plan: FleetPackage['plan'] = async ({ redis: url, queue, signal, note, out, open, untilDone }) => {
  const filling = await open();
  if (!filling) return 1;
  return withRedis(url, note, async (redis) => {
    const ends = openQueue(redis, queueName(queue, filling.identity));
    try {
      const { queued, departments, years, workers } = await putJobs(filling, ends);
      const bound = years ? `，${years} 个年度的汇编` : '';
      out(`${departments} 个部门，${departments - queued} 个已在共用缓存里，${queued} 个排进队列${bound}（队列 ${ends.queue.name}）`);
      if (!workers && queued) note('还没有同版本的机器在等任务：在各台机器上运行 jixiao fleet work，程序、表样和字体要和这里一样');
      if (!untilDone) return 0;
      let shown = -1;
      const { missing, failed } = await wait(filling, ends, signal, (left) => {
        if (left !== shown) note(`还有 ${left} 个任务`);
        shown = left;
      });
      for (const { path, reason } of failed) note(`没有做成 ${path}：${reason}`);
      if (!missing.length) {
        out('都在共用缓存里了，运行 jixiao build 写出文档');
        return 0;
      }
      out(`${missing.length} 个部门没有做全：${missing.join('、')}\n→ 运行 jixiao build：有错误的会逐条报告，其余的就在那里印`);
      return failed.length ? 2 : 1;
    } finally {
      await ends.close();
      await filling.close();
    }
  });
};

export const work: FleetPackage['work'] = async (run) => {
  const { redis: url, queue, note, out, open } = run;
  return withRedis(url, note, async (redis) => {
    const filling = await open();
    if (!filling) return 1;
    const name = queueName(queue, filling.identity);
    note(`等任务（队列 ${name}）；Ctrl-C 停下，没做完的由别的机器接着做`);
    const { jobs, code } = await takeJobs(redis, name, filling, run);
    out(`做了 ${jobs} 个任务`);
    return code;
  });
};

/** @returns 2 when Redis does not answer */
async function withRedis(
  url: string,
  note: FleetRun['note'],
  action: (redis: ReturnType<typeof connect>) => Promise<number>,
): Promise<number> {
  const redis = connect(url);
  try {
    const reason = await unreachable(redis);
    if (reason === undefined) return await action(redis);
    note(`连不上 Redis：${reason}\n→ 看它开着没有（redis-server），地址用 --redis 或环境变量 JIXIAO_REDIS 写`);
    return 2;
  } finally {
    redis.disconnect();
  }
}
